import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/operations", order: 50, name: "nav.operations", view: "operations", load: () => import("./page.tsx") };
