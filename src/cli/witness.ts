// The witness of one side, on that side's own machine (C2SP tlog-witness): it cosigns what extends what it cosigned before, and
// nothing else. By HTTP, or with the same bytes from a file on a stick.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { mkdir } from "node:fs/promises";
import { concat, fromUtf8, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { signerFromSeed, verifies } from "../compute/ed25519.ts";
import { cosignNote, parseNote, printNote, signersOf, type NoteSignature } from "../record/note.ts";
import { parsePolicy } from "../record/policy.ts";
import { judgeCheckpoint } from "../record/witness.ts";
import { parseAddCheckpoint, printCosignatures } from "../record/witness-wire.ts";
import { openWitnessFiles, originName, type WitnessFiles } from "../store/files/witness-files.ts";
import type { KeyFile } from "../store/vault/key-file.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { chance, readNamed, since } from "./data-folder.ts";
import { keyFileOf } from "./keys.ts";

const BODY_SIZE_MAX = 16_384;

/** Every witness key of the file with its name; all of them sign, so that a change of policy finds old and new. */
const keysOf = ({ origin, party, secrets }: KeyFile): { readonly name: string; readonly secret: Uint8Array }[] =>
  [...secrets].flatMap(([role, secret]) => (role.startsWith("witness/") ? [{ name: `${origin}/${party}/${role}`, secret }] : []));

type Answer = { readonly status: number; readonly body: string; readonly type?: string };

/** One request: judged, persisted, answered. `logs` are the log keys that may sign, the newest last. */
export function cosign(files: WitnessFiles, keys: KeyFile, logs: readonly ReturnType<typeof parsePolicy>["log"][], bytes: Uint8Array, seconds: number): Answer {
  let request: ReturnType<typeof parseAddCheckpoint>;
  try {
    request = parseAddCheckpoint(bytes);
  } catch (error) {
    return { status: 400, body: `${error instanceof Error ? error.message : "malformed"}\n` };
  }
  const log = logs.find((one) => isSignedBy(request.note, one)) ?? logs.at(-1);
  if (!log) return { status: 404, body: "unknown origin\n" };
  const answer = judgeCheckpoint(files.stored(log.name), request, log, verifies);
  if (answer.status === 409) return { status: 409, body: `${answer.size}\n`, type: "text/x.tlog.size" };
  if (answer.status !== 200) return { status: answer.status, body: `${answer.reason}\n` };
  const signatures: NoteSignature[] = keysOf(keys).map(({ name, secret }) => cosignNote(answer.text, name, signerFromSeed(secret), seconds));
  const { signatures: ofLog } = parseNote(request.note);
  files.keep(log.name, utf8(printNote({ text: answer.text, signatures: [...ofLog, ...signatures] })));
  return { status: 200, body: printCosignatures(signatures) };
}

function isSignedBy(note: Uint8Array, log: ReturnType<typeof parsePolicy>["log"]): boolean {
  try {
    return signersOf(parseNote(note), [log], verifies).length === 1;
  } catch {
    return false;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Uint8Array).length;
    if (size > BODY_SIZE_MAX) return undefined;
    chunks.push(chunk as Uint8Array);
  }
  return concat(chunks);
}

/** The witness by HTTP: `POST /add-checkpoint`, `GET /<sha256 of origin>/checkpoint`, `GET /healthz`. */
export function witnessServer(files: WitnessFiles, keys: KeyFile, logs: readonly ReturnType<typeof parsePolicy>["log"][], seconds: () => number): Server {
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    if (request.method === "GET" && request.url === "/healthz") return { status: 200, body: "ok\n" };
    if (request.method === "GET") {
      const log = logs.find(({ name }) => request.url === `/${originName(name)}/checkpoint`);
      const note = log && files.note(log.name);
      return note ? { status: 200, body: fromUtf8(note) } : { status: 404, body: "no checkpoint of this origin\n" };
    }
    if (request.method !== "POST" || request.url !== "/add-checkpoint") return { status: 404, body: "expected POST /add-checkpoint\n" };
    const body = await bodyOf(request);
    return body ? cosign(files, keys, logs, body, seconds()) : { status: 413, body: `expected at most ${BODY_SIZE_MAX} bytes\n` };
  };
  const send = (response: ServerResponse, { status, body, type }: Answer): void => void response.writeHead(status, { "content-type": type ?? "text/plain; charset=utf-8" }).end(body);
  return createServer((request, response) => {
    answer(request).then((done) => send(response, done), () => send(response, { status: 500, body: "the witness could not keep it: nothing was cosigned\n" }));
  });
}

const serve = (server: Server, host: string, port: number, io: Io): Promise<void> =>
  new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, () => {
      const address = server.address();
      io.out(`the witness answers at http://${host}:${typeof address === "object" && address ? address.port : port}\n`);
    });
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => server.close(() => done()));
  });

export const witnessCommand: Command = {
  name: "witness",
  summary: "run the witness of one side on its own machine, or cosign one checkpoint from a file",
  help: `allforall witness --policy POLICY --keys FILE --passphrase-file P --data DIR [--host H] [--port N]
allforall witness cosign REQUEST --policy POLICY --keys FILE --passphrase-file P --data DIR --out FILE

POLICY is the policy of the record (it names the log's key); DIR keeps what was cosigned last. Only a checkpoint that the log signed
and that extends what stands in DIR is cosigned; what is kept is on the disk before the answer leaves. Never restore DIR from a
backup: a witness that forgets can be shown another history. REQUEST is the body of add-checkpoint, as the desk writes it to a stick.
Example: allforall witness --policy policy --keys ua.keys --passphrase-file pass --data witness --port 8421
`,
  run: async (args, io) => {
    const { positional, values } = parseArgs(args, { values: ["policy", "keys", "passphrase-file", "data", "host", "port", "out"] });
    const { policy, data, out } = values;
    const keys = await keyFileOf(values);
    if (policy === undefined || data === undefined || !keys) throw new Fault("USAGE", "expected --policy POLICY, --keys FILE and --data DIR");
    if (keysOf(keys).length === 0) throw new Fault("USAGE", "this key file holds no key of a witness");
    const { log } = parsePolicy(fromUtf8(await readNamed(policy)), policy);
    const port = Number(values["port"] ?? 8421);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Fault("USAGE", "expected --port 0 to 65535");
    await mkdir(data, { recursive: true, mode: 0o700 });
    const files = await openWitnessFiles(data, since());
    try {
      const [verb, file] = positional;
      if (verb === undefined) await serve(witnessServer(files, keys, [log], chance.seconds), values["host"] ?? "127.0.0.1", port, io);
      else {
        if (verb !== "cosign" || file === undefined || out === undefined) throw new Fault("USAGE", "expected witness cosign REQUEST --out FILE");
        const { status, body } = cosign(files, keys, [log], await readNamed(file), chance.seconds());
        if (status !== 200) throw new Fault("WITNESS_REFUSED", `not cosigned (${status}): ${body.trim()}`);
        await io.writeFile(out, utf8(body));
        io.out(`cosigned: ${out}\n`);
      }
      return 0;
    } finally {
      await files.close();
    }
  },
};
