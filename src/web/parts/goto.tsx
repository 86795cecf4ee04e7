// A thing that waits names where it is dealt with (`/lists/L-1`, `/talks?document=M-1`): a link to that screen.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

const PARAMETER: Readonly<Record<string, string>> = { lists: "list", agreement: "agreement" };

export function GoTo({ path, children }: { readonly path: string; readonly children: ReactNode }): ReactNode {
  const [way = "", query = ""] = path.split("?");
  const [, screen = "desk", item] = way.split("/");
  const search = Object.fromEntries(new URLSearchParams(query));
  const parameter = PARAMETER[screen];
  if (item !== undefined && parameter !== undefined) search[parameter] = decodeURIComponent(item);
  return <Link to={`/${screen}`} search={search}>{children}</Link>;
}
