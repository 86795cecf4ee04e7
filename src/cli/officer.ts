// Officers of a real process: the first is invited from the machine of the desk, and each key is registered by the party's root key,
// which never comes near it.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { base64, fromBase64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { ROLES } from "../desk/authority.ts";
import { holdOwnFolder } from "../desk/open-store.ts";
import { openOfficers } from "../desk/officers.ts";
import { fileKeyRing, signerOf } from "../desk/key-ring.ts";
import { parseHead } from "../record/entry-head.ts";
import { addSignature, parseEnvelope, sealEnvelope } from "../record/envelope.ts";
import { keyName } from "../record/key-registry.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { RECORD_VALUES, readNamed, since } from "./data-folder.ts";
import { keyFileOf } from "./keys.ts";
import { withDesk } from "./record.ts";

type Values = Readonly<Record<string, string>>;
const INVITED_HOURS = 72;

/** Of a record in a database, `--data` is the folder that a served desk keeps as its own. */
async function invite({ data, ...values }: Values, io: Io): Promise<number> {
  const { party, role, database } = values;
  const known = ROLES.find((one) => one === role);
  if (data === undefined || party === undefined || known === undefined) throw new Fault("USAGE", `expected --data DIR, --party CODE and --role, one of ${ROLES.join(", ")}`);
  const own = database === undefined ? undefined : await holdOwnFolder(data, since());
  try {
    return await withDesk(database === undefined ? { ...values, data } : values, async ({ pack }) => {
      mkdirSync(join(data, "desk"), { recursive: true, mode: 0o700 });
      const code = await openOfficers(data).invite(pack, party, known, new Date(Date.now() + INVITED_HOURS * 3_600_000).toISOString());
      io.out(`${code}\nThe code enrols one officer of ${party} as ${known} within ${INVITED_HOURS} hours; it is shown this once.\n`);
      return 0;
    });
  } finally {
    await own?.release();
  }
}

/** What the desk shows, or what another officer signed already: the payload and, of the latter, its envelope. @throws Fault `KEY_FORM`, `ENVELOPE_FORM`. */
function readToSign(text: string, file: string): { readonly payload: Uint8Array; readonly leaf: Uint8Array | undefined } {
  try {
    const bytes = fromBase64(text);
    const isEnvelope = fromUtf8(bytes).includes('"payloadType"');
    return isEnvelope ? { payload: parseEnvelope(bytes).payload, leaf: bytes } : { payload: bytes, leaf: undefined };
  } catch {
    throw new Fault("KEY_FORM", "expected the base64 that the desk shows a new officer, or that another officer signed", [{ file }]);
  }
}

/** Signs `key.add` or `key.revoke` of the own party with its root key, or adds an officer's part where several hold the root. */
async function register(file: string, values: Values, io: Io): Promise<number> {
  const keys = await keyFileOf(values);
  const { out } = values;
  if (!keys || out === undefined) throw new Fault("USAGE", "expected --keys FILE and --out FILE");
  if (existsSync(out)) throw new Fault("USAGE", "expected a file that does not exist yet", [{ file: out }]);
  const { payload, leaf: before } = readToSign(fromUtf8(await readNamed(file)).trim(), file);
  const head = parseHead(payload);
  if (head.author !== keys.party || head.origin !== keys.origin || (head.kind !== "key.add" && head.kind !== "key.revoke"))
    throw new Fault("KEY_FORM", `expected key.add or key.revoke of ${keys.party}, found ${head.kind} of ${head.author}`, [{ file }]);
  const role = [...keys.secrets.keys()].find((name) => name.startsWith("root/"));
  if (role === undefined) throw new Fault("USAGE", "this file holds no root key: an officer's own does");
  const n = Number(role.slice("root/".length));
  const name = keyName(keys.origin, keys.party, "root", n);
  const signer = signerOf(fileKeyRing(keys), keys.party, "root", n);
  if (before && parseEnvelope(before).signatures.some(({ keyid }) => keyid === name)) throw new Fault("KEY_FORM", "this root key has signed already: another officer's is wanted", [{ file }]);
  const leaf = before ? addSignature(before, name, signer) : sealEnvelope(payload, name, signer);
  await io.writeFile(out, utf8(`${base64(leaf)}\n`));
  io.out(`signed with root key ${n} of ${keys.party}: ${head.kind} ${String(head.body["key"])}; signatures so far: ${parseEnvelope(leaf).signatures.length}\n`);
  return 0;
}

export const officerCommand: Command = {
  name: "officer",
  summary: "invite an officer from the desk's own machine; register an officer's key with the party's root key",
  help: `allforall officer invite --data DIR [--database URL] --party CODE --role ROLE [--keys SEC.keys --passphrase-file P]
allforall officer register FILE --keys PARTY.keys --passphrase-file P --out SIGNED

invite    prints a code that enrols one officer. The desk of DIR must be closed meanwhile: one process holds the folder.
          Of a record in a database, DIR is the folder that its served desk has as its own.
register  signs what the desk shows a new officer of a real process (base64 of a key.add) with the root key of the own party,
          on the machine where that key is; the officer hands SIGNED back to the desk. Where several officers hold the root,
          SIGNED goes from one to the next in place of FILE until as many have signed as the party's threshold asks for.
Example: allforall officer invite --data out/real --party SEC --role mediator-chair
`,
  run: async (args, io) => {
    const { positional: [verb, file], values } = parseArgs(args, { values: [...RECORD_VALUES, "party", "role", "out"] });
    if (verb === "invite") return invite(values, io);
    if (verb !== "register" || file === undefined) throw new Fault("USAGE", "expected officer invite or officer register FILE");
    return register(file, values, io);
  },
};
