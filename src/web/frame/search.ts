// One item of a screen, named behind the `#` of the address.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { isRecord } from "../../basis/parse-json.ts";

/** The value of one search parameter, and how to set it. */
export function useItem(name: string): [string | undefined, (value: string | undefined) => void] {
  const search: unknown = useSearch({ strict: false });
  const navigate = useNavigate();
  const given = isRecord(search) ? search[name] : undefined;
  const value = typeof given === "string" ? given : typeof given === "number" ? String(given) : undefined;
  const set = useCallback((next: string | undefined) => void navigate({ to: ".", search: next === undefined ? {} : { [name]: next } }), [navigate, name]);
  return [value, set];
}
