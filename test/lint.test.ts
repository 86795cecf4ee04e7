// The linter's findings over src, with types, as a test: what no compiler says and no reader sees every time. Each rule that
// matters here has a bad line of its own that it must catch, so that a rule turned off or weakened by an upgrade is noticed.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { repository, withFolder } from "./walked-desk.ts";

type Finding = { readonly filename: string; readonly code?: string; readonly message: string; readonly labels: readonly { readonly span: { readonly line: number; readonly column: number } }[] };

/** What the linter says against the files below `path`, and how many it read. */
function lint(path: string): { readonly findings: readonly Finding[]; readonly files: number } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(repository, "node_modules/oxlint/bin/oxlint"), "--format", "json", "--config", ".oxlintrc.jsonc", path], { cwd: repository, encoding: "utf8", maxBuffer: 1 << 28 });
  if (!stdout.startsWith("{")) throw new Error(`expected findings, the linter ended with ${status}: ${stdout.slice(0, 400)} ${stderr.slice(0, 400)}`);
  const { diagnostics, number_of_files } = JSON.parse(stdout) as { readonly diagnostics: readonly Finding[]; readonly number_of_files: number };
  return { findings: diagnostics, files: number_of_files };
}

test("the linter finds nothing in src", () => {
  const { findings, files } = lint("src");
  expect(findings.map(({ filename, code, message, labels }) => `${filename}:${labels[0]?.span.line}:${labels[0]?.span.column} ${code ?? "parse"} ${message}`)).toEqual([]);
  expect(files).toBeGreaterThan(50);
}, 900_000);

/** Rule and a text it must catch, as if it stood in a file of src. */
const BAD: readonly (readonly [rule: string, text: string])[] = [
  ["no-var", "export function a(): number { var n = 1; return n; }"],
  ["prefer-const", "export function a(): number { let n = 1; return n; }"],
  ["prefer-rest-params", "export function a(): unknown { return arguments[0]; }"],
  ["prefer-spread", "export const a = (f: (...n: number[]) => void, list: number[]): void => { f.apply(undefined, list); };"],
  ["typescript/await-thenable", "export async function a(n: number): Promise<number> { return await n; }"],
  ["typescript/ban-ts-comment", "// @ts-ignore\nexport const a = 1;"],
  ["no-array-constructor", "export const a = (): unknown => new Array(0, 1);"],
  ["typescript/no-array-delete", "export const a = (list: number[]): void => { delete list[0]; };"],
  ["typescript/no-base-to-string", "export const a = (one: { n: number }): string => one.toString();"],
  ["typescript/no-duplicate-enum-values", "export enum A { B = 1, C = 1 }"],
  ["typescript/no-duplicate-type-constituents", 'export type A = "x" | "y" | "x";'],
  ["typescript/no-empty-object-type", "export type A = {};"],
  ["typescript/no-explicit-any", "export const a = (value: any): boolean => value === 1;"],
  ["typescript/no-extra-non-null-assertion", "export const a = (n: number | undefined): number => n!!;"],
  ["typescript/no-extraneous-class", "export class A { static readonly n = 1; }"],
  ["typescript/no-floating-promises", "export function a(wait: Promise<void>): void { wait; }"],
  ["typescript/no-for-in-array", "export function a(list: number[]): void { for (const at in list) list.push(Number(at)); }"],
  ["typescript/no-generated-empty-object-type", 'export type A = Omit<{ n: number }, "n">;'],
  ["typescript/no-implied-eval", 'export const a = (): void => { setTimeout("a()", 1); };'],
  ["typescript/no-invalid-void-type", "export type A = { n: void };"],
  ["typescript/no-misused-new", "export interface A { new (): A; }"],
  ["typescript/no-misused-promises", "export const a = (list: number[], f: (n: number) => Promise<void>): void => { list.forEach(f); };"],
  ["typescript/no-misused-spread", "export const a = (list: number[]): object => ({ ...list });"],
  ["typescript/no-mixed-enums", 'export enum A { B = 1, C = "c" }'],
  ["typescript/no-namespace", "export namespace A { export const b = 1; }"],
  ["typescript/no-non-null-asserted-nullish-coalescing", "export const a = (f: () => number | undefined): number => f()! ?? 1;"],
  ["typescript/no-non-null-asserted-optional-chain", "export const a = (n: string | undefined): number => n?.length!;"],
  ["typescript/no-non-null-assertion", "export const a = (list: number[]): number => list[0]!;"],
  ["typescript/no-redundant-type-constituents", "export type A = unknown | string;"],
  ["typescript/no-require-imports", 'import a = require("node:fs"); export { a };'],
  ["typescript/no-this-alias", "export class A { n = 1; b(): () => number { const self = this; return () => self.n; } }"],
  ["typescript/no-unnecessary-boolean-literal-compare", "export const a = (b: boolean): boolean => b === true;"],
  ["typescript/no-unnecessary-condition", "export const a = (n: string): number => (n ? n.length : n?.length);"],
  ["typescript/no-unnecessary-template-expression", "export const a = (n: string): string => `${n}`;"],
  ["typescript/no-unnecessary-type-arguments", "export class A<T = number> { n?: T; } export const a = new A<number>();"],
  ["typescript/no-unnecessary-type-assertion", "export const a = (n: string): string => n as string;"],
  ["typescript/no-unnecessary-type-constraint", "export const a = <T extends unknown>(n: T): T => n;"],
  ["typescript/no-unnecessary-type-conversion", "export const a = (n: string): string => String(n);"],
  ["typescript/no-unsafe-argument", "export const a = (text: string, f: (n: number) => void): void => { f(JSON.parse(text)); };"],
  ["typescript/no-unsafe-assignment", "export function a(text: string): number { const n = JSON.parse(text); return Number(n); }"],
  ["typescript/no-unsafe-call", "export const a = (text: string): void => { JSON.parse(text)(); };"],
  ["typescript/no-unsafe-declaration-merging", "export interface A { n: number } export class A { m = 1; }"],
  ["typescript/no-unsafe-function-type", "export type A = Function;"],
  ["typescript/no-unsafe-member-access", "export const a = (text: string): unknown => JSON.parse(text).n;"],
  ["typescript/no-unsafe-return", "export const a = (text: string): string => JSON.parse(text);"],
  ["typescript/no-unsafe-unary-minus", "export const a = (n: string): number => -n;"],
  ["no-unused-expressions", "export const a = (n: number): void => { n + 1; };"],
  ["no-unused-vars", "export function a(): void { const kept = 1; }"],
  ["no-useless-constructor", "export class A { constructor() {} }"],
  ["typescript/no-useless-default-assignment", "export const a = ({ n = 1 }: { n: number }): number => n;"],
  ["typescript/no-wrapper-object-types", "export type A = String;"],
  ["typescript/only-throw-error", 'export function a(): never { throw "text"; }'],
  ["typescript/prefer-as-const", 'export const a = "x" as "x";'],
  ["typescript/prefer-literal-enum-member", "const one = 1; export enum A { B = one }"],
  ["typescript/prefer-namespace-keyword", "export declare module A { const b = 1; }"],
  ["typescript/prefer-promise-reject-errors", 'export const a = (): Promise<never> => Promise.reject("text");'],
  ["typescript/prefer-reduce-type-parameter", "export const a = (list: number[]): number[] => list.reduce((all, n) => [...all, n], [] as number[]);"],
  ["typescript/prefer-return-this-type", "export class A { n = 1; b(): A { return this; } }"],
  ["typescript/related-getter-setter-pairs", 'export class A { get n(): string { return ""; } set n(m: number) { String(m); } }'],
  ["typescript/restrict-plus-operands", "export const a = (m: number, n: bigint): unknown => m + n;"],
  ["typescript/restrict-template-expressions", "export const a = (one: { n: number }): string => `${one}`;"],
  ["typescript/return-await", "export async function a(f: () => Promise<number>): Promise<number> { try { return f(); } catch { return 0; } }"],
  ["typescript/triple-slash-reference", "/// <reference path=\"./fault.ts\" />\nexport const a = 1;"],
  ["typescript/unbound-method", "export class A { n = 1; m(): number { return this.n; } } export const a = (one: A): unknown => { const { m } = one; return m; };"],
  ["typescript/unified-signatures", "export function a(n: number): void; export function a(n: string): void; export function a(n: number | string): void { String(n); }"],
  ["typescript/use-unknown-in-catch-callback-variable", "export const a = (p: Promise<void>): Promise<void> => p.catch((error: Error) => { throw error; });"],
  ["typescript/switch-exhaustiveness-check", 'export function a(k: "x" | "y"): number { switch (k) { case "x": return 1; } return 2; }'],
  ["typescript/consistent-type-imports", 'import { Fault } from "./fault.ts"; export type A = Fault;'],
  ["typescript/no-import-type-side-effects", 'import { type Fault } from "./fault.ts"; export type A = Fault;'],
  ["no-restricted-exports", "export default 1;"],
  ["no-restricted-exports", "const a = 1; export { a as default };"],
  ["no-restricted-exports", 'export { default } from "./fault.ts";'],
  ["no-restricted-exports", 'export { Fault as default } from "./fault.ts";'],
  ["no-restricted-exports", 'export * as default from "./fault.ts";'],
  ["eqeqeq", "export const a = (n: number, m: number): boolean => n == m;"],
  ["no-constructor-return", "export class A { n = 1; constructor() { return new A(); } }"],
  ["no-eval", 'export const a = (): unknown => eval("1");'],
  ["no-fallthrough", "export function a(n: number): number { let m = 0; switch (n) { case 1: m = 1; case 2: m += 1; break; default: m = 3; } return m; }"],
  ["no-loss-of-precision", "export const a = 9007199254740993;"],
  ["no-misleading-character-class", "export const a = /[👍]/;"],
  ["no-async-promise-executor", "export const a = (): Promise<void> => new Promise(async (done) => { await Promise.resolve(); done(); });"],
  ["no-unsafe-finally", "export function a(): number { try { return 1; } finally { return 2; } }"],
  ["no-unsafe-optional-chaining", "export const a = (n?: { m: () => number }): number => (n?.m)();"],
  ["no-useless-backreference", "export const a = /\\1(b)/;"],
  ["no-dupe-else-if", "export function a(n: number): number { if (n === 1) return 1; else if (n === 1) return 2; return 3; }"],
  ["use-isnan", "export const a = (n: number): boolean => n === NaN;"],
  ["no-new-func", 'export const a = (): unknown => new Function("return 1");'],
  ["no-self-compare", "export const a = (n: number): boolean => n === n;"],
  ["no-template-curly-in-string", 'export const a = "${n}";'],
  ["no-console", 'export const a = (): void => { console.log("said"); };'],
];

let caught: ReadonlyMap<string, readonly string[]>;

beforeAll(() => withFolder((folder) => {
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: join(repository, "tsconfig.json"), compilerOptions: { types: [], lib: ["es2023", "es2024.string", "dom"] }, include: ["."], exclude: [] }));
  writeFileSync(join(folder, "fault.ts"), "export class Fault extends Error {}\n");
  BAD.forEach(([, text], at) => writeFileSync(join(folder, `bad-${at}.ts`), `${text}\n`));
  writeFileSync(join(folder, "forgotten.test.ts"), "export function a(wait: Promise<void>): void { wait; }\n");
  writeFileSync(join(folder, "needless.ts"), "export const a = 1; // eslint-disable-line no-console\n");
  const by = new Map<string, string[]>();
  for (const { filename, code, message } of lint(folder).findings) {
    const name = /[^/\\]*$/.exec(filename)?.[0] ?? "";
    by.set(name, [...(by.get(name) ?? []), code ?? message]);
  }
  caught = by;
  return Promise.resolve();
}));

/** As findings name a rule: `typescript(unbound-method)`, `eslint(no-var)`. */
const named = (rule: string): string => (rule.includes("/") ? rule.replace(/^(.*)\/(.*)$/, "$1($2)") : `eslint(${rule})`);

test.each(BAD.map(([rule, text], at) => ({ rule, text, at })))("$rule catches $text", ({ rule, at }) => {
  expect(caught.get(`bad-${at}.ts`)).toContain(named(rule));
});

test("each rule that is asked for has a bad line", () => {
  const asked = [...readFileSync(join(repository, ".oxlintrc.jsonc"), "utf8").matchAll(/^ {4}"([^"]+)": (?:\[)?"error"/gm)].map(([, rule]) => rule);
  expect(asked.toSorted()).toEqual([...new Set(BAD.map(([rule]) => rule))].toSorted());
});

test("a promise forgotten in a test is caught, too, and so is a line that takes back a rule for nothing", () => {
  expect(caught.get("forgotten.test.ts")).toContain("typescript(no-floating-promises)");
  expect(caught.get("needless.ts")?.join()).toMatch(/unused|needless/i);
});
