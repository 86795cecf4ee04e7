import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/seats", order: 90, name: "nav.seats", view: "enrolments", load: () => import("./page.tsx") };
