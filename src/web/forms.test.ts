// Every kind of act that a role may record at a desk has its form here: a person must not need a file and a command for it. A kind
// without one would stand in the list below with its reason, and a kind of that list that has a form after all fails too.
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { kindsOf, KINDS_WITH_RIGHTS, ROLES, SEATS_OF_ROLE } from "../desk/authority.ts";

/** Kinds that are not recorded from the web, because … */
const NOT_FROM_THE_WEB: Readonly<Record<string, string>> = {};

const root = fileURLToPath(new URL(".", import.meta.url));
const sources = readdirSync(join(root, "screens"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".tsx"))
  .map((path) => ({ path: path.split(sep).join("/"), text: readFileSync(join(root, "screens", path), "utf8") }));

/** The files in which a kind is handed to the window of signing: by a form, or by a button. */
function formsOf(kind: string, files: readonly { readonly path: string; readonly text: string }[]): string[] {
  const inForm = new RegExp(`<ActForm kind="${kind.replace(".", "\\.")}"`);
  const inDraft = new RegExp(`(kind: |act\\(|\\? |: )"${kind.replace(".", "\\.")}"`);
  return files.filter(({ text }) => inForm.test(text) || (/\buseSigning\(\)/.test(text) && inDraft.test(text))).map(({ path }) => path);
}

test("every kind that some role may record has a form on a screen, or a reason why not", () => {
  const recordable = new Set(ROLES.flatMap((role) => SEATS_OF_ROLE[role].flatMap((seat) => kindsOf(role, seat))));
  expect([...recordable].sort(), "a kind with rights that nobody holds").toEqual([...KINDS_WITH_RIGHTS]);
  const without = [...recordable].filter((kind) => formsOf(kind, sources).length === 0).sort();
  expect(without).toEqual(Object.keys(NOT_FROM_THE_WEB).sort());
  for (const [kind, reason] of Object.entries(NOT_FROM_THE_WEB)) expect(reason.length, kind).toBeGreaterThan(20);
});

test("a kind that is only said or shown on a screen has no form by that", () => {
  const shown = { path: "x.tsx", text: 'if (row.kind === "round.held") return say("x"); useActs("round.held");' };
  expect(formsOf("round.held", [shown])).toEqual([]);
  expect(formsOf("round.held", [{ path: "y.tsx", text: '<ActForm kind="round.held" title={x}>' }])).toEqual(["y.tsx"]);
  expect(formsOf("round.held", [{ path: "z.tsx", text: 'const sign = useSigning(); sign({ draft: { kind: "round.held", body } })' }])).toEqual(["z.tsx"]);
});
