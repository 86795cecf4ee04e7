// Providers, the gate, and one route per screen. Addresses stand behind `#`: no path, no name and no code of a case is ever
// sent to the server as an address or stands in its log.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect, RouterProvider } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Refused } from "./api.ts";
import { LanguageProvider } from "./language.tsx";
import { screens } from "./screen.ts";
import { SessionGate } from "./session.tsx";
import { Shell } from "./shell.tsx";

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, retry: (count, error) => count < 2 && error instanceof Refused && (error.status === 0 || error.status >= 500) } },
});

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: () => null });
const routes = screens.map(({ path, load }) => createRoute({ getParentRoute: () => rootRoute, path, component: lazyRouteComponent(load, "Page") }));
const home = createRoute({
  getParentRoute: () => rootRoute, path: "/",
  beforeLoad: () => { throw redirect({ to: screens[0]?.path ?? "/" }); },
});
const router = createRouter({ routeTree: rootRoute.addChildren([home, ...routes]), history: createHashHistory(), defaultPreload: "intent" });

export function App(): ReactNode {
  return (
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <SessionGate><RouterProvider router={router} /></SessionGate>
      </LanguageProvider>
    </QueryClientProvider>
  );
}
