// The house keeps its order: imports run only downward, pure rooms are pure, no `any`, no default exports, no unfinished
// markers. Each check has a bad line of its own that it must catch.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve, dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import { parsePack } from "../src/vocabulary/conflict-pack.ts";

const src = fileURLToPath(new URL("../src/", import.meta.url));
const RANK: Readonly<Record<string, number>> = {
  basis: 0, vocabulary: 1, talks: 2, terms: 2, registry: 2, matching: 2, planning: 2, identification: 2, handover: 2, accounting: 2,
  record: 2, entries: 3, store: 4, compute: 4, desk: 5, cli: 6, server: 6, web: 6, "main.ts": 7,
};
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((path) => /\.tsx?$/.test(path)).sort();
const roomOf = (path: string): string => path.split(sep)[0] ?? "";
const isTest = (path: string): boolean => /\.(test|slow)\.tsx?$/.test(path);
const parse = (path: string, text: string): ts.SourceFile => ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

function importsOf(source: ts.SourceFile): string[] {
  const found: string[] = [];
  walk(source, (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) found.push(node.moduleSpecifier.text);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0] && ts.isStringLiteral(node.arguments[0])) found.push(node.arguments[0].text);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) found.push(node.argument.literal.text);
  });
  return found;
}

/** Modules of a file that are there at run time: not those of `import type`, nor of an import whose every name is a type. */
function runTimeImports(source: ts.SourceFile): string[] {
  const types = new Set<string>();
  walk(source, (node) => {
    if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return;
    const named = node.importClause?.namedBindings;
    const isTypes = node.importClause?.isTypeOnly === true || (named !== undefined && ts.isNamedImports(named) && !node.importClause?.name && named.elements.every((one) => one.isTypeOnly));
    if (isTypes) types.add(node.moduleSpecifier.text);
  });
  return importsOf(source).filter((one) => !types.has(one));
}

/** The web runs in a browser (HOUSE.md §3.5): at run time ranks 0 to 3 only, of the desk types only, nothing from `node:`. */
function unfitForBrowser(path: string, text: string): string[] {
  return runTimeImports(parse(path, text)).filter((one) => {
    if (!one.startsWith(".")) return one.startsWith("node:");
    const target = roomOf(relative(src, resolve(src, dirname(path), one)));
    return target !== "web" && target !== ".." && (RANK[target] ?? 99) > 3;
  });
}

/** Imports of another room that do not run downward. */
function upward(path: string, text: string): string[] {
  const room = roomOf(path);
  return importsOf(parse(path, text)).filter((one) => {
    if (!one.startsWith(".")) return false;
    const target = roomOf(relative(src, resolve(src, dirname(path), one)));
    if (room === "web" && target === "..") return !/\/words\/[a-z]{2}\.json$/.test(one); // words are no room
    const isOwnTest = isTest(path) && target === "compute"; // a test hands in the loaded engine that a pure room takes
    return target !== room && !isOwnTest && !((RANK[target] ?? 99) < (RANK[room] ?? -1));
  });
}

const BARRED = new Set(["Date", "process", "performance", "fetch", "console", "setTimeout", "setInterval", "Intl", "crypto", "localStorage"]);
function impure(path: string, text: string): string[] {
  const found: string[] = [];
  const source = parse(path, text);
  walk(source, (node) => {
    if (ts.isIdentifier(node) && BARRED.has(node.text) && !ts.isPropertyAssignment(node.parent) && !ts.isPropertySignature(node.parent) && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node)) found.push(node.text);
    if (ts.isPropertyAccessExpression(node) && /^(localeCompare|toLocale\w*)$/.test(node.name.text)) found.push(node.name.text);
    if (ts.isPropertyAccessExpression(node) && node.getText(source) === "Math.random") found.push("Math.random");
    if (ts.isMetaProperty(node)) found.push("import.meta");
  });
  const packages = importsOf(source).filter((one) => !one.startsWith("."));
  const isAllowed = (one: string): boolean => (one === "node:crypto" && path === join("basis", "sha256.ts"));
  return [...found, ...packages.filter((one) => !isAllowed(one))];
}

function untidy(path: string, text: string): string[] {
  const found: string[] = [];
  const source = parse(path, text);
  walk(source, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push("any");
    if (ts.isExportAssignment(node)) found.push("default export");
    if (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) found.push("default export");
    if (ts.isExportSpecifier(node) && node.name.text === "default") found.push("default export");
    if (ts.isPropertyAccessExpression(node) && node.getText(source) === "JSON.parse" && ![join("basis", "parse-json.ts"), join("basis", "parse-json.test.ts")].includes(path)) found.push("JSON.parse");
    if (ts.isPropertyAccessExpression(node) && /^(it|test|describe)\.(skip|only|todo)$/.test(node.getText(source))) found.push("skipped or lone test");
  });
  for (const comment of commentsOf(source)) if (/\b(TODO|FIXME|XXX|HACK)\b|not implemented|@ts-(ignore|nocheck)/.test(comment)) found.push("marker");
  return found;
}

function commentsOf(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const text = source.getFullText();
  walk(source, (node) => {
    for (const range of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) found.push(text.slice(range.pos, range.end));
    for (const range of ts.getTrailingCommentRanges(text, node.getEnd()) ?? []) found.push(text.slice(range.pos, range.end));
  });
  return found;
}

const read = (path: string): string => readFileSync(join(src, path), "utf8");

test("imports run only downward", () => {
  for (const path of files) expect(upward(path, read(path)), path).toEqual([]);
  expect(upward(join("talks", "x.ts"), 'import type { A } from "../terms/a.ts";')).toEqual(["../terms/a.ts"]);
  expect(upward(join("record", "x.ts"), 'type A = import("../store/a.ts").A;')).toEqual(["../store/a.ts"]);
});

test("the web imports at run time only what a browser can run", () => {
  for (const path of files.filter((one) => roomOf(one) === "web" && !isTest(one))) expect(unfitForBrowser(path, read(path)), path).toEqual([]);
  expect(unfitForBrowser(join("web", "x.tsx"), 'import { a } from "../desk/desk.ts"; import type { B } from "../desk/api-types.ts"; import { type C } from "../desk/api-types.ts"; import { d } from "../record/merkle.ts"; import "node:fs";')).toEqual(["../desk/desk.ts", "node:fs"]);
  expect(upward(join("web", "x.tsx"), 'import type { A } from "../server/room.ts"; import words from "../../words/en.json"; import b from "../../package.json";')).toEqual(["../server/room.ts", "../../package.json"]);
});

test("ranks 0 to 3 have no clock, chance, disk, network or locale, and no package that is not theirs", () => {
  for (const path of files.filter((one) => (RANK[roomOf(one)] ?? 9) <= 3 && !isTest(one))) expect(impure(path, read(path)), path).toEqual([]);
  expect(impure(join("terms", "x.ts"), "const a = new Date(); const b = Math.random(); a.toLocaleString(); import { x } from \"node:fs\";")).toEqual(["Date", "Math.random", "toLocaleString", "node:fs"]);
});

test("no any, no default export, no unfinished marker, JSON.parse in one place", () => {
  for (const path of files) expect(untidy(path, read(path)), path).toEqual([]);
  expect(untidy("x.ts", "let a: any;")).toEqual(["any"]);
  expect(untidy("x.ts", "const a = 1; export default a;")).toEqual(["default export"]);
  expect(untidy("x.ts", "export default function a() {}")).toEqual(["default export"]);
  expect(untidy("x.ts", "// TODO later\nconst a = 1;")[0]).toBe("marker");
  expect(untidy("x.ts", 'const a = "XXX is not a party";')).toEqual([]);
  expect(untidy("x.ts", `test${".skip"}("a", () => {});`)).toEqual(["skipped or lone test"]);
});

test("no other file imports a test or a slow twin", () => {
  for (const path of files.filter((one) => !isTest(one))) expect(importsOf(parse(path, read(path))).filter((one) => isTest(one)), path).toEqual([]);
});

test("no party, witness or commission of a pack is named in src, in any language", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const sources = files.filter((one) => !isTest(one)).map((path) => [path, read(path)] as const);
  const namesIn = (text: string, names: readonly string[]): string[] => names.filter((name) => new RegExp(`(?<![\\p{L}\\p{M}])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{M}])`, "u").test(text));
  for (const folder of readdirSync(join(root, "packs"))) {
    const pack = parsePack(new Uint8Array(readFileSync(join(root, "packs", folder, "pack.json"))), "pack.json");
    const named = [...pack.sides, pack.mediator, ...pack.laboratories, ...pack.witnesses, ...pack.commissions].flatMap(({ names }) => Object.values(names)); // the secretariat is the house itself
    expect(named.length).toBeGreaterThan(0);
    for (const [path, text] of sources) expect(namesIn(text, named), `${folder}: ${path}`).toEqual([]);
    expect(namesIn(`of ${named[0] ?? ""}, as`, named)).toContain(named[0]);
  }
});

test("the lock file names no host, and no tracked file holds a merge left open or a path of this machine", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  expect(lock).not.toMatch(/"resolved"/);
  const foul = (text: string): string[] => text.match(/^(<{7}|>{7}) \S.*$|^={7}$|\/(?:tmp|work)\/(?:team|main)\b/gm) ?? [];
  expect(["<<<<<<< HEAD", "=======", `${">".repeat(7)} 1fcce9c`].flatMap(foul)).toHaveLength(3);
  const { stdout, status } = spawnSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" });
  if (status !== 0) return; // no clone: a package has nothing tracked
  const texts = stdout.split("\0").filter((path) => /\.(ts|tsx|mjs|js|md|json|sql|csv|css|html|sh)$/.test(path) || path === ".ci/run");
  expect(texts.length).toBeGreaterThan(500);
  for (const path of texts) if (existsSync(join(root, path)) && path !== "test/tidy.test.ts") expect(foul(readFileSync(join(root, path), "utf8")), path).toEqual([]);
});
