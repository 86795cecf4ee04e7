import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/account", order: 60, name: "nav.account", view: "account", load: () => import("./page.tsx") };
