// Who may sign in: officers by code (never by name), their role, the salted scrypt of a password, the public part of their
// signing key, their passkeys; and invitations, kept as a hash and used once. The officers' secrets are with the officers.
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { base64, fromBase64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { verifies } from "../compute/ed25519.ts";
import { keptFile } from "../store/files/disk.ts";
import { keyName } from "../record/key-registry.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import type { Role } from "./api-types.ts";
import { ROLES, SEATS_OF_ROLE, seatOf } from "./authority.ts";

/** `publicKey` in COSE form, base64. `addedAt` is missing in what an earlier version kept. */
export type Passkey = { readonly id: string; readonly publicKey: string; readonly counter: number; readonly addedAt?: string };
export type Account = {
  readonly officer: string; readonly party: string; readonly role: Role;
  readonly salt: string; readonly hash: string;
  /** Name of the key as the record has it or will have it. */
  readonly keyName: string; readonly publicKey: string; readonly passkeys: readonly Passkey[];
  /** SHA-256 of the code by which he came. */
  readonly invitedBy: string;
  /** When his seat was closed: nobody signs in to it any more. */
  readonly closedAt?: string;
};
type InviteKept = { readonly codeHash: string; readonly party: string; readonly role: Role; readonly expiresAt: string };

const PASSWORD_MIN = 12;
const PASSWORD_MAX = 256;
const OFFICERS_MAX = 10_000;
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }; // RFC 7914; 32 MiB a try

const hashOf = (password: string, salt: Uint8Array): Promise<Uint8Array> =>
  new Promise((done, fail) => scrypt(password.normalize("NFKC"), salt, 32, COST, (error, key) => (error ? fail(error) : done(new Uint8Array(key)))));

/** What the new officer's key signs, to show that the browser holds it. */
export const enrolmentProof = (origin: string, code: string): Uint8Array => utf8(`all-for-all enrolment\n${origin}\n${code}\n`);

/** Whether a key of this name stands on the record. */
export type IsTaken = (keyName: string) => boolean;
export type Officers = {
  readonly find: (officer: string) => Account | undefined;
  readonly all: () => readonly Account[];
  /** A code of 128 bits, shown once; durable when it resolves. @throws Fault `RIGHTS` where the role has no seat there. */
  readonly invite: (pack: ConflictPack, party: string, role: Role, expiresAt: string) => Promise<string>;
  /** Codes of a party that nobody has used, by the hash they are kept under. */
  readonly invitesOf: (party: string, now: string) => readonly { readonly id: string; readonly role: Role; readonly expiresAt: string }[];
  /** Takes a code back; durable when it resolves. @throws Fault `ENROLMENT_CODE` where the party has none such. */
  readonly withdrawInvite: (party: string, id: string) => Promise<void>;
  /** Only in an exercise: a seat whose code derives from the published seed. False once somebody took it. */
  readonly offer: (code: string, party: string, role: Role) => boolean;
  /** @throws Fault `ENROLMENT_CODE`, `PASSWORD_SHORT`, `PROOF`. */
  readonly redeem: (pack: ConflictPack, given: { readonly code: string; readonly password: string; readonly publicKey: string; readonly proof: string }, now: string, isTaken: IsTaken) => Promise<Account>;
  /** Another sign for an officer who has signed in nowhere yet: the one he got was given elsewhere at the same moment. @throws Fault `OFFICER_NONE`. */
  readonly rename: (officer: string, pack: ConflictPack, isTaken: IsTaken) => Promise<Account>;
  /** The account, or nothing: an unknown officer costs as much time as a wrong password. */
  readonly signIn: (officer: string, password: string) => Promise<Account | undefined>;
  readonly addPasskey: (officer: string, passkey: Passkey) => Promise<void>;
  readonly usePasskey: (officer: string, id: string, counter: number) => Promise<void>;
  readonly removePasskey: (officer: string, id: string) => Promise<void>;
  /** Nobody signs in to this seat any more; durable when it resolves. Closed already, it stays as it is. */
  readonly closeSeat: (officer: string, now: string) => Promise<void>;
  /** Resolves when no write is on its way. */
  readonly quiet: () => Promise<void>;
};

export function openOfficers(folder: string): Officers {
  const path = join(folder, "desk/officers.json");
  const { accounts, invites } = read(path);
  const { keep, quiet } = keptFile(path, () => utf8(canonicalJson({ officers: [...accounts.values()], invites: [...invites.values()] })));
  const decoy = new Uint8Array(16);
  const find = (officer: string): Account | undefined => accounts.get(officer);
  const put = (officer: string, changed: (old: Account) => Account): Promise<void> => {
    const account = accounts.get(officer);
    if (!account) return Promise.resolve();
    accounts.set(officer, changed(account));
    return keep();
  };
  const change = (officer: string, passkeys: (old: readonly Passkey[]) => readonly Passkey[]): Promise<void> => put(officer, (old) => ({ ...old, passkeys: passkeys(old.passkeys) }));
  /** The next sign of a party that is neither here nor, by its key, on the record: another desk, or this one before a restore, may have given it. */
  const freeSign = (pack: ConflictPack, party: string, isTaken: IsTaken): string => {
    let n = [...accounts.values()].filter((one) => one.party === party).length + 1;
    while (accounts.has(`${party}-${n}`) || isTaken(keyName(pack.origin, party, "sign", `${party}-${n}`))) n++;
    return `${party}-${n}`;
  };
  return {
    quiet,
    find,
    all: () => [...accounts.values()],
    invite: async (pack, party, role, expiresAt) => {
      const seat = seatOf(pack, party);
      if (seat === undefined || !SEATS_OF_ROLE[role].includes(seat)) throw new Fault("RIGHTS", `the role ${role} has no seat with this party`);
      const code = base32(new Uint8Array(randomBytes(16)));
      const codeHash = sha256Hex(utf8(code));
      invites.set(codeHash, { codeHash, party, role, expiresAt });
      await keep();
      return code;
    },
    invitesOf: (party, now) => [...invites.values()].filter((one) => one.party === party && one.expiresAt >= now).map(({ codeHash, role, expiresAt }) => ({ id: codeHash, role, expiresAt })),
    withdrawInvite: async (party, id) => {
      if (invites.get(id)?.party !== party || !invites.delete(id)) throw new Fault("ENROLMENT_CODE", "your party has no such open code");
      await keep();
    },
    offer: (code, party, role) => {
      const codeHash = sha256Hex(utf8(code));
      if ([...accounts.values()].some(({ invitedBy }) => invitedBy === codeHash)) return false;
      if (!invites.has(codeHash)) {
        invites.set(codeHash, { codeHash, party, role, expiresAt: "9999-12-31T00:00:00.000Z" });
        keep().catch(() => {}); // it is offered again at every start
      }
      return true;
    },
    redeem: async (pack, { code, password, publicKey, proof }, now, isTaken) => {
      const codeHash = sha256Hex(utf8(code.trim().toUpperCase()));
      const invite = invites.get(codeHash);
      if (!invite || invite.expiresAt < now) throw new Fault("ENROLMENT_CODE", "this code was used, has expired or never was");
      if (password.length < PASSWORD_MIN || password.length > PASSWORD_MAX) throw new Fault("PASSWORD_SHORT", `expected a password of ${PASSWORD_MIN} to ${PASSWORD_MAX} characters`, [{ field: "password" }]);
      const key = fromBase64(publicKey);
      if (!verifies(key, enrolmentProof(pack.origin, code), fromBase64(proof))) throw new Fault("PROOF", "the proof is no signature of this key over this code", [{ field: "proof" }]);
      if (accounts.size >= OFFICERS_MAX) throw new Fault("OFFICERS_MAX", `expected at most ${OFFICERS_MAX} officers`);
      invites.delete(codeHash); // taken before the slow hash: nobody uses it twice
      const salt = new Uint8Array(randomBytes(16));
      const hash = await hashOf(password, salt);
      const officer = freeSign(pack, invite.party, isTaken);
      const account: Account = {
        officer, party: invite.party, role: invite.role, salt: base64(salt), hash: base64(hash), keyName: keyName(pack.origin, invite.party, "sign", officer), publicKey, passkeys: [], invitedBy: codeHash,
      };
      accounts.set(officer, account);
      await keep();
      return account;
    },
    rename: async (officer, pack, isTaken) => {
      const account = accounts.get(officer);
      if (!account) throw new Fault("OFFICER_NONE", "expected an officer of this desk");
      const sign = freeSign(pack, account.party, isTaken);
      const renamed = { ...account, officer: sign, keyName: keyName(pack.origin, account.party, "sign", sign) };
      accounts.delete(officer);
      accounts.set(sign, renamed);
      await keep();
      return renamed;
    },
    signIn: async (officer, password) => {
      const account = find(officer);
      const hash = await hashOf(password.slice(0, PASSWORD_MAX), account ? fromBase64(account.salt) : decoy);
      return account && timingSafeEqual(hash, fromBase64(account.hash)) ? account : undefined;
    },
    addPasskey: (officer, passkey) => change(officer, (old) => [...old, passkey]),
    closeSeat: (officer, now) => put(officer, (old) => ({ closedAt: now, ...old })),
    removePasskey: (officer, id) => change(officer, (old) => old.filter((one) => one.id !== id)),
    usePasskey: (officer, id, counter) => change(officer, (old) => old.map((one) => (one.id === id ? { ...one, counter } : one))),
  };
}

/** @throws Fault `OFFICERS_FORM` for a damaged file: never an empty list in its place. */
function read(path: string): { accounts: Map<string, Account>; invites: Map<string, InviteKept> } {
  if (!existsSync(path)) return { accounts: new Map(), invites: new Map() };
  const value = parseJson(fromUtf8(new Uint8Array(readFileSync(path))), "officers.json");
  if (!isRecord(value) || !Array.isArray(value["officers"]) || !Array.isArray(value["invites"])) throw formFault();
  const texts = (one: unknown, names: readonly string[]): Record<string, unknown> => {
    if (!isRecord(one) || !names.every((name) => typeof one[name] === "string")) throw formFault();
    if (!ROLES.some((role) => role === one["role"])) throw formFault();
    return one;
  };
  // the casts follow the checks above and below
  const accounts = value["officers"].map((one: unknown) => {
    const account = texts(one, ["officer", "party", "salt", "hash", "keyName", "publicKey", "invitedBy"]);
    if (!Array.isArray(account["passkeys"]) || (account["closedAt"] !== undefined && typeof account["closedAt"] !== "string")) throw formFault();
    return account as unknown as Account;
  });
  const invites = value["invites"].map((one: unknown) => texts(one, ["codeHash", "party", "expiresAt"]) as unknown as InviteKept);
  return { accounts: new Map(accounts.map((one) => [one.officer, one])), invites: new Map(invites.map((one) => [one.codeHash, one])) };
}

const formFault = (): Fault => new Fault("OFFICERS_FORM", "expected the officers of this desk", [{ file: "desk/officers.json" }]);

/** RFC 4648 base32 in groups of four, to be read out on a telephone. */
export function base32(bytes: Uint8Array): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let [bits, held, text] = [0, 0, ""];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += letters[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  if (bits > 0) text += letters[(held << (5 - bits)) & 31];
  return text.replace(/(.{4})(?=.)/g, "$1-");
}
