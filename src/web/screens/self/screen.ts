import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/self", order: 95, name: "nav.self", load: () => import("./page.tsx") };
