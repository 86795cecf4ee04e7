// A party's part of the seed: 32 random bytes made here, kept in this browser until they are revealed. No server has them before.
import { fromHex, hex } from "../../../basis/bytes.ts";
import { isRecord } from "../../../basis/parse-json.ts";
import { seedChain } from "../../../planning/seed-ceremony.ts";
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

/** Rounds that one commitment in advance serves. */
export const LINKS = 100;
const chainName = (party: string, plan: string, end: string): string => `chain ${party} ${plan} ${end}`;

/** A chain of hashes made here, kept under its end; resolves with the end when it is durable. */
export async function makeChain(party: string, plan: string): Promise<string> {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const end = hex(seedChain(secret, LINKS + 1)[0] ?? secret);
  await inStore("keys", "readwrite", (store) => store.put({ officer: chainName(party, plan, end), secret: hex(secret) }));
  return end;
}

/** The link that comes when `used` were shown; undefined where the chain was not made in this browser. */
export async function readLink(party: string, plan: string, end: string, used: number): Promise<string | undefined> {
  const found: unknown = await inStore("keys", "readonly", (store) => store.get(chainName(party, plan, end)) as IDBRequest<unknown>);
  if (!isRecord(found) || typeof found["secret"] !== "string") return undefined;
  const link = seedChain(fromHex(found["secret"]), LINKS + 1)[used + 1];
  return link === undefined ? undefined : hex(link);
}
