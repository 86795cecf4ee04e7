import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/desk", order: 10, name: "nav.desk", view: "front", load: () => import("./page.tsx") };
