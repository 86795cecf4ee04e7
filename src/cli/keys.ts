// Keys of a real process: each party makes its own on its own machine and hands out the public part alone.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { base64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { signerFromSeed } from "../compute/ed25519.ts";
import type { PublicKeys } from "../desk/init.ts";
import { fileKeyRing, type KeyRing } from "../desk/key-ring.ts";
import { keyName, readRootKeys, ROOTS_MAX } from "../record/key-registry.ts";
import { COSIGNATURE, ED25519, printVkey } from "../record/note.ts";
import { openKeyFile, sealKeyFile, sealText, type KeyFile } from "../store/vault/key-file.ts";
import { identityOf, recipientOf } from "../store/vault/seal.ts";
import { compartmentsOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { readNamed } from "./data-folder.ts";
import { keysDiffer } from "./keys-check.ts";
import { readPackAt } from "./pack-folder.ts";
import { folderFiles, recordFolder } from "./verify-alone.ts";

const ENV_FILE = "ALLFORALL_KEYS";
const ENV_PASSPHRASE = "ALLFORALL_PASSPHRASE_FILE";

/** The passphrase out of a file; its last newline is no part of it. @throws Fault `USAGE`, `FILE_NONE`. */
async function passphraseIn(file: string | undefined): Promise<string> {
  if (file === undefined) throw new Fault("USAGE", `expected --passphrase-file FILE or ${ENV_PASSPHRASE}: a passphrase on the command line could be read by others`);
  return fromUtf8(await readNamed(file)).replace(/\r?\n$/, "");
}

/**
 * The key file of `--keys` or ALLFORALL_KEYS, opened, together with the root keys of the officers that `--with` names; undefined when
 * neither is given. @throws Fault `KEY_FILE`, `USAGE`, `FILE_NONE`.
 */
export async function keyFileOf(values: Readonly<Record<string, string>>, env: Readonly<Record<string, string | undefined>> = process.env): Promise<KeyFile | undefined> {
  const path = values["keys"] ?? env[ENV_FILE];
  if (path === undefined) return undefined;
  const file = await openKeyFile(await readNamed(path), await passphraseIn(values["passphrase-file"] ?? env[ENV_PASSPHRASE]));
  const secrets = new Map(file.secrets);
  for (const one of (values["with"] ?? "").split(",").filter((text) => text !== "")) {
    const [, officer = "", passphrase = ""] = /^(.+)=(.+)$/.exec(one) ?? [];
    if (officer === "") throw new Fault("USAGE", "expected --with OFFICER.keys=PASSPHRASE-FILE, separated by commas");
    const more = await openKeyFile(await readNamed(officer), await passphraseIn(passphrase));
    if (more.origin !== file.origin || more.party !== file.party) throw new Fault("USAGE", `expected a root key of ${file.party} in ${file.origin}`, [{ file: officer }]);
    for (const [name, secretKey] of more.secrets) secrets.set(name, secretKey);
  }
  return { ...file, secrets };
}

/** What opens and signs for this desk, where a key file is given. */
export async function keyRingOf(values: Readonly<Record<string, string>>): Promise<KeyRing | undefined> {
  const file = await keyFileOf(values);
  return file && fileKeyRing(file);
}

/** Their form alone; whose they are is judged where the record is made. @throws Fault `KEYS_PUBLIC`, `JSON_…` with the file. */
export async function readPublicKeys(path: string): Promise<PublicKeys> {
  const value = parseJson(fromUtf8(await readNamed(path)), path);
  const text = (name: string): string | undefined => (isRecord(value) && typeof value[name] === "string" ? value[name] : undefined);
  const [origin, party, recipient] = ["origin", "party", "recipient"].map(text);
  const [witness, log] = [text("witness"), text("log")];
  if (!isRecord(value) || origin === undefined || party === undefined || recipient === undefined)
    throw new Fault("KEYS_PUBLIC", "expected origin, party, root and recipient of one party", [{ file: path }]);
  return { origin, party, ...atFile(path, () => readRootKeys(value)), recipient, ...(witness === undefined ? {} : { witness }), ...(log === undefined ? {} : { log }) };
}

function atFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Fault ? new Fault("KEYS_PUBLIC", error.message, [{ file }]) : error;
  }
}

/** Roles that a party needs keys for: every party a root and what opens; a side its witness; the secretariat the log, acknowledgements and its acts. */
const rolesOf = (pack: ConflictPack, party: string): string[] => [
  "root/1", "compartment/1", "sign/1",
  ...(pack.sides.some(({ code }) => code === party) ? ["witness/1"] : []),
  ...(pack.secretariat.code === party ? ["log/1", "ack/1"] : []),
];

/** What others may know of a party's key file: the newest key of each role. @throws Fault `KEY_NONE` for a file that lacks a key of the party, such as an officer's. */
export async function publicKeysOf({ origin, party, secrets, root }: KeyFile): Promise<PublicKeys> {
  const newest = (role: string): [number, Uint8Array] | undefined =>
    [...secrets].flatMap(([name, secret]): [number, Uint8Array][] => (name.startsWith(`${role}/`) ? [[Number(name.slice(role.length + 1)), secret]] : [])).sort(([a], [b]) => a - b).at(-1);
  const publicKey = (role: string): Uint8Array => signerFromSeed(secretIn(newest(role)?.[1], role, party)).publicKey;
  const witness = newest("witness");
  return {
    origin, party, ...(root ?? { root: base64(publicKey("root")) }), recipient: await recipientOf(identityOf(secretIn(secrets.get("compartment/1"), "compartment", party))),
    ...(witness ? { witness: printVkey({ name: keyName(origin, party, "witness", witness[0]), type: COSIGNATURE, publicKey: publicKey("witness") }) } : {}),
    ...(newest("log") ? { log: printVkey({ name: origin, type: ED25519, publicKey: publicKey("log") }) } : {}),
  };
}

function secretIn(found: Uint8Array | undefined, role: string, party: string): Uint8Array {
  if (found === undefined) throw new Fault("KEY_NONE", `this file does not hold the key ${party}/${role}`);
  return found;
}

/** What `keys new --roots` takes of an officer's file. */
const publicRootOf = ({ origin, party, secrets }: KeyFile, n: number): Record<string, unknown> =>
  ({ origin, party, n, rootKey: base64(signerFromSeed(secretIn(secrets.get(`root/${n}`), `root/${n}`, party)).publicKey) });

const secret = (): Uint8Array => new Uint8Array(randomBytes(32));

/** The pack, the party of it and files that do not exist yet. @throws Fault `USAGE`. */
async function asked(values: Readonly<Record<string, string>>): Promise<{ readonly pack: ConflictPack; readonly party: string; readonly out: string }> {
  const { pack: name, party, out } = values;
  if (name === undefined || party === undefined || out === undefined) throw new Fault("USAGE", "expected --pack NAME, --party CODE and --out FILE");
  for (const file of [out, `${out}.public.json`]) if (existsSync(file)) throw new Fault("USAGE", "expected a file that does not exist yet: keys are never overwritten", [{ file }]);
  const { pack } = await readPackAt(name);
  if (!compartmentsOf(pack).some(({ code }) => code === party)) throw new Fault("USAGE", `expected a party of the pack: ${compartmentsOf(pack).map(({ code }) => code).join(", ")}`);
  return { pack, party, out };
}

async function newKeys(values: Readonly<Record<string, string>>, io: Io): Promise<number> {
  const { pack, party, out } = await asked(values);
  const { roots, threshold } = values;
  if ((roots === undefined) !== (threshold === undefined)) throw new Fault("USAGE", "expected --roots and --threshold together: which root keys, and how many of them sign");
  const root = roots === undefined || threshold === undefined ? undefined : await officersRoots(roots.split(","), threshold, pack.origin, party);
  const roles = rolesOf(pack, party).filter((role) => root === undefined || role !== "root/1");
  const file: KeyFile = { origin: pack.origin, party, secrets: new Map(roles.map((role) => [role, secret()])), ...(root === undefined ? {} : { root }) };
  await writeKeys(file, values, out, io);
  io.out(`the secret keys of ${party} are in ${out}: keep it and its passphrase apart from the data and from each other\nhand out ${out}.public.json\n`);
  if (root) io.out(`its root is ${root.threshold} of ${root.roots.length} officers' keys; none of them is in this file\n`);
  return 0;
}

/** One officer's part of a root that several hold. */
async function rootKey(values: Readonly<Record<string, string>>, io: Io): Promise<number> {
  const { pack, party, out } = await asked(values);
  const n = values["n"] ?? "";
  if (!/^[1-8]$/.test(n)) throw new Fault("USAGE", `expected --n, which of the party's root keys it is, 1 to ${ROOTS_MAX}`);
  const file: KeyFile = { origin: pack.origin, party, secrets: new Map([[`root/${n}`, secret()]]) };
  await sealTo(file, values, out);
  await io.writeFile(`${out}.public.json`, utf8(`${canonicalJson(publicRootOf(file, Number(n)))}\n`));
  io.out(`root key ${n} of ${party} is in ${out}: one officer keeps it, alone\n${out}.public.json goes into \`keys new --roots\`\n`);
  return 0;
}

/** The public root keys of a party's officers, numbered 1 to n without a gap. @throws Faults `KEYS_PUBLIC` with each file; Fault `USAGE`. */
async function officersRoots(paths: readonly string[], threshold: string, origin: string, party: string): Promise<NonNullable<KeyFile["root"]>> {
  const found: { readonly n: number; readonly key: string; readonly path: string }[] = [];
  const faults: Fault[] = [];
  for (const path of paths) {
    const value = parseJson(fromUtf8(await readNamed(path)), path);
    if (isRecord(value) && value["origin"] === origin && value["party"] === party && typeof value["n"] === "number" && typeof value["rootKey"] === "string") found.push({ n: value["n"], key: value["rootKey"], path });
    else faults.push(new Fault("KEYS_PUBLIC", `expected the public file of a root key of ${party} in ${origin}`, [{ file: path }]));
  }
  found.sort((a, b) => a.n - b.n);
  found.forEach(({ n, path }, i) => {
    if (n !== i + 1) faults.push(new Fault("KEYS_PUBLIC", `expected root keys numbered 1 to ${paths.length}, found ${n}`, [{ file: path }]));
  });
  if (faults.length > 0) throw new Faults(faults);
  const signing = Number(threshold);
  if (found.length < 2 || found.length > ROOTS_MAX || !Number.isInteger(signing) || signing < 2 || signing > found.length)
    throw new Fault("USAGE", `expected --roots of 2 to ${ROOTS_MAX} officers and --threshold from 2 to their number, found ${found.length} and ${threshold}`);
  return { roots: found.map(({ key }) => key), threshold: signing };
}

async function writeKeys(file: KeyFile, values: Readonly<Record<string, string>>, out: string, io: Io): Promise<void> {
  await sealTo(file, values, out);
  await io.writeFile(`${out}.public.json`, utf8(`${canonicalJson(await publicKeysOf(file))}\n`));
}

async function sealTo(file: KeyFile, values: Readonly<Record<string, string>>, out: string): Promise<void> {
  const sealed = await sealKeyFile(file, await passphraseIn(values["passphrase-file"] ?? process.env[ENV_PASSPHRASE]));
  await writeFile(out, sealed, { flag: "wx", mode: 0o600, flush: true }); // its owner's alone, and on the disk before anybody is told of it
}

/** A further key of a role: the old ones stay, so that both policies of a change can be met. */
async function nextKeys(values: Readonly<Record<string, string>>, io: Io): Promise<number> {
  const { role, out } = values;
  if ((role !== "log" && role !== "witness") || out === undefined) throw new Fault("USAGE", "expected --role log or --role witness, and --out FILE");
  if (existsSync(out)) throw new Fault("USAGE", "expected a file that does not exist yet: keys are never overwritten", [{ file: out }]);
  const file = await keyFileOf(values);
  if (!file) throw new Fault("USAGE", `expected --keys FILE or ${ENV_FILE}`);
  const n = [...file.secrets.keys()].filter((name) => name.startsWith(`${role}/`)).length;
  if (n === 0) throw new Fault("USAGE", `this file holds no key of the role ${role}`);
  await writeKeys({ ...file, secrets: new Map([...file.secrets, [`${role}/${n + 1}`, secret()]]) }, values, out, io);
  io.out(`${out} holds the old keys and ${role}/${n + 1}; its public part is in ${out}.public.json\n`);
  return 0;
}

/** What opens for the party, and nothing else of its keys, under a passphrase of its own: for the browsers of its officers. */
async function identityFile(values: Readonly<Record<string, string>>, io: Io): Promise<number> {
  const { out } = values;
  if (out === undefined) throw new Fault("USAGE", "expected --out FILE");
  if (existsSync(out)) throw new Fault("USAGE", "expected a file that does not exist yet: keys are never overwritten", [{ file: out }]);
  const file = await keyFileOf(values);
  const secret = file?.secrets.get("compartment/1");
  if (!file || !secret) throw new Fault("USAGE", `expected --keys FILE or ${ENV_FILE}`);
  const identity = identityOf(secret);
  const sealed = await sealText(`# ${file.origin} ${file.party}: ${await recipientOf(identity)}\n${identity}\n`, await passphraseIn(values["identity-passphrase-file"]));
  await writeFile(out, sealed, { flag: "wx", mode: 0o600, flush: true });
  io.out(`${out} opens what is sealed to ${file.party}, and signs nothing: its officers give it to their browsers\n`);
  return 0;
}

async function check(path: string | undefined, own: string | undefined, io: Io): Promise<number> {
  if (path === undefined || own === undefined) throw new Fault("USAGE", "expected BUNDLE-or-DIR and --public FILE");
  const keys = await readPublicKeys(own);
  const root = await recordFolder(path);
  if (!(await stat(root).catch(() => undefined))?.isDirectory()) throw new Fault("FILE_NONE", "expected the folder of a bundle or a desk", [{ file: path }]);
  const differences = await keysDiffer(folderFiles(root, root !== path), keys);
  if (differences.length === 0) io.out(`the record holds the keys of ${keys.party} as they are in ${own}\n`);
  for (const one of differences) io.out(`${one}\n`);
  return differences.length === 0 ? 0 : 1;
}

export const keysCommand: Command = {
  name: "keys",
  summary: "make the keys of one party of a real process, on its own machine",
  help: `allforall keys new --pack packs/NAME --party CODE --out FILE --passphrase-file P
allforall keys root --pack packs/NAME --party CODE --n N --out FILE --passphrase-file P
allforall keys new … --roots O1.public.json,O2.public.json,O3.public.json --threshold 2
allforall keys next --keys FILE --role log|witness --out NEWFILE --passphrase-file P
allforall keys show --keys FILE --passphrase-file P
allforall keys identity --keys FILE --passphrase-file P --out FILE2 --identity-passphrase-file Q
allforall keys check BUNDLE-or-DIR --public FILE.public.json

new   makes FILE (age, opened by the passphrase: root, what opens for the party, and for a side its witness, for the secretariat
      the log) and FILE.public.json, which is handed to the secretariat for \`allforall init --public\`.
root  makes one officer's part of a root key that several hold, on that officer's machine. With --roots the party's root is
      those keys, and --threshold of them sign together whatever registers or revokes an officer's key.
next  adds a further key of a role, for a change of policy; the old ones stay in NEWFILE.
show  prints the public part, of a party's file or of an officer's.
identity  writes FILE2, an age file under the passphrase in Q: what opens for the party and no key that signs. Its officers give it
      to their browsers to open there what is sealed to the party alone.
check verifies a bundle and compares it with your own public keys: exit 1 when the record holds another root, recipient or witness
      under your name. Do it once the record is in force, before an officer of yours signs anything, and whenever a bundle reaches you.
Elsewhere the key file is given by --keys or ALLFORALL_KEYS, the passphrase by --passphrase-file or ALLFORALL_PASSPHRASE_FILE.
Example: allforall keys new --pack packs/istanbul-2025 --party UA --out /media/stick/ua.keys --passphrase-file /media/stick/pass
`,
  run: async (args, io) => {
    const { positional, values } = parseArgs(args, { values: ["pack", "party", "out", "keys", "role", "passphrase-file", "identity-passphrase-file", "public", "n", "roots", "threshold"] });
    const [verb, path] = positional;
    if (verb === "check") return check(path, values["public"], io);
    if (verb === "root") return rootKey(values, io);
    if (verb === "new") return newKeys(values, io);
    if (verb === "next") return nextKeys(values, io);
    if (verb === "identity") return identityFile(values, io);
    if (verb !== "show") throw new Fault("USAGE", "expected keys new, keys root, keys next, keys show, keys identity or keys check");
    const file = await keyFileOf(values);
    if (!file) throw new Fault("USAGE", `expected --keys FILE or ${ENV_FILE}`);
    const root = [...file.secrets.keys()].find((name) => name.startsWith("root/"));
    const isOfficers = root !== undefined && !file.secrets.has("compartment/1");
    io.out(`${canonicalJson(isOfficers ? publicRootOf(file, Number(root.slice("root/".length))) : await publicKeysOf(file))}\n`);
    return 0;
  },
};
