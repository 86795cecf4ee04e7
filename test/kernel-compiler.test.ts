// The compiler of kernels: what it makes of TypeScript says the same as the TypeScript, what it does not know it refuses with its line, and the
// kernel that is kept in the repository is that of its source.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import loadWabt from "wabt";
import { expect, test } from "vitest";
import { KERNEL_BASE64 } from "../src/compute/kernels/scan-kernel-bytes.ts";
import { arithmeticKernel } from "./vectors/kernel/arithmetic-kernel.ts";
// @ts-expect-error a tool without types
import { compileKernel } from "../tools/kernel-compiler.mjs";

const compile = compileKernel as (file: string) => string;
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What wabt's types leave out. */
type WatModule = { readonly resolveNames: () => void; readonly validate: (features: object) => void; readonly toBinary: (how: { readonly log: boolean }) => { readonly buffer: Uint8Array } };

async function bytesOf(text: string): Promise<Uint8Array> {
  const features = { simd: true, bulk_memory: true, threads: true };
  const module = (await loadWabt()).parseWat("kernel.wat", text, features) as WatModule;
  module.resolveNames();
  module.validate(features);
  return module.toBinary({ log: false }).buffer;
}

type Wasm = { readonly Memory: new (of: object) => { readonly buffer: SharedArrayBuffer }; readonly Module: new (bytes: Uint8Array) => object; readonly Instance: new (module: object, imports: object) => { readonly exports: unknown } };

test("whole numbers, floats, loops, memory and functions of another file say the same as WebAssembly and as TypeScript", async () => {
  const wasm = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly;
  const memory = new wasm.Memory({ initial: 1, maximum: 65_536, shared: true });
  const compiled = new wasm.Instance(new wasm.Module(await bytesOf(compile(path("vectors/kernel/arithmetic-kernel.ts")))), { kernel: { memory, log: Math.log, exp: Math.exp } }).exports as ReturnType<typeof arithmeticKernel>;
  const views = (buffer: SharedArrayBuffer | ArrayBuffer) => ({ I32: new Int32Array(buffer), U16: new Uint16Array(buffer), U8: new Uint8Array(buffer), F64: new Float64Array(buffer) });
  const own = new ArrayBuffer(65_536);
  const plain = arithmeticKernel(views(own));
  const int = fc.oneof(fc.integer({ min: -(2 ** 31) + 1 }), fc.integer({ min: -20, max: 20 }), fc.constantFrom(2 ** 31 - 1, -(2 ** 31) + 1));
  fc.assert(fc.property(int, int, fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.nat({ max: 40 }), (a, b, c, size) => {
    expect(compiled.whole(a, b)).toBe(plain.whole(a, b));
    expect(Object.is(compiled.mixed(a, c), plain.mixed(a, c))).toBe(true);
    expect(compiled.walked(a, size)).toBe(plain.walked(a, size));
    expect(Buffer.compare(new Uint8Array(memory.buffer.slice(0, 4_096)), new Uint8Array(own.slice(0, 4_096)))).toBe(0);
  }), { numRuns: 500 });
  expect(compiled.told()).toBe(plain.told());
});

const refused: readonly (readonly [body: string, said: string])[] = [
  ["let text = \"a\";", "0 as start value"],
  ["function f(a: string): Int { return 1; } return { f };", "Int, Float, number, boolean or void, found: string"],
  ["function f(a: Int): Int { return a ** 2; } return { f };", "an operator of numbers"],
  ["function f(a: Float): Int { return a; } return { f };", "i32, not f64"],
  ["function f(a: Int): Int { return Math.sin(a); } return { f };", "a function of the kernel"],
  ["function f(a: Int): Int { return b; } return { f };", "a known name, found: b"],
  ["function f(a: Int): Int { if (a) return 1; return 2; } return { f };", "a condition, found: a"],
  ["function f(a: Int): Int { for (const b of [a]) return b; return 2; } return { f };", "a declaration, an assignment, if, for, while"],
  ["function g(a: Int): Int { return a; } function f(a: Int): Int { return g(a, 1); } return { f };", "1 arguments"],
  ["function f(a: Int): Int { return G32[a] ?? 0; } return { f };", "I32, U8, U16 or F64"],
];

test.each(refused)("%s is refused with its place", (body, said) => {
  const folder = mkdtempSync(join(tmpdir(), "kernel-"));
  try {
    const file = join(folder, "one.ts");
    writeFileSync(file, `export function one({ I32, U16, U8, F64 }: Views) {\n  ${body}\n}\n`);
    expect(() => compile(file)).toThrow(said);
    expect(() => compile(file)).toThrow(`${file}:2: expected`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the kernel that is kept is what its source gives", async () => {
  expect(Buffer.from(await bytesOf(compile(path("../src/matching/scan-kernel.ts")))).toString("base64")).toBe(KERNEL_BASE64);
});
