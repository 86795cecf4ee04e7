// One place for the three states of a question to the desk: asked, refused, answered.
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSay } from "../frame/language-context.ts";
import { RefusedNote } from "./refused.tsx";

export function Answered<T>({ query, children }: { readonly query: UseQueryResult<T>; readonly children: (value: T) => ReactNode }): ReactNode {
  const say = useSay();
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <RefusedNote error={query.error} />;
  return <p className="quiet" role="status">{say("common.asking")}</p>;
}
