// An act signed outside the server, by an officer's own key: judged, kept, appended, acknowledged when durable. The same bytes
// sent again are the same act. Acts that touch one thing (one list, one document, one clause) follow each other; all others
// share the syncs of the disk.
import { canonicalJson } from "../basis/canonical-json.ts";
import { base64, fromBase64, hex } from "../basis/bytes.ts";
import { addDays, type CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { verifies } from "../compute/ed25519.ts";
import type { AccountingFact } from "../accounting/parse-fact.ts";
import { parseBody, type Parsed } from "../entries/catalogue.ts";
import { pae, PAYLOAD_TYPE, parseEnvelope, printEnvelope, sealEnvelope, type Envelope } from "../record/envelope.ts";
import { parseHead, printHead, type EntryHead } from "../record/entry-head.ts";
import { rootKeyName } from "../record/key-registry.ts";
import { MATCH_ACTS, type MatchAct } from "../matching/match-act.ts";
import { leafHash } from "../record/merkle.ts";
import type { Acknowledgement, ActPayload, Pending, PendingAct, Role } from "./api-types.ts";
import { addresseeFault, judgedIn } from "./addressees.ts";
import { demandRecord, demandSecond, needsTwo, seatOf } from "./authority.ts";
import { appendLeaf, checkAct, checkPackOf } from "./desk.ts";
import { checkErasure, finishErasure, parseErasure } from "./erasure.ts";
import { exerciseSigner } from "./exercise-keys.ts";
import type { Payloads, PendingFiles } from "./keep-payload.ts";
import { listsOf } from "./lists-of.ts";
import { listsNeeded, seesLists } from "./matches-of.ts";
import { partiesOfHandover } from "./read-example.ts";
import { partiesOf } from "../vocabulary/conflict-pack.ts";
import { acknowledge, canOpen, openFor, stateOf, type Opened, type SharedDesk } from "./shared-desk.ts";

/** Who submits, by his session. `key` is null until his party's root key registered it. */
export type Officer = { readonly officer: string; readonly party: string; readonly role: Role; readonly key: string | null };
export type Submission = { readonly leaf: Uint8Array; readonly ciphertext: Uint8Array };
export type Clock = { readonly today: () => CivilDate; readonly now: () => string };

export type Waiting = { readonly act: string; readonly officer: string; readonly party: string; readonly key: string; readonly kind: string; readonly since: string; readonly leaf: Uint8Array; readonly opened: Opened | null };

export type Intake = {
  readonly submit: (officer: Officer, submission: Submission) => Promise<Acknowledgement | Pending>;
  /** An erase.request signed by its first officer; it waits for the second. */
  readonly erase: (officer: Officer, leaf: Uint8Array) => Promise<Acknowledgement | Pending>;
  readonly sign: (officer: Officer, act: string, sig: Uint8Array) => Promise<Acknowledgement>;
  readonly withdraw: (officer: Officer, act: string) => Promise<void>;
  readonly pendingOf: (party: string) => PendingAct[];
  /** An envelope of kind key.add or key.revoke of one of these parties, signed by its root key. */
  readonly submitKey: (parties: readonly string[], leaf: Uint8Array) => Promise<Acknowledgement>;
  /** What the root key of a party signs next, to add or to withdraw a key. */
  readonly keyPayload: (party: string, act: KeyAct) => Uint8Array;
  /** Only in an exercise: the seeded root key of the party signs. */
  readonly keyActInExercise: (party: string, act: KeyAct) => Promise<Acknowledgement>;
  readonly whatBecameOf: (party: string, act: string) => Acknowledgement | Pending | undefined;
  readonly chainOf: (key: string) => { readonly counter: number; readonly prev: string | null; readonly pending: string | null };
  /** Resolves when nothing is on its way. */
  readonly quiet: () => Promise<void>;
};

export type KeyAct = { readonly kind: "key.add" | "key.revoke"; readonly body: Readonly<Record<string, string | number>> };
/** A key registers. */
export const keyAdded = (key: string, publicKey: Uint8Array): KeyAct => ({ kind: "key.add", body: { key, publicKey: base64(publicKey) } });
/** A key signs nothing more; from the entry `since` on, where it is given, its acts are shown as disputed. */
export const keyRevoked = (key: string, since: number | undefined): KeyAct => ({ kind: "key.revoke", body: { key, ...(since === undefined ? {} : { compromisedSince: since }) } });

export type Told = { readonly index: number; readonly head: Pick<EntryHead, "kind" | "author" | "commits"> } | { readonly act: string; readonly party: string; readonly state: "waiting" | "signed" | "withdrawn" };

export function openIntake(desk: SharedDesk, payloads: Payloads, files: PendingFiles, clock: Clock, tell: (told: Told) => void): Intake {
  const onTheWay = new Map<string, Promise<Acknowledgement | Pending>>();
  const lanes = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Waiting>();
  for (const one of files.load()) {
    const { key, counter } = parseHead(parseEnvelope(one.leaf).payload);
    if ((desk.ahead.registry.chains.get(key)?.counter ?? 0) >= counter) files.drop(one.act); // it was signed, or another act took its number
    else waiting.set(one.act, one);
  }
  /** What was signed with a key that was withdrawn since can never be recorded: it waits no more. */
  const dropWithdrawn = (): void => {
    for (const one of [...waiting.values()]) {
      if ((desk.registry.keys.get(one.key)?.until ?? Infinity) === Infinity || onTheWay.has(one.act)) continue;
      waiting.delete(one.act);
      files.drop(one.act);
      tell({ act: one.act, party: one.party, state: "withdrawn" });
    }
  };
  /** Acts of one key that wait would carry the number of its next act. */
  const refusePending = (key: string): void => {
    if ([...waiting.values()].some((one) => one.key === key)) throw new Fault("PENDING_FIRST", "an act of yours waits for its second signature: have it signed or withdraw it first");
  };

  const acknowledgementOf = (index: number, act: string): Acknowledgement => ({ state: "recorded", index, act, note: acknowledge(desk, index, act) });

  /** Admits, appends, takes in; refused at admission, nothing is written. */
  const append = async (leaf: Uint8Array, opened: Opened | undefined): Promise<Acknowledgement> => {
    const [commit] = parseHead(parseEnvelope(leaf).payload).commits;
    if (commit && opened) desk.own.set(commit.sealed, opened);
    const { index, head } = await appendLeaf(desk, () => leaf).catch((error: unknown) => {
      if (commit) desk.own.delete(commit.sealed);
      throw error;
    });
    tell({ index, head });
    return acknowledgementOf(index, hex(leafHash(leaf)));
  };

  const inLanes = async <T>(subjects: readonly string[], use: () => Promise<T>): Promise<T> => {
    for (let busy = subjects.find((one) => lanes.has(one)); busy !== undefined; busy = subjects.find((one) => lanes.has(one)))
      await lanes.get(busy)?.catch(() => {});
    const run = use();
    for (const one of subjects) lanes.set(one, run);
    try {
      return await run;
    } finally {
      for (const one of subjects) lanes.delete(one);
    }
  };

  const record = async (officer: Officer, leaf: Uint8Array, head: EntryHead, opened: Opened | undefined): Promise<Acknowledgement> => {
    if (!opened) return append(leaf, undefined);
    return inLanes(subjectsOf(desk.heads.length, head, opened), async () => {
      checkOpened(desk, officer, head, opened);
      return append(leaf, opened);
    });
  };

  const judge = async (officer: Officer, { leaf, ciphertext }: Submission, act: string): Promise<Acknowledgement | Pending> => {
    const { envelope, head } = checkEnvelope(desk, officer, leaf, clock.today());
    refusePending(head.key);
    checkChain(desk, head);
    const opened = await checkSealed(desk, head, ciphertext);
    if (opened) checkOpened(desk, officer, head, opened);
    await payloads.keep(commitOf(head).sealed, ciphertext); // durable before the leaf that names it
    refusePending(head.key);
    if (!needsTwo(head.kind) || envelope.signatures.length > 1) return record(officer, leaf, head, opened);
    return letWait(officer, act, leaf, envelope, head, opened ?? null);
  };

  /** What two officers must sign waits for the second, once the first's signature holds. */
  const letWait = (officer: Officer, act: string, leaf: Uint8Array, envelope: Envelope, head: EntryHead, opened: Opened | null): Pending => {
    const key = desk.registry.keys.get(head.key);
    const [signature] = envelope.signatures;
    if (!key || !signature || envelope.signatures.length > 1 || !verifies(key.publicKey, pae(PAYLOAD_TYPE, envelope.payload), signature.sig)) throw new Fault("SIGNATURE", "the signature of the entry does not hold");
    const one: Waiting = { act, officer: officer.officer, party: officer.party, key: head.key, kind: head.kind, since: clock.now(), leaf, opened };
    files.keep(one);
    waiting.set(act, one);
    tell({ act, party: one.party, state: "waiting" });
    return pendingOf(one);
  };

  /** The vault lets go after the request is durable; the entry that says so follows. */
  const finish = async (head: EntryHead): Promise<void> => {
    if (head.kind === "erase.request") tell(await finishErasure(desk, head));
  };

  const once = (act: string, run: () => Promise<Acknowledgement | Pending>): Promise<Acknowledgement | Pending> => {
    const known = onTheWay.get(act);
    if (known) return known;
    const running = run().finally(() => onTheWay.delete(act));
    onTheWay.set(act, running);
    return running;
  };

  const whatBecameOf = (party: string, act: string): Acknowledgement | Pending | undefined => {
    const index = desk.byAct.get(act);
    if (index !== undefined && desk.heads[index]?.author === party) return acknowledgementOf(index, desk.heads[index].act);
    const one = waiting.get(act);
    return one && one.party === party ? pendingOf(one) : undefined;
  };

  const mineWaiting = (officer: Officer, act: string): Waiting => {
    const one = waiting.get(act);
    if (!one || one.party !== officer.party) throw new Fault("ACT_NONE", "no act of your party waits under this name");
    return one;
  };

  return {
    submit: (officer, submission) => {
      const act = hex(leafHash(submission.leaf));
      const before = whatBecameOf(officer.party, act);
      return before ? Promise.resolve(before) : once(act, () => judge(officer, submission, act));
    },
    erase: (officer, leaf) => {
      const act = hex(leafHash(leaf));
      const before = whatBecameOf(officer.party, act);
      if (before) return Promise.resolve(before);
      return once(act, async () => {
        const { envelope, head } = parseErasure(desk, officer, leaf, clock.today());
        refusePending(head.key);
        checkChain(desk, head);
        return letWait(officer, act, leaf, envelope, head, null);
      });
    },
    sign: async (officer, act, sig) => {
      const done = whatBecameOf(officer.party, act);
      if (done?.state === "recorded") return done;
      const one = mineWaiting(officer, act);
      if (one.officer === officer.officer || officer.key === null || officer.key === one.key) throw new Fault("SECOND_SELF", "nobody signs his own act a second time: another officer of your party must");
      demandSecond(officer.role, seatOf(desk.pack, officer.party) ?? "side", one.kind);
      const envelope = parseEnvelope(one.leaf);
      const leaf = withSecond(envelope, officer.key, sig);
      const head = parseHead(envelope.payload);
      const ack = await once(act, async () => {
        if (head.kind === "erase.request") checkErasure(desk, head); // another erasure may have come first
        const recorded = await record({ ...officer, officer: one.officer }, leaf, head, one.opened ?? undefined);
        await finish(head);
        waiting.delete(act);
        files.drop(act);
        tell({ act, party: one.party, state: "signed" });
        return recorded;
      });
      if (ack.state !== "recorded") throw new Fault("ACT_NONE", "the act is still being taken in: sign again");
      return ack;
    },
    withdraw: async (officer, act) => {
      const one = mineWaiting(officer, act);
      if (one.officer !== officer.officer) throw new Fault("RIGHTS", "only its author withdraws an act that waits");
      await onTheWay.get(act);
      if (!waiting.delete(act)) throw new Fault("ACT_NONE", "it was signed meanwhile");
      files.drop(act);
      tell({ act, party: one.party, state: "withdrawn" });
    },
    pendingOf: (party) => {
      dropWithdrawn();
      return [...waiting.values()].filter((one) => one.party === party).map((one) => ({ ...pendingOf(one), payload: base64(parseEnvelope(one.leaf).payload), opened: one.opened }));
    },
    submitKey: async (parties, leaf) => {
      const head = parseHead(parseEnvelope(leaf).payload);
      if (!parties.includes(head.author)) throw new Fault("ACT_AUTHOR", "expected an entry of your own party");
      const before = whatBecameOf(head.author, hex(leafHash(leaf)));
      if (before?.state === "recorded") return before;
      if ((head.kind !== "key.add" && head.kind !== "key.revoke") || head.commits.length > 0) throw new Fault("KEY_FORM", "expected key.add or key.revoke");
      return append(leaf, undefined);
    },
    keyPayload: (party, act) => keyPayload(desk, party, act, clock.today()),
    keyActInExercise: (party, act) => {
      const payload = keyPayload(desk, party, act, clock.today());
      return append(sealEnvelope(payload, rootKeyName(desk.pack.origin, party), exerciseSigner(desk.seed, party, "root")), undefined);
    },
    whatBecameOf,
    chainOf: (key) => {
      const chain = desk.ahead.registry.chains.get(key);
      return { counter: (chain?.counter ?? 0) + 1, prev: chain?.last ?? null, pending: [...waiting.values()].find((one) => one.key === key)?.act ?? null };
    },
    quiet: async () => {
      while (onTheWay.size > 0) await Promise.allSettled([...onTheWay.values()]);
    },
  };
}

const pendingOf = ({ act, party, kind, officer, since }: Waiting): Pending => ({ state: "waiting", act, party, kind, by: officer, since });
const commitOf = (head: EntryHead): EntryHead["commits"][number] => {
  const [commit] = head.commits;
  if (!commit) throw new Fault("ACT_FORM", "expected one sealed payload");
  return commit;
};

const withSecond = ({ payload, signatures }: Envelope, keyid: string, sig: Uint8Array): Uint8Array => printEnvelope(payload, [...signatures, { keyid, sig }]);

function keyPayload(desk: SharedDesk, party: string, { kind, body }: KeyAct, at: CivilDate): Uint8Array {
  const root = rootKeyName(desk.pack.origin, party);
  const chain = desk.ahead.registry.chains.get(root);
  return printHead({
    origin: desk.pack.origin, talks: desk.pack.talks, author: party, key: root, counter: (chain?.counter ?? 0) + 1, prev: chain?.last ?? null,
    kind, at, body, commits: [],
  });
}

/** @throws Fault of the form, or `ACT_AUTHOR`, `KEY_ROLE`, `RIGHTS`, `ACT_FORM`, `ACT_DAY`, `ORIGIN`. */
function checkEnvelope(desk: SharedDesk, officer: Officer, leaf: Uint8Array, today: CivilDate): { envelope: Envelope; head: EntryHead } {
  const envelope = parseEnvelope(leaf);
  const head = parseHead(envelope.payload);
  if (head.origin !== desk.pack.origin || head.talks !== desk.pack.talks) throw new Fault("ORIGIN", "expected an entry of this record");
  if (head.author !== officer.party) throw new Fault("ACT_AUTHOR", "expected an act of your own party");
  if (officer.key === null) throw new Fault("KEY_INACTIVE", "your key is not registered yet: your party's root key must sign it");
  if (head.key !== officer.key) throw new Fault("KEY_ROLE", "expected the signature of your own key");
  const seat = seatOf(desk.pack, officer.party);
  if (seat === undefined) throw new Fault("ACT_AUTHOR", "expected a party of this record");
  demandRecord(officer.role, seat, head.kind);
  if (head.commits.length !== 1 || Object.keys(head.body).length > 0) throw new Fault("ACT_FORM", "expected one sealed payload and an empty body: nothing of an act stands in clear");
  const { name, to } = commitOf(head);
  const isSorted = to.every((code, i) => i === 0 || (to[i - 1] ?? "") < code);
  if (name !== "act" || !isSorted || !to.includes(head.author) || !to.every((code) => desk.states.has(code)))
    throw new Fault("ACT_FORM", "expected parties of the pack, sorted, each once, the author among them", [{ field: "to" }]);
  const misaddressed = addresseeFault(desk.pack, { kind: head.kind, author: head.author, to });
  if (misaddressed) throw misaddressed;
  if (head.kind === "acceptance.set" && to.some((code) => code !== head.author && code !== desk.pack.secretariat.code)) throw new Fault("ACT_FORM", "expected nobody but the author and the secretariat", [{ field: "to" }]);
  if (Object.hasOwn(MATCH_ACTS, head.kind) && !to.includes(desk.compartment)) throw new Fault("ACT_FORM", "expected the secretariat among those who may open it: it looks who may see the lists", [{ field: "to" }]);
  if (head.at > addDays(today, 1)) throw new Fault("ACT_DAY", `the act is dated ${head.at}, the desk has ${today}: look at the clock of your device`, [{ field: "at" }]);
  return { envelope, head };
}

/** Early, so that nothing is kept for an act that comes too late; admission judges again. */
function checkChain(desk: SharedDesk, head: EntryHead): void {
  const chain = desk.ahead.registry.chains.get(head.key) ?? { counter: 0, last: null };
  if (head.counter !== chain.counter + 1) throw new Fault("CHAIN_COUNTER", `expected counter ${chain.counter + 1} of this key, found ${head.counter}`);
  if (head.prev !== chain.last) throw new Fault("CHAIN_PREV", "expected the hash of the previous entry of this key");
}

/** The payload where the secretariat is addressed. @throws Fault `SEALED_OTHER`, `SEALED_TO`, `SEALED_CLOSED`, `PAYLOAD_FORM`. */
async function checkSealed(desk: SharedDesk, head: EntryHead, ciphertext: Uint8Array): Promise<Opened | undefined> {
  const { sealed, commitment, to } = commitOf(head);
  if (sha256Hex(ciphertext) !== sealed) throw new Fault("SEALED_OTHER", "expected the sealed payload that the envelope names");
  if (stanzasOf(ciphertext) !== to.length) throw new Fault("SEALED_TO", `expected an age file to ${to.length} recipients, as \`to\` says`);
  if (!canOpen(desk, to)) return undefined;
  const opened = await openFor(desk, ciphertext, commitment, to);
  if (!opened) throw new Fault("SEALED_CLOSED", "the envelope says that the desk can open it, and it cannot");
  return opened;
}

/** Recipients in the header of an age v1 file: lines that begin with `-> X25519`. 0 for anything else. */
function stanzasOf(ciphertext: Uint8Array): number {
  const head = new TextDecoder("latin1").decode(ciphertext.subarray(0, 8_192));
  const end = head.indexOf("\n--- ");
  if (!head.startsWith("age-encryption.org/v1\n") || end < 0) return 0;
  return head.slice(0, end).split("\n").filter((line) => line.startsWith("-> X25519 ")).length;
}

/** What the desk can open is judged by its form and by what stands. @throws Fault or Faults; nothing was written. */
export function checkOpened(desk: SharedDesk, officer: Pick<Officer, "officer" | "party">, head: Pick<EntryHead, "author" | "kind" | "at" | "commits">, opened: ActPayload): void {
  const faults: Fault[] = [];
  if (!/^[A-Za-z0-9][A-Za-z0-9./+-]{0,63}$/.test(opened.label) || !opened.label.startsWith(`${officer.officer}/`))
    faults.push(new Fault("ACT_LABEL", `expected a label of letters, digits, . / + - that begins with ${officer.officer}/`, [{ field: "label" }]));
  const { body } = opened;
  if (head.kind === "list.deposited" && !(typeof body["list"] === "string" && body["list"].startsWith(`${officer.party}-`)))
    faults.push(new Fault("LIST_FORM", `expected a name that begins with ${officer.party}-`, [{ field: "list" }]));
  const act = { label: opened.label, at: head.at, actor: head.author, kind: head.kind, body, sources: opened.sources, to: head.commits[0]?.to ?? [] };
  for (const party of judgedIn(desk.pack, officer.party, act.to)) {
    if (faults.length > 0) break; // what the author's own sight refuses is not asked of the secretariat's: its answer would say what stands there
    try {
      checkPackOf(desk, act);
      checkAct(stateOf(desk, party), act, desk.pack, party, true, desk.alsoOpens.size > 0);
    } catch (error) {
      if (error instanceof Fault) faults.push(error);
      else if (error instanceof Faults) faults.push(...error.faults);
      else throw error;
    }
  }
  if (faults.length === 0) {
    const parsed = parseBody({ entry: 0, author: head.author, ...act });
    checkParties(desk, seatOf(desk.pack, officer.party) === "laboratory", parsed, faults);
    if (parsed.room === "remains" && (parsed.act.kind === "references.needed" || parsed.act.kind === "identification.proposed")) checkOtherSide(desk, officer.party, parsed.act.side, act.to, faults);
    if (parsed.room === "matching") checkSight(desk, officer.party, parsed.act, act.to, faults);
  }
  const unique = faults.filter((one, i) => faults.findIndex((other) => other.code === one.code && other.message === one.message && canonicalJson(other.places) === canonicalJson(one.places)) === i);
  if (unique.length > 0) throw new Faults(unique);
}

/** An act of matching opens only to parties that see every list it rests on, and a side decides on doubles of its own list alone. */
function checkSight(desk: SharedDesk, party: string, act: MatchAct, to: readonly string[], faults: Fault[]): void {
  const lists = listsNeeded(stateOf(desk, desk.compartment), act);
  for (const code of to) if (!seesLists(stateOf(desk, code), lists)) faults.push(new Fault("MATCH_TO", `expected only parties that see every list of it: ${code} does not`, [{ field: "to" }]));
  if (act.kind === "doubles.decided" && seatOf(desk.pack, party) === "side" && listsOf(stateOf(desk, party)).get(act.list)?.deposit.by !== party)
    faults.push(new Fault("LIST_OWN", "expected a list that your own party deposited", [{ field: "list" }]));
}

/** What is said of a family of one side is addressed to no other side, unless that side says it itself. */
function checkOtherSide(desk: SharedDesk, author: string, side: string, to: readonly string[], faults: Fault[]): void {
  if (desk.pack.sides.some(({ code }) => code !== side && code !== author && to.includes(code))) faults.push(new Fault("ACT_ADDRESSEE", "expected no other side than that of the family", [{ field: "to" }]));
}

/** Codes of parties that the body names must be parties of the pack. */
function checkParties(desk: SharedDesk, isLaboratory: boolean, parsed: Parsed, faults: Fault[]): void {
  const codes = partiesOf(desk.pack).map(({ code }) => code);
  const demand = (code: string, field: string): void => {
    if (!codes.includes(code)) faults.push(new Fault("ACT_REFERENCE", `expected a party of the pack (${codes.join(", ")})`, [{ field }]));
  };
  if (parsed.room === "remains" && (parsed.act.kind === "references.deposited" || parsed.act.kind === "references.needed" || parsed.act.kind === "identification.proposed") && !desk.pack.sides.some(({ code }) => code === (parsed.act as { side: string }).side))
    faults.push(new Fault("ACT_REFERENCE", "expected a side of the pack", [{ field: "side" }]));
  if (parsed.room === "registry" && parsed.act.kind === "list.deposited") demand(parsed.act.about, "about");
  if (parsed.room === "registry" && parsed.act.kind === "list.forwarded") demand(parsed.act.to, "to");
  if (parsed.room === "table" && parsed.act.kind === "document.forwarded") demand(parsed.act.to, "to");
  if (parsed.room === "handover") for (const [field, code] of partiesOfHandover(parsed.act)) demand(code, field);
  if (parsed.room === "remains" && parsed.act.kind === "identification.proposed" && (parsed.act.dna !== undefined) !== isLaboratory)
    faults.push(new Fault("REMAINS_STATE", "expected a proposal on DNA from a laboratory, which has the search, and on teeth or prints from a side", [{ field: "dna" }]));
  if (parsed.room !== "accounting") return;
  const { fact } = parsed;
  if (fact.kind === "obligation.stated") {
    demand(fact.from, "from");
    demand(fact.to, "to");
  }
  if (fact.kind === "operation.allocated")
    fact.shares.forEach((share, i) => {
      demand(share.from, `shares[${i}].from`);
      demand(share.to, `shares[${i}].to`);
    });
  if (fact.kind === "operation.counted")
    fact.flows.forEach((flow, i) => {
      demand(flow.from, `flows[${i}].from`);
      demand(flow.to, `flows[${i}].to`);
    });
}

const SUBJECTS = ["operation", "list", "document", "clause", "bracket", "round", "pause", "consequence", "dispute", "meeting", "finding", "agreement", "run", "plan", "receipt", "examination", "person", "shipment", "policy", "deposit", "search", "identification", "settlement", "request", "family", "pack"];
/** What an act touches, so that two acts on one thing follow each other. */
function subjectsOf(entry: number, { kind, author, at }: EntryHead, opened: Opened): string[] {
  const parsed = parseBody({ entry, label: opened.label, at, author, kind, body: opened.body, sources: opened.sources });
  const act: Readonly<Record<string, unknown>> = "act" in parsed ? { ...parsed.act } : parsed.room === "agreed" ? { ...parsed.signed } : parsed.room === "accounting" ? subjectOfFact(parsed.fact) : {};
  return SUBJECTS.flatMap((name) => (typeof act[name] === "string" ? [`${name} ${act[name]}`] : []));
}

/** Counts and splits of one operation, and statements of one obligation, follow each other. */
const subjectOfFact = (fact: AccountingFact): Readonly<Record<string, unknown>> =>
  fact.kind === "operation.counted" || fact.kind === "operation.allocated" ? { operation: fact.operation } : fact.kind === "obligation.stated" ? { agreement: fact.id } : {};

/** The bytes of one submission as they come over the wire. @throws Fault `BASE64`. */
export const submissionOf = (request: { readonly envelope: string; readonly sealed: string }): Submission => ({ leaf: fromBase64(request.envelope), ciphertext: fromBase64(request.sealed) });
