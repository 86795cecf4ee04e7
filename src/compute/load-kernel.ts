// A kernel of src/compute/kernels with a memory of its own.
import { fromBase64 } from "../basis/bytes.ts";

/** The part of the WebAssembly JavaScript interface that is used; the Node types name none of it. */
type WasmApi = {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports?: object) => { readonly exports: unknown };
  readonly Memory: new (descriptor: { readonly initial: number; readonly maximum: number; readonly shared: true }) => { readonly buffer: SharedArrayBuffer };
};
export const webAssembly = (): WasmApi => (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly; // every Node has it

export type KernelMemory = { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
export const PAGE_BYTES = 65_536;

/** What a kernel exports, as its .wat names it; undefined where the machine has no WebAssembly SIMD. */
export function loadKernel(base64: string): unknown {
  const bytes = new Uint8Array(fromBase64(base64));
  const wasm = webAssembly();
  return wasm.validate(bytes) ? new wasm.Instance(new wasm.Module(bytes)).exports : undefined;
}
