// `allforall identify from-record`: the blind search on the laboratory's own machine, over its own compartment. The desk of a real
// process cannot open what is sealed to a laboratory; this can, with the laboratory's key file, and nothing else of it leaves.
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { inputOf, run } from "../desk/jobs/identify-remains.ts";
import { exerciseKeyRing, secretOf } from "../desk/key-ring.ts";
import { handedSearch, judgedDossier, type Remark } from "../desk/laboratory-files.ts";
import { stateOfFiles, type Compartment } from "../desk/compartment-files.ts";
import { isCode } from "../identification/read-code.ts";
import { identityKeyOf } from "../store/vault/seal.ts";
import type { Io } from "./command.ts";
import { keyFileOf } from "./keys.ts";
import { folderFiles, recordFolder } from "./verify-alone.ts";

type Values = Readonly<Record<string, string>>;
type Run = { readonly out: string; readonly threads: number; readonly isResumed: boolean; readonly isJson: boolean };

/** The laboratory that the key file is of; in an exercise, whose keys all follow from its seed, the one of `--as`. @throws Fault `USAGE`, `KEY_NONE`. */
async function compartmentOf(root: string, values: Values): Promise<Compartment & { readonly origin: string | undefined }> {
  const file = await keyFileOf(values);
  if (file) {
    const secret = file.secrets.get("compartment/1");
    if (!secret) throw new Fault("KEY_NONE", "this key file does not hold what opens for its party");
    return { party: file.party, identity: await identityKeyOf(secret), origin: file.origin };
  }
  const [seed, as] = [join(root, "exercise-seed"), values["as"]];
  if (as === undefined || !existsSync(seed)) throw new Fault("USAGE", "expected --keys FILE of the laboratory, or --as CODE over the folder of an exercise");
  const ring = exerciseKeyRing(fromUtf8(new Uint8Array(await readFile(seed))).trimEnd());
  return { party: as, identity: await identityKeyOf(secretOf(ring, as)), origin: undefined };
}

/** Exit 0 when the search is done and the file to hand in lies in `out`. @throws Fault of the record, the keys, the deposits. */
export async function fromRecord(folder: string | undefined, values: Values, io: Io, options: Run): Promise<number> {
  const { policy, search } = values;
  if (folder === undefined || policy === undefined || search === undefined) throw new Fault("USAGE", "expected DIR, --policy CODE, --search CODE and --out DIR");
  if (!isCode(search)) throw new Fault("USAGE", "expected --search as a code of the laboratory with a digit, such as LAB-Q1");
  const root = await recordFolder(folder);
  if (root === folder) throw new Fault("FILE_NONE", "expected a folder with record and vault: what the desk gives as the laboratory's compartment, or a copy of a data folder", [{ file: folder }]);
  const compartment = await compartmentOf(root, values);
  const vault = folderFiles(folder);
  const opened = await stateOfFiles(folderFiles(root, true), (path) => vault.read(path), compartment);
  if (compartment.origin !== undefined && compartment.origin !== opened.origin) throw new Fault("KEY_NONE", `these keys are for ${compartment.origin}, the record is ${opened.origin}`);
  const { dossier, remarks } = judgedDossier(opened.state);
  const input = inputOf(dossier, { policy });
  await mkdir(options.out, { recursive: true, mode: 0o700 });
  const document = await run(input, progress(io, join(options.out, "resume")), options.isResumed ? await heldBefore(options.out) : undefined, options.threads);
  const file = join(options.out, `${search}.search.json`);
  await writeFile(file, handedSearch(dossier, search, document), { mode: 0o600 });
  io.out(options.isJson ? `${JSON.stringify({ ...countsIn(document), party: compartment.party, inputsSha256: input.inputsSha256, remarks, file })}\n` : said(compartment.party, opened.verdict, remarks, countsIn(document), file));
  return 0;
}

async function heldBefore(out: string): Promise<Uint8Array | undefined> {
  const path = join(out, "resume");
  return existsSync(path) ? new Uint8Array(await readFile(path)) : undefined;
}

/** What it needs to go on holds ratios and line numbers, never a genotype. */
function progress(io: Io, path: string): (done: number, of: number, resume?: Uint8Array) => void {
  let last = io.now();
  let writing = Promise.resolve();
  return (done, of, resume) => {
    const now = io.now();
    if (now - last < 2_000) return;
    last = now;
    io.err(`searched ${done} of ${of} steps\n`);
    if (resume) writing = writing.then(() => writeFile(path, resume, { mode: 0o600 }));
  };
}

function countsIn(document: Uint8Array): Readonly<Record<string, unknown>> {
  const value = parseJson(fromUtf8(document));
  return isRecord(value) && isRecord(value["counts"]) ? value["counts"] : {};
}

function said(party: string, verdict: string, remarks: readonly Remark[], counts: Readonly<Record<string, unknown>>, file: string): string {
  const of = (name: string): string => String(Number(counts[name] ?? 0));
  const left = remarks.map(({ entry, kind, codes }) => `entry ${entry}, ${kind}: ${codes.join(", ")}\n`).join("");
  return `${verdict}
as ${party} opens it: sets ${of("sets")}, families searched ${of("families")}, set aside ${of("referencesSetAside")}
proposed ${of("proposed")}, as a group ${of("proposedAsGroup")}, more references needed ${of("moreReferences")}, no candidate ${of("noCandidate")}
${remarks.length === 0 ? "" : `acts that do not hold, deposits among them were left out:\n${left}`}hand in at the desk: ${file}
`;
}
