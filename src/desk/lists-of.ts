// The lists of a state, folded from its acts.
import { layOnLists, type Lists } from "../registry/name-case.ts";
import { foldedOn } from "./folded.ts";

/** The lists as a state holds them now. */
export const listsOf = foldedOn<Lists>(() => new Map(), (lists, { parsed, label: cite, author: by, at: on, entry }) => {
  if (parsed.room === "registry") layOnLists(lists, { ...parsed.act, cite, by, on, entry });
});
