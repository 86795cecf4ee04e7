// WebCrypto verifies only asynchronously, record/verify.ts asks synchronously. So the bundle is read twice: the first
// reading collects every signature asked for and answers “holds”; WebCrypto judges them meanwhile; the second reading asks the
// judged answers. A reading in which an unjudged signature occurs is repeated, at most once for each one found.
import { hex } from "../../basis/bytes.ts";
import { sha256Hex } from "../../basis/sha256.ts";
import { verifyBundle, type BundleFiles, type Verdict } from "../../record/verify.ts";

/** Ed25519 by WebCrypto; false for a key that is no point. @throws Error when this browser has no Ed25519. */
export async function webVerifies(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = await crypto.subtle.importKey("raw", new Uint8Array(publicKey), { name: "Ed25519" }, false, ["verify"]).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "NotSupportedError") throw error;
    return undefined;
  });
  return key !== undefined && (await crypto.subtle.verify({ name: "Ed25519" }, key, new Uint8Array(signature), new Uint8Array(message)));
}

const READINGS_MAX = 8;

/** The verdict of `verifyBundle` with signatures judged by WebCrypto. Memory: about 300 bytes a signature. */
export async function verifyInBrowser(files: BundleFiles, progress: (done: number, of: number, reading: number) => void = () => {}): Promise<Verdict> {
  const judged = new Map<string, boolean>();
  for (let reading = 1; reading <= READINGS_MAX; reading++) {
    const asked: Promise<void>[] = [];
    const pending = new Set<string>();
    let refused: unknown;
    const verdict = await verifyBundle(
      files,
      (publicKey, message, signature) => {
        const id = `${hex(publicKey)}${hex(signature)}${sha256Hex(message)}`;
        const known = judged.get(id);
        if (known !== undefined || pending.has(id)) return known ?? true;
        pending.add(id);
        asked.push(webVerifies(publicKey, message, signature).then((holds) => void judged.set(id, holds), (error: unknown) => void (refused = error)));
        return true;
      },
      (done, of) => progress(done, of, reading),
    );
    await Promise.all(asked);
    if (refused !== undefined) throw refused instanceof Error ? refused : new Error("the browser refused to verify", { cause: refused });
    if (asked.length === 0) return verdict;
  }
  throw new Error("the bundle asks for other signatures at every reading");
}
