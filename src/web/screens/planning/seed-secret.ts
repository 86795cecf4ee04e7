// A party's part of the seed: 32 random bytes made here, kept in this browser until they are revealed. No server has them before.
import { hex } from "../../../basis/bytes.ts";
import { isRecord } from "../../../basis/parse-json.ts";
import { inStore } from "../../keys/device-key.ts";

const nameOf = (party: string, instance: string, round: number): string => `seed ${party} ${round} ${instance}`;

/** The secret of this browser for one round; made when there is none. Resolves when it is durable. */
export async function makeSecret(party: string, instance: string, round: number): Promise<string> {
  const known = await readSecret(party, instance, round);
  if (known !== undefined) return known;
  const secret = hex(crypto.getRandomValues(new Uint8Array(32)));
  await inStore("keys", "readwrite", (store) => store.put({ officer: nameOf(party, instance, round), secret }));
  return secret;
}

export async function readSecret(party: string, instance: string, round: number): Promise<string | undefined> {
  const found: unknown = await inStore("keys", "readonly", (store) => store.get(nameOf(party, instance, round)) as IDBRequest<unknown>);
  return isRecord(found) && typeof found["secret"] === "string" ? found["secret"] : undefined;
}
