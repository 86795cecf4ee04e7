import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/lists", order: 40, name: "nav.lists", view: "lists", load: () => import("./page.tsx") };
