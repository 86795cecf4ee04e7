// Deposits of a laboratory where they stand on the record: read by form and digest; their lines were read at the door.
import { expect, test } from "vitest";
import { utf8 } from "../basis/bytes.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { emptyDossier, layOnDossier, type Stood } from "../identification/dossier.ts";
import type { RemainsAct } from "../identification/remains-act.ts";
import { parseCivilDate } from "../basis/civil-date.ts";
import { familiesIn, profilesIn } from "../identification/check-laboratory-act.ts";
import { parseBody, parseStanding } from "./catalogue.ts";
import { emptyState, foldEntry, type OpenedAct } from "./fold.ts";

const FAMILY = JSON.stringify({ id: "F1", side: "AA", pedigree: [{ id: "FA", father: "0", mother: "0", sex: "M" }, { id: "MO", father: "0", mother: "0", sex: "F" }, { id: "M1", father: "FA", mother: "MO", sex: "M" }], missing: ["M1"], references: { FA: { TPOX: ["8", "9"] } } });
const deposit = (text: string, sha256 = sha256Hex(utf8(text))): OpenedAct => ({ entry: 4, label: "l/1", at: "2025-07-01", author: "AALAB", kind: "references.deposited", sources: [], body: { deposit: "AALAB-F1", side: "AA", text, sha256 } });
const profiles = (text: string): OpenedAct => ({ entry: 5, label: "l/2", at: "2025-07-01", author: "AALAB", kind: "profiles.deposited", sources: [], body: { deposit: "AALAB-D1", purpose: "remains", text, sha256: sha256Hex(utf8(text)) } });

test("a sound deposit reads the same at the door and where it stands, once for all states", () => {
  const act = deposit(`${FAMILY}\n`);
  expect(parseStanding(act)).toEqual(parseBody(act));
  expect(parseStanding({ ...act, label: "other" })).toBe(parseStanding(act));
});

test("the door refuses a line that is no family; where it stands all the same, it is in the state, and the next acts are read", () => {
  const act = deposit(`${FAMILY}\n{"id":\n`);
  expect(() => parseBody(act)).toThrow();
  const state = emptyState();
  const head = { author: "AALAB", key: "k", kind: act.kind, at: act.at, body: {}, commits: [{ sealed: "s" }] };
  foldEntry(state, 0, head, act);
  expect([state.acts.length, state.unread.length]).toEqual([1, 0]);
  const dossier = emptyDossier();
  const on = parseCivilDate("2025-07-01") ?? expect.fail("a day");
  const lay = (one: RemainsAct): void => layOnDossier(dossier, { ...one, entry: 4, cite: "l/1", by: "AALAB", on } as Stood<RemainsAct>);
  for (const { parsed } of state.acts) if (parsed.room === "remains") lay(parsed.act);
  lay({ kind: "references.withdrawn", families: ["F1"] });
  const [laid] = dossier.deposits.values();
  expect(laid && familiesIn(laid)).toEqual(["F1", ""]);
  expect([...(laid?.withdrawn ?? [])]).toEqual(["F1"]);
});

test("a text that is not the one of its digest is in no state, and a table that is none has no profiles", () => {
  const state = emptyState();
  const act = deposit(`${FAMILY}\n`, "0".repeat(64));
  foldEntry(state, 0, { author: "AALAB", key: "k", kind: act.kind, at: act.at, body: {}, commits: [{ sealed: "s" }] }, act);
  expect([state.acts.length, state.unread.length]).toEqual([0, 1]);
  expect(() => parseBody(profiles("nothing of a table"))).toThrow();
  const { parsed } = { parsed: parseStanding(profiles("nothing of a table")) };
  expect(parsed.room === "remains" && parsed.act.kind === "profiles.deposited" ? profilesIn(parsed.act) : "none").toEqual([]);
});
