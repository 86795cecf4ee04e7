// A screen is one folder below screens/: its `screen.ts` says where it stands and what it is called, and loads the page.
import type { ComponentType } from "react";
import type { WordKey } from "./language-context.ts";

export type Screen = {
  readonly path: `/${string}`;
  /** Place in the navigation, small first. */
  readonly order: number;
  readonly name: WordKey;
  /** The view of the table of rights that it shows; whoever may not read it does not see the screen named. */
  readonly view?: string;
  readonly load: () => Promise<{ readonly Page: ComponentType }>;
};

const found = import.meta.glob<Screen>("../screens/*/screen.ts", { eager: true, import: "screen" });

/** All screens in the order of the navigation. */
export const screens: readonly Screen[] = Object.values(found).sort((a, b) => a.order - b.order);
