import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/glass", order: 92, name: "nav.glass", view: "breakGlass", load: () => import("./page.tsx") };
