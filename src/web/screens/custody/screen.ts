import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/custody", order: 42, name: "nav.custody", view: "custody", load: () => import("./page.tsx") };
