import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/planning", order: 45, name: "nav.planning", view: "planning", load: () => import("./page.tsx") };
