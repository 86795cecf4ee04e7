import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/jobs", order: 84, name: "nav.jobs", view: "record", load: () => import("./page.tsx") };
