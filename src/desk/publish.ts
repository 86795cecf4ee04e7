// The publish cycle (RECORD.md §6): entries durable, tiles durable, checkpoint signed by the log and kept as pending before any byte of it
// leaves the process, every witness asked, and published once each policy that counts is met. A witness that does not answer stops
// nothing but what is in force: the log grows, and the next cycle asks again.
import { fromUtf8, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { verifies } from "../compute/ed25519.ts";
import { parseCheckpoint, printCheckpoint } from "../record/checkpoint.ts";
import { consistencyProof, EMPTY_ROOT, rootOf } from "../record/merkle.ts";
import { cosignNote, parseNote, printNote, printVkey, signersOf, signNote, type NoteKey, type NoteSignature } from "../record/note.ts";
import { policiesFor, type PolicyEra, type PolicyEras } from "../record/policy-eras.ts";
import { judgeInEras } from "../record/proof.ts";
import type { LogPoint } from "../record/storage.ts";
import { judgeCheckpoint, type WitnessRequest } from "../record/witness.ts";
import { parseCosignatures, printAddCheckpoint } from "../record/witness-wire.ts";
import { catchUp, type Desk } from "./desk.ts";
import { signerOfKey } from "./key-ring.ts";
import { erasOf, settledEras } from "./policies.ts";
import { logKeys, sayOldCopy } from "./seen-by-witnesses.ts";
import { addCheckpointAt, signedSizeAt, type WitnessReply } from "./witness-at.ts";

/** A witness of the policies that count now: its name, every key it may sign with, and where it answers. */
type Witness = { readonly name: string; readonly keys: readonly NoteKey[]; readonly url: string | undefined };

const NOTHING: LogPoint = { size: 0, root: EMPTY_ROOT };
/** The size of a checkpoint text; 0 without one. */
const sizeOf = (text: Uint8Array | undefined): number => (text ? parseCheckpoint(fromUtf8(text)).size : 0);
const pointOf = (note: Uint8Array | undefined): LogPoint => (note ? parseCheckpoint(parseNote(note).text) : NOTHING);

/**
 * Publishes what stands, one desk at a time; the size in force afterwards, and in `desk.notCosigned` who has not cosigned it, in `desk.witnessSaid` why not.
 * @throws Fault `WITNESS_REFUSED`, `STORE_ROLLED_BACK`, `KEY_NONE`, and what the store says.
 */
export const publish = (desk: Desk, seconds: number): Promise<number> =>
  desk.record.alone(async () => {
    const { record } = desk;
    await record.refresh();
    await catchUp(desk);
    if (desk.signedSize > desk.tree.size) throw new Fault("STORE_ROLLED_BACK", sayOldCopy(desk.tree.size, desk.signedSize));
    const now: LogPoint = { size: desk.tree.size, root: rootOf(desk.tree) };
    const old = pointOf(await record.read("log/checkpoint"));
    if (old.size === now.size) return now.size;
    const eras = await settledEras(desk);
    const asked = policiesFor(eras, old.size, now.size);
    const text = printCheckpoint({ origin: desk.pack.origin, ...now });
    await record.writeTiles(now.size);
    const ofLog = signedByLog(desk, asked, text);
    const pending = utf8(printNote({ text, signatures: ofLog }));
    await record.movePending(pointOf(await record.read("pending/checkpoint")), now, pending);
    const signatures = [...ofLog];
    const said = new Map<string, string>();
    for (const witness of witnessesOf(asked)) signatures.push(...(await askWitness(desk, witness, now, pending, { eras, said, seconds })));
    desk.witnessSaid = said;
    const note = { text, signatures };
    const judged = judgeInEras(note, eras, old.size, verifies);
    desk.notCosigned = judged.missing;
    desk.cosignedSizes = new Map(await Promise.all(judged.missing.map(async (name): Promise<[string, number]> => [name, sizeOf(await desk.witnesses.cosigned(name))])));
    if (!judged.inForce) return old.size;
    await record.movePublished(old, now, utf8(printNote(note)));
    await record.dropPartials(old.size, now.size);
    return now.size;
  });

/** What each witness of the pending checkpoint is asked, by its name: the bytes travel on a stick where no network does. @throws Fault `PENDING_NONE`. */
export async function requestsOf(desk: Desk): Promise<ReadonlyMap<string, Uint8Array>> {
  const { pending, size, asked } = await pendingOf(desk);
  const requests = new Map<string, Uint8Array>();
  for (const { name } of witnessesOf(asked)) {
    const bytes = await desk.witnesses.cosigned(name);
    const old = sizeOf(bytes);
    requests.set(name, printAddCheckpoint({ old, proof: consistencyProof(old, size, desk.record.node), note: pending }));
  }
  return requests;
}

/**
 * Publishes the pending checkpoint with cosignatures that were carried here; the size in force afterwards.
 * @throws Fault `PENDING_NONE`, `PENDING_COSIGNED` naming who is missing, `NOTE_SIGNATURE`, `NOTE_FORM`. Nothing is written then.
 */
export const publishCarried = (desk: Desk, lines: readonly string[]): Promise<number> =>
  desk.record.alone(async () => {
    const { pending, size, asked, old, eras } = await pendingOf(desk);
    const { text, signatures } = parseNote(pending);
    const carried = lines.flatMap(parseCosignatures);
    const note = { text, signatures: [...signatures, ...carried] };
    const judged = judgeInEras(note, eras, old.size, verifies);
    if (!judged.inForce) throw new Fault("PENDING_COSIGNED", `not cosigned by ${judged.missing.join(" and ")}`);
    const now = pointOf(pending);
    for (const { name, keys } of witnessesOf(asked)) {
      if (!carried.some((one) => holds(text, one, keys))) continue;
      const bytes = await desk.witnesses.cosigned(name);
      await desk.witnesses.moveCosigned(name, bytes ? parseCheckpoint(fromUtf8(bytes)) : NOTHING, now, utf8(text));
    }
    await desk.record.movePublished(old, now, utf8(printNote(note)));
    await desk.record.dropPartials(old.size, size);
    desk.notCosigned = [];
    return size;
  });

async function pendingOf(desk: Desk): Promise<{ pending: Uint8Array; size: number; old: LogPoint; asked: readonly PolicyEra[]; eras: PolicyEras }> {
  const pending = await desk.record.read("pending/checkpoint");
  const old = pointOf(await desk.record.read("log/checkpoint"));
  const size = pointOf(pending).size;
  if (!pending || size <= old.size) throw new Fault("PENDING_NONE", "every checkpoint that the log signed is cosigned and published");
  const eras = await settledEras(desk);
  return { pending, size, old, eras, asked: policiesFor(eras, old.size, size) };
}

/** A line of each log key of these policies. @throws Fault `KEY_NONE`. */
function signedByLog({ keys, pack }: Desk, asked: readonly PolicyEra[], text: string): NoteSignature[] {
  const logs = new Map(asked.map(({ policy: { log } }) => [printVkey(log), log]));
  return [...logs.values()].map((log) => {
    const signer = signerOfKey(keys, pack.secretariat.code, "log", log);
    if (!signer) throw new Fault("KEY_NONE", "this desk does not hold the log's key that the policy names");
    return signNote(text, log.name, signer);
  });
}

function witnessesOf(asked: readonly PolicyEra[]): Witness[] {
  const found = new Map<string, Witness>();
  for (const { policy } of asked)
    for (const [name, key] of policy.witnesses) {
      const before = found.get(name)?.keys ?? [];
      const isKnown = before.some((one) => printVkey(one) === printVkey(key));
      found.set(name, { name, keys: isKnown ? before : [...before, key], url: policy.urls.get(name) ?? found.get(name)?.url });
    }
  return [...found.values()];
}

type Asking = { readonly eras: PolicyEras; readonly said: Map<string, string>; readonly seconds: number };

/**
 * The cosignatures that hold; none when the witness is out of reach or refuses, and `said` says so: one side stops what is in force, never
 * the log and never another's cosignature. @throws Fault `WITNESS_REFUSED` of the one that an exercise runs itself, `STORE_ROLLED_BACK`.
 */
async function askWitness(desk: Desk, witness: Witness, now: LogPoint, pending: Uint8Array, { eras, said, seconds }: Asking): Promise<NoteSignature[]> {
  const { witnesses, record } = desk;
  const { text } = parseNote(pending);
  const bytes = await witnesses.cosigned(witness.name);
  const stored: LogPoint = bytes ? parseCheckpoint(fromUtf8(bytes)) : NOTHING;
  const send = (old: number): Promise<WitnessReply> => {
    const request = { old, proof: consistencyProof(old, now.size, record.node), note: pending };
    return witness.url === undefined ? ownWitness(desk, witness, stored, request, seconds) : addCheckpointAt(witness.url, request);
  };
  let reply = await send(stored.size);
  if (reply.status === 409 && reply.size > now.size) {
    const shown = witness.url === undefined ? reply.size : await signedSizeAt(witness.url, logKeys(eras));
    if (shown > now.size) {
      desk.signedSize = shown; // from here on nothing is added
      throw new Fault("STORE_ROLLED_BACK", sayOldCopy(now.size, shown));
    }
    said.set(witness.name, `says that it stands at ${reply.size}, and shows no checkpoint of that size signed by the log`);
    return [];
  }
  if (reply.status === 409) reply = await send(reply.size);
  if (reply.status === 409) said.set(witness.name, "names another size each time it is asked");
  if (reply.status === 409) return [];
  if (reply.status !== 200 && witness.url === undefined && reply.status !== 0) throw new Fault("WITNESS_REFUSED", `the witness of ${witness.name} refuses: ${reply.reason}`);
  if (reply.status !== 200) said.set(witness.name, reply.reason);
  if (reply.status !== 200) return [];
  const { signatures } = reply;
  const held = witness.keys.flatMap((key) => signatures.find((one) => holds(text, one, [key])) ?? []); // one line a key
  // remembered here too: a copy of the record that is behind it is known as old without asking
  if (held.length > 0 && witness.url !== undefined) await witnesses.moveCosigned(witness.name, stored, now, utf8(text));
  return held;
}

function holds(text: string, signature: NoteSignature, keys: readonly NoteKey[]): boolean {
  try {
    return signersOf({ text, signatures: [signature] }, keys, verifies).length === 1;
  } catch {
    return false; // a line that does not hold is no cosignature, and blocks nobody else's
  }
}

/** The witness that an exercise runs beside the log: judged and persisted before its cosignature leaves it. */
async function ownWitness(desk: Desk, { name, keys }: Witness, stored: LogPoint, request: WitnessRequest, seconds: number): Promise<WitnessReply> {
  const note = parseNote(request.note);
  const eras = await erasOf(desk.record);
  const log = [...eras].reverse().map(({ policy }) => policy.log).find((one) => signersOf(note, [one], verifies).length === 1);
  if (!log) return { status: 403, reason: "no signature of the log" };
  const answer = judgeCheckpoint(stored, request, log, verifies);
  if (answer.status === 409) return { status: 409, size: answer.size };
  if (answer.status !== 200) return { status: answer.status, reason: answer.reason };
  const signers = keys.flatMap((key) => {
    const signer = signerOfKey(desk.keys, name, "witness", key);
    return signer ? [{ key, signer }] : [];
  });
  if (signers.length === 0) return { status: 0, reason: "nobody here holds its key" };
  await desk.witnesses.moveCosigned(name, stored, answer.checkpoint, utf8(answer.text));
  return { status: 200, signatures: signers.map(({ key, signer }) => cosignNote(answer.text, key.name, signer, seconds)) };
}
