import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/agreement", order: 30, name: "nav.agreement", view: "talks", load: () => import("./page.tsx") };
