import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/erasure", order: 86, name: "nav.erasure", view: "record", load: () => import("./page.tsx") };
