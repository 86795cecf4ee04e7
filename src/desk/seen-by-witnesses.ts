// Before a desk adds anything it asks what the witnesses remember (RECORD.md §10): a copy that was set back would else acknowledge
// entries of a second history. Who is out of reach is passed over; publication asks each again.
import type { PolicyEras } from "../record/policy-eras.ts";
import type { RecordStorage } from "../record/storage.ts";
import { erasOf } from "./policies.ts";
import { signedSizeAt } from "./witness-at.ts";

/** Every key that the log has had. */
export const logKeys = (eras: PolicyEras) => eras.map(({ policy: { log } }) => log);

/** The largest size that the log signed, a witness is remembered to have cosigned, or one that answers shows with the log's signature. */
export async function signedAnywhere(record: Pick<RecordStorage, "read" | "list" | "signedSize">): Promise<number> {
  const eras = await erasOf(record);
  const urls = [...(eras.at(-1)?.policy.urls.values() ?? [])];
  return Math.max(record.signedSize, ...(await Promise.all(urls.map((url) => signedSizeAt(url, logKeys(eras))))));
}

/** What whoever opens an old copy is told. */
export const sayOldCopy = (size: number, signed: number): string =>
  `this is an old copy: ${size} entries, ${signed} were signed; it can be read, nothing is added to it, and \`allforall recover\` brings it up from a bundle`;
