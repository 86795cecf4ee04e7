// A tar archive (POSIX.1-1988 ustar) of files by path, in the order given: same files, same bytes. Times and owners are zero.
import { concat, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";

const BLOCK = 512;

/** @throws Fault `TAR_PATH` for a path that ustar cannot hold. */
export function tarOf(files: Iterable<readonly [string, Uint8Array]>): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [path, bytes] of files) {
    parts.push(headerOf(path, bytes.length), bytes, new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return concat(parts);
}

function headerOf(path: string, size: number): Uint8Array {
  const [name, prefix] = splitPath(path);
  const header = new Uint8Array(BLOCK);
  const put = (text: string, at: number): void => header.set(utf8(text), at);
  put(name, 0);
  put("0000644\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  put(`${size.toString(8).padStart(11, "0")}\0`, 124);
  put("00000000000\0", 136);
  put("        ", 148); // the check sum counts itself as blanks
  put("0", 156);
  put("ustar\0", 257);
  put("00", 263);
  put(prefix, 345);
  put(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

function splitPath(path: string): [string, string] {
  if (utf8(path).length <= 100) return [path, ""];
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1))
    if (utf8(path.slice(at + 1)).length <= 100 && utf8(path.slice(0, at)).length <= 155) return [path.slice(at + 1), path.slice(0, at)];
  throw new Fault("TAR_PATH", "expected a path that a tar archive can hold");
}
