import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/chronicle", order: 70, name: "nav.chronicle", view: "chronicle", load: () => import("./page.tsx") };
