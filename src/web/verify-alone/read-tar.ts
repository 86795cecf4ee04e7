// A bundle as one tar (POSIX ustar, as the desk exports it): headers of 512 bytes, contents padded to 512.
import type { NamedFile } from "./dropped-files.ts";

const BLOCK = 512;
const textAt = (block: Uint8Array, from: number, size: number): string => {
  const bytes = block.subarray(from, from + size);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
};

/** Plain files only; links and devices are left out, so a bundle with one is short of a file and says so. @throws Error when it is no tar. */
export async function filesOfTar(tar: Blob): Promise<NamedFile[]> {
  const found: NamedFile[] = [];
  for (let at = 0; at + BLOCK <= tar.size; ) {
    const head = new Uint8Array(await tar.slice(at, at + BLOCK).arrayBuffer());
    if (head.every((byte) => byte === 0)) return found; // the end is two empty blocks
    if (textAt(head, 257, 5) !== "ustar") throw new Error("expected a tar");
    const size = Number.parseInt(textAt(head, 124, 12).trim(), 8);
    if (!Number.isSafeInteger(size) || at + BLOCK + size > tar.size) throw new Error("expected a whole tar");
    const prefix = textAt(head, 345, 155);
    const type = textAt(head, 156, 1);
    if (type === "0" || type === "") found.push({ path: `${prefix === "" ? "" : `${prefix}/`}${textAt(head, 0, 100)}`, file: tar.slice(at + BLOCK, at + BLOCK + size) });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new Error("expected a whole tar");
}

/** A tar among what was chosen stands for the files in it. */
export async function unpacked(named: readonly NamedFile[]): Promise<readonly NamedFile[]> {
  const [first] = named;
  return named.length === 1 && first !== undefined && first.path.endsWith(".tar") ? filesOfTar(first.file) : named;
}
