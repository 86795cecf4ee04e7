import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/matching", order: 45, name: "nav.matching", view: "lists", load: () => import("./page.tsx") };
