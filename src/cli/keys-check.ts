// A party holds the record that it is shown against its own keys: a mediator that put another root, recipient or witness under its name could
// sign, read or vouch in its place. The whole bundle is verified first, so that what is compared is what everybody's signatures cover.
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { verifies } from "../compute/ed25519.ts";
import type { PublicKeys } from "../desk/init.ts";
import { parseEnvelope } from "../record/envelope.ts";
import { parseHead } from "../record/entry-head.ts";
import { keysOfRoot, readRootKeys, type RootKeys } from "../record/key-registry.ts";
import { printVkey } from "../record/note.ts";
import { parsePolicy } from "../record/policy.ts";
import { unpackEntries } from "../record/tile.ts";
import { sayVerdict, verifyBundle, type BundleFiles } from "../record/verify.ts";

/**
 * What differs between a party's own public keys and the record, in words; nothing when all is as it should be.
 * @throws Fault `KEYS_CHECK` when the bundle is not in force or holds no entry: then it shows nothing.
 */
export async function keysDiffer(files: BundleFiles, own: PublicKeys): Promise<string[]> {
  const verdict = await verifyBundle(files, verifies);
  if (verdict.kind !== "in-force") throw new Fault("KEYS_CHECK", `expected a record in force; the verifier says: ${sayVerdict(verdict)}`);
  const path = (await files.list()).filter((one) => /^log\/tile\/entries\/000(?:\.p\/[0-9]+)?$/.test(one)).at(-1) ?? "";
  const bytes = await files.read(path);
  const width = Number(/\.p\/([0-9]+)$/.exec(path)?.[1] ?? 256);
  const [entry] = bytes ? unpackEntries(bytes, width) : [];
  if (!entry) throw new Fault("KEYS_CHECK", "expected a bundle with its entries");
  const { origin, body } = parseHead(parseEnvelope(entry).payload);
  const parties: unknown[] = Array.isArray(body["parties"]) ? body["parties"] : [];
  const mine = parties.filter(isRecord).find(({ code }) => code === own.party);
  const { witnesses } = parsePolicy(fromUtf8((await files.read("policy")) ?? new Uint8Array(0)));
  const witness = witnesses.get(own.party);
  return [
    ...(origin === own.origin ? [] : [`the record is ${origin}, your keys are for ${own.origin}`]),
    ...(mine !== undefined && sameRoot(readRootKeys(mine), own) ? [] : [`entry 0 holds another root key for ${own.party}`]),
    ...(mine?.["recipient"] === own.recipient ? [] : [`entry 0 holds another recipient for ${own.party}: what is sealed to you could be opened by somebody else`]),
    ...(own.witness === undefined || (witness && printVkey(witness) === own.witness) ? [] : [`the policy in force names another witness for ${own.party}`]),
  ];
}

const sameRoot = (one: RootKeys, other: RootKeys): boolean =>
  keysOfRoot(one).join() === keysOfRoot(other).join() && ("roots" in one ? one.threshold : 1) === ("roots" in other ? other.threshold : 1);
