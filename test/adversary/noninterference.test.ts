// Two worlds that differ in nothing but what one side sealed past the other. To the other side every answer is the same in both: views, errors,
// checks of acts about names it should not know, jobs, prints. What differs for everybody by design is named: digests and sizes of ciphertext.
import { expect, test } from "vitest";
import { parseJson } from "../../src/basis/parse-json.ts";
import type { Acknowledgement } from "../../src/desk/api-types.ts";
import { KINDS_WITH_RIGHTS, ROUTES } from "../../src/desk/authority.ts";
import type { Role } from "../../src/desk/api-types.ts";
import { rowsDigest } from "../../src/registry/list-act.ts";
import { seat, serveCartel, type Seated } from "../served-desk.ts";
import { withFolder } from "../walked-desk.ts";

type World = { readonly list: string; readonly names: number; readonly answered: string; readonly words: string; readonly bracket: string };
const WORLDS: readonly World[] = [
  { list: "US-LA", names: 3, answered: "1", words: "first words", bracket: "B-A" },
  { list: "US-LB", names: 40, answered: "2", words: "quite other words, and more of them", bracket: "B-B" },
];
const rowsOf = (count: number): { row: string; name: string }[] => Array.from({ length: count }, (_, i) => ({ row: String(i + 1), name: `Invented ${String.fromCharCode(65 + (i % 26))}` }));
const PAST = ["SEC", "US"];

/** The same kinds by the same officer in the same order; what they say differs. */
async function plant(us: Seated, { list, names, answered, words, bracket }: World): Promise<void> {
  await us.record("list.deposited", { list, purpose: "asked for", about: "CS", rows: rowsOf(names) }, PAST);
  await us.record("name.answered", { list: "CS-OWN", answers: [{ row: answered, code: "HELD", date: "1862-08-01" }] }, PAST);
  await us.record("statement.recorded", { id: "S-X", kind: "statement", actor: "officer", parties: ["US"], content: words, standing: "stated-own" }, PAST);
  await us.record("note.recorded", { about: "other", words }, ["US"]);
  await us.record("acceptance.set", { bracket, alternatives: [words] }, PAST).catch(() => undefined);
}

/** What everybody sees of a ciphertext, and what no two runs have alike. */
const plain = (text: string): string => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME").replace(/[0-9a-f]{32,}/g, "HEX").replace(/[A-Za-z0-9+/_-]{40,}={0,2}/g, "B64").replace(/"remainingSeconds":\d+/g, "");

const ASKED = ["US-LA", "US-LB", "CS-OWN", "US-NONE"];
/** Acts about what CS does not see, of every kind that its role may record: filled with the names of both worlds. */
function probes(kind: string, list: string): Record<string, unknown>[] {
  const rows = ["1", "2", "17"];
  const byKind: Readonly<Record<string, Record<string, unknown>[]>> = {
    "name.answered": rows.map((row) => ({ list, answers: [{ row, code: "HELD", date: "1862-08-02" }] })),
    "name.objected": rows.map((row) => ({ list, row, answer: "US-1/2", code: "NOT_HIM", words: "no" })),
    "name.replied": rows.map((row) => ({ list, row, objection: "US-1/2", words: "yes" })),
    "name.closed": rows.map((row) => ({ list, row, outcome: "final-in", words: "so" })),
    "list.forwarded": [{ list, to: "US", sha256: rowsDigest(rowsOf(3)), rows: rowsOf(3) }, { list, to: "US", sha256: rowsDigest(rowsOf(40)), rows: rowsOf(40) }],
    "list.signed": [{ list, count: 0, sha256: "0".repeat(64) }, { list, count: 3, sha256: "0".repeat(64) }],
    "custody.stated": [{ list, rows: [{ row: "1", place: "x-1", means: "seat" }, { row: "17", place: "x-1", means: "seat" }] }],
    "acceptance.set": [{ bracket: "B-A", alternatives: ["x"] }, { bracket: "B-B", alternatives: ["x"] }],
    "wishes.heard": [{ list, heard: [{ row: "1", wish: "undecided", on: "1862-08-01" }] }],
    "medical.decided": [{ list, commission: "MC", decisions: [{ row: "17", outcome: "refuse", class: "W", on: "1862-08-01" }] }],
    "doubles.decided": [{ run: "R-1", list, rows: ["1", "2"], verdict: "one person" }],
    "consequence.stated": [{ consequence: "C-1", statement: "S-X", words: "x" }],
    "reversal.recorded": [{ obligation: "O-1", count: 1, statement: "S-X" }],
  };
  return byKind[kind] ?? [{ list, statement: "S-X", id: "S-X", bracket: "B-A", row: "1" }];
}

async function everyAnswer(one: Seated, entries: number): Promise<Map<string, string>> {
  const said = new Map<string, string>();
  const ask = async (method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<void> => {
    const { status, text } = await one.status(method, path, body);
    const isCiphertext = text.startsWith("age-encryption.org/v1"); // of what is addressed to CS itself: made anew in each world
    said.set(`${method} ${path} ${body === undefined ? "" : JSON.stringify(body)}`, isCiphertext ? `${status} a ciphertext` : plain(`${status} ${text}`));
  };
  for (const route of Object.keys(ROUTES)) {
    const [method, url = ""] = route.split(" ");
    if (method !== "GET" || ["/api/events", "/metrics", "/api/bundle"].includes(url)) continue; // never ends; not by session; the record as everybody has it
    const fills = url.includes(":index") ? Array.from({ length: 7 }, (_, i) => String(entries - 1 - i)) : url.includes(":list") ? ASKED : [url.includes(":act") ? "0".repeat(64) : "1"];
    for (const fill of fills) await ask("GET", url.replace(/:[a-z]+/, fill));
  }
  for (const list of ASKED) for (const query of ["q=Invented", "from=2", "state=answered"]) await ask("GET", `/api/lists/${list}?${query}`);
  for (const query of ["opened=true", "kind=list.deposited", "author=US&opened=true", "label=US-1"]) await ask("GET", `/api/entries?limit=1000&${query}`);
  for (const list of ASKED) {
    await ask("POST", "/api/why", { agreement: "CARTEL", list, row: "1", lang: "en" });
    for (const task of ["match-doubles", "match-lists", "print"]) await ask("POST", "/api/jobs", { task, request: { list, run: "R-1", asked: list, held: list, form: "list", language: "en", of: list } });
  }
  for (const kind of KINDS_WITH_RIGHTS)
    for (const list of ASKED) for (const body of probes(kind, list)) await ask("POST", "/api/acts/check", { label: `${one.info.officer}/99`, kind, at: "1862-08-02", to: ["CS", "SEC", "US"], body, sources: [] });
  return said;
}

async function worldSeen(world: World, roles: readonly Role[], party: string): Promise<Map<string, string>> {
  const said = new Map<string, string>();
  await withFolder(async (folder) => {
    const { door, wire } = await serveCartel(folder, {}, { ms: () => Date.UTC(2026, 0, 1) });
    try {
      const us = await seat(wire, "US", "delegation");
      const cs = await seat(wire, "CS", "delegation");
      const others = await Promise.all(roles.map(async (role) => (party === "CS" && role === "delegation" ? cs : seat(wire, party, role))));
      const own: Acknowledgement = (await cs.record("list.deposited", { list: "CS-OWN", purpose: "asked for", about: "US", rows: rowsOf(5) }, ["CS", "SEC", "US"])) as Acknowledgement;
      expect(own.index).toBeGreaterThan(0);
      await plant(us, world);
      await door.publishNow();
      for (const one of others) for (const [asked, answer] of await everyAnswer(one, door.room.desk.heads.length)) said.set(`${one.info.role}: ${asked}`, answer);
      const mine = parseJson((await us.status("GET", `/api/lists/${world.list}`)).text) as { total: number };
      expect(mine.total, "its own side sees the list").toBe(world.names);
    } finally {
      await door.close();
    }
  });
  return said;
}

test.each<[string, readonly Role[]]>([["CS", ["delegation", "security-officer"]], ["AE", ["mediator-chair"]]])("to %s every answer is the same whatever the other side sealed past it", async (party, roles) => {
  const [first, second] = [await worldSeen(WORLDS[0] ?? expect.fail("a world"), roles, party), await worldSeen(WORLDS[1] ?? expect.fail("a world"), roles, party)];
  expect(first.size).toBeGreaterThan(300);
  const differing = [...first].filter(([asked, answer]) => second.get(asked) !== answer).map(([asked, answer]) => ({ asked, answer: answer.slice(0, 300), other: second.get(asked)?.slice(0, 300) }));
  expect(differing).toEqual([]);
}, 120_000);
