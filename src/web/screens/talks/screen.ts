import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/talks", order: 20, name: "nav.talks", view: "talks", load: () => import("./page.tsx") };
