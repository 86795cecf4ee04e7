// What every screen knows of the desk: the parties, who is signed in, how to name them; and the one way to ask for a view.
import { queryOptions, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { createContext, useCallback, useContext } from "react";
import type { DeskInfo, SessionInfo } from "../../desk/api-types.ts";
import { fetchJson } from "./api.ts";
import { useLanguage } from "./language-context.ts";

export const deskQuery = queryOptions({ queryKey: ["/desk"], queryFn: () => fetchJson<DeskInfo>("/desk"), staleTime: 60_000 });

type Known = { readonly desk: DeskInfo; readonly session: SessionInfo };
export const KnownContext = createContext<Known | undefined>(undefined);

/** Inside the gate only. */
export function useKnown(): Known {
  const known = useContext(KnownContext);
  if (!known) throw new Error("bug: asked outside the gate");
  return known;
}

/** A party's name in the reader's language, by its code. */
export function usePartyName(): (code: string) => string {
  const { language } = useLanguage();
  const known = useContext(KnownContext);
  const desk = useQuery(deskQuery).data ?? known?.desk;
  return useCallback((code: string) => {
    const names = desk?.parties.find((one) => one.code === code)?.names;
    return names?.[language] ?? names?.["en"] ?? code;
  }, [desk, language]);
}

/** The title of the process in the reader's language, or as the conflict pack has it. */
export function useTitle(desk: DeskInfo): string {
  const { language } = useLanguage();
  return desk.titles[language] ?? desk.title;
}

/** A view of the desk: kept while shown, asked again after every entry on the record. */
export const useView = <T,>(path: string, isAsked = true): UseQueryResult<T> => useQuery({ queryKey: [path], queryFn: () => fetchJson<T>(path), enabled: isAsked });

/** Everything shown is asked again. */
export function useAskAgain(): () => void {
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries(), [client]);
}

export const mayRecord = (session: SessionInfo, kind: string): boolean => session.kinds.includes(kind);
export const mayRead = (session: SessionInfo, view: string): boolean => session.views.includes(view);
/** Parties that speak, sign and are written to; laboratories see codes only. */
export const speaking = (desk: DeskInfo): DeskInfo["parties"] => desk.parties.filter(({ is }) => is !== "laboratory");
export const sidesOf = (desk: DeskInfo): readonly string[] => desk.parties.filter((one) => one.is === "side").map(({ code }) => code);
export const otherSide = (desk: DeskInfo, party: string): string => sidesOf(desk).find((code) => code !== party) ?? "";
