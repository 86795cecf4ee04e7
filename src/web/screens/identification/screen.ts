import type { Screen } from "../../frame/screen.ts";

export const screen: Screen = { path: "/identification", order: 55, name: "nav.identification", view: "remains", load: () => import("./page.tsx") };
