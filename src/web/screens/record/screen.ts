import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/record", order: 75, name: "nav.record", view: "record", load: () => import("./page.tsx") };
