// The linter's findings over src, with types, as a test: what no compiler says and no reader sees every time. Each rule that
// matters here has a bad line of its own that it must catch, so that a rule turned off by an upgrade is noticed.
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const linter = new ESLint({ cwd: root });

test("the linter finds nothing in src", async () => {
  const results = await linter.lintFiles(["src"]);
  const findings = results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${relative(root, filePath)}:${line}:${column} ${ruleId ?? "parse"} ${message}`));
  expect(findings).toEqual([]);
  expect(results.length).toBeGreaterThan(50);
}, 900_000);

/** Rule and a text it must catch, as if it stood in a file of src. */
const BAD: readonly (readonly [rule: string, text: string])[] = [
  ["@typescript-eslint/no-floating-promises", "export function a(wait: Promise<void>): void { wait; }"],
  ["@typescript-eslint/no-misused-promises", "export const a = (list: number[], f: (n: number) => Promise<void>): void => { list.forEach(f); };"],
  ["@typescript-eslint/await-thenable", "export async function a(n: number): Promise<number> { return await n; }"],
  ["@typescript-eslint/no-explicit-any", "export const a = (value: any): boolean => value === 1;"],
  ["@typescript-eslint/no-unsafe-return", "export const a = (text: string): string => JSON.parse(text);"],
  ["@typescript-eslint/no-unused-vars", "export function a(): void { const kept = 1; }"],
  ["@typescript-eslint/switch-exhaustiveness-check", 'export function a(k: "x" | "y"): number { switch (k) { case "x": return 1; } return 2; }'],
  ["@typescript-eslint/only-throw-error", 'export function a(): never { throw "text"; }'],
  ["@typescript-eslint/restrict-template-expressions", "export const a = (one: { n: number }): string => `${one}`;"],
  ["@typescript-eslint/no-unnecessary-condition", "export const a = (n: string): number => (n ? n.length : n?.length);"],
  ["@typescript-eslint/no-non-null-assertion", "export const a = (list: number[]): number => list[0]!;"],
  ["@typescript-eslint/consistent-type-imports", 'import { Fault } from "./fault.ts"; export type A = Fault;'],
  ["no-restricted-exports", "const a = 1; export { a as default };"],
  ["no-restricted-exports", "export default 1;"],
  ["eqeqeq", "export const a = (n: number, m: number): boolean => n == m;"],
  ["prefer-const", "export function a(): number { let n = 1; return n; }"],
  ["no-console", 'export const a = (): void => { console.log("said"); };'],
  ["no-eval", 'export const a = (): unknown => eval("1");'],
  ["no-fallthrough", "export function a(n: number): number { let m = 0; switch (n) { case 1: m = 1; case 2: m += 1; break; default: m = 3; } return m; }"],
];

test.each(BAD)("%s catches its bad line", async (rule, text) => {
  const [result] = await linter.lintText(`${text}\n`, { filePath: `${root}src/basis/code-sort.ts` });
  expect(result?.messages.map(({ ruleId }) => ruleId)).toContain(rule);
});
