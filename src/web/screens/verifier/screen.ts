import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/verifier", order: 80, name: "nav.verifier", load: () => import("./page.tsx") };
