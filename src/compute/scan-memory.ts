// The memory and the kernel of matching/scan-kernel.ts as WebAssembly: one memory for all threads, an instance of the kernel for each.
import { setFlagsFromString } from "node:v8";
import { fromBase64 } from "../basis/bytes.ts";
import type { Arena } from "../matching/scan-layout.ts";
import type { ScanKernel } from "../matching/scan-with-kernel.ts";
import { KERNEL_BASE64 } from "./kernels/scan-kernel-bytes.ts";
import { PAGE_BYTES, webAssembly } from "./load-kernel.ts";

type Memory = { readonly buffer: SharedArrayBuffer; readonly grow: (pages: number) => number };
/** What a thread is sent. */
export type ScanMemory = { readonly module: object; readonly memory: Memory };

const PAGES_MAX = 65_536;
/** Memory is asked for in pieces of 16 MB: what is not touched costs nothing. */
const GROWN_PAGES = 256;
const UNIT = 64;

/** An empty memory and the kernel that works on it; undefined where the machine has no WebAssembly with threads, or no room for addresses of 4 GB. */
export function openScanMemory(pagesMax = PAGES_MAX): ScanMemory | undefined {
  const bytes = new Uint8Array(fromBase64(KERNEL_BASE64));
  const wasm = webAssembly();
  if (!wasm.validate(bytes)) return undefined;
  let memory: Memory;
  try {
    memory = new wasm.Memory({ initial: Math.min(GROWN_PAGES, pagesMax), maximum: pagesMax, shared: true }) as Memory;
  } catch {
    return undefined; // addresses are short here (`ulimit -v`)
  }
  Atomics.store(new Int32Array(memory.buffer), 0, 1); // the first unit holds where the next piece begins, in units
  return { module: compiled(() => new wasm.Module(bytes)), memory };
}

/** All of a module by the optimising compiler, 30 ms here: else each function begins in slow code, at the very moment it is needed. */
function compiled<T>(make: () => T): T {
  for (const flag of ["--no-liftoff", "--no-wasm-lazy-compilation"]) setFlagsFromString(flag);
  try {
    return make();
  } finally {
    for (const flag of ["--liftoff", "--wasm-lazy-compilation"]) setFlagsFromString(flag);
  }
}

export const scanKernelIn = ({ module, memory }: ScanMemory): ScanKernel =>
  new (webAssembly().Instance)(module, { kernel: { memory, log: Math.log, exp: Math.exp } }).exports as ScanKernel; // what scan-kernel.ts returns

/** More than is lacking where there is room for that. */
function grow(memory: Memory, lacking: number): void {
  try {
    memory.grow(Math.max(GROWN_PAGES, lacking));
  } catch {
    memory.grow(lacking);
  }
}

/** Pieces of the memory; threads may take at once. @throws RangeError beyond what the memory may have. */
export function arenaIn({ memory }: ScanMemory): Arena {
  let buffer: SharedArrayBuffer | undefined;
  let views: ReturnType<Arena["views"]> | undefined;
  return {
    take: (bytes) => {
      const units = Math.ceil(bytes / UNIT);
      const at = Atomics.add(new Int32Array(memory.buffer, 0, 1), 0, units) * UNIT;
      for (let lacking = at + units * UNIT - memory.buffer.byteLength; lacking > 0; lacking = at + units * UNIT - memory.buffer.byteLength)
        grow(memory, Math.ceil(lacking / PAGE_BYTES));
      return at;
    },
    views: () => {
      if (views && buffer === memory.buffer) return views;
      buffer = memory.buffer;
      return (views = { I32: new Int32Array(buffer), U16: new Uint16Array(buffer), U8: new Uint8Array(buffer), F64: new Float64Array(buffer) });
    },
  };
}
