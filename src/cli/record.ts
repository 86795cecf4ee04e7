// The commands that make, replay, export and check a record.
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { verifies } from "../compute/ed25519.ts";
import { erasableActs, eraseActs, openDesk, openProcess, type Desk } from "../desk/desk.ts";
import { erasOf } from "../desk/policies.ts";
import { publish } from "../desk/publish.ts";
import { EXERCISE_NOTICE } from "../desk/exercise-keys.ts";
import { exportBundle, receiptOf } from "../desk/export-bundle.ts";
import { initProcess, initRecord } from "../desk/init.ts";
import { fileKeyRing, signerOf } from "../desk/key-ring.ts";
import { hasRecord } from "../desk/open-store.ts";
import { verifyPlace } from "../desk/jobs/verify.ts";
import { recoverRecord } from "../desk/recover.ts";
import { replay } from "../desk/replay.ts";
import { verifyProof } from "../record/proof.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { chance, dataOf, packageFolder, RECORD_VALUES, readNamed, since, tell } from "./data-folder.ts";
import { keyFileOf, keyRingOf, readPublicKeys } from "./keys.ts";
import { readPackAt } from "./pack-folder.ts";
import { folderFiles, verifyFolder } from "./verify-alone.ts";

export const initCommand: Command = {
  name: "init",
  summary: "make an empty record for a conflict pack",
  help: `allforall init --pack packs/NAME --data DIR [--seed TEXT]
allforall init --pack packs/NAME --data DIR --public FILE,FILE,… --keys FILE --passphrase-file P [--witness CODE=URL,…]
               [--with OFFICER.keys=PASSPHRASE-FILE,…]

Makes DIR/record with policy, keys and an empty journal. Refuses a folder that holds a record.
Without --public it is an exercise: the keys of all actors derive from a seed. A real process is made from the public
keys of every party (\`allforall keys new\`), with the secretariat's key file, and the addresses of both sides' witnesses. --with brings the
officers' root keys of a secretariat whose root several hold (\`allforall keys root\`).
Example: allforall init --pack packs/istanbul-2025 --data out/istanbul
`,
  run: async (args, io) => {
    const { values } = parseArgs(args, { values: ["pack", "data", "database", "seed", "public", "witness", "keys", "passphrase-file", "with"] });
    const data = dataOf(values);
    const name = values["pack"];
    if (name === undefined) throw new Fault("USAGE", "expected --pack packs/NAME");
    const { bytes, pack } = await readPackAt(name);
    if (values["public"] !== undefined) return initReal(values, bytes, pack, io);
    if (values["database"] === undefined) await mkdir(data, { recursive: true });
    await initRecord(data, bytes, pack, values["seed"] ?? pack.id);
    io.out(`made ${values["database"] === undefined ? join(data, "record") : "the record in the database"} for “${pack.title}”\n${EXERCISE_NOTICE}\n`);
    return 0;
  },
};

/** Genesis of a real process, signed by the secretariat's root key; the witnesses are asked at once. */
async function initReal(values: Readonly<Record<string, string>>, bytes: Uint8Array, pack: ConflictPack, io: Io): Promise<number> {
  const data = dataOf(values);
  const keys = await keyRingOf(values);
  const today = parseCivilDate(since().slice(0, 10));
  if (!keys || !today) throw new Fault("USAGE", "expected --keys FILE of the secretariat");
  const given = await Promise.all((values["public"] ?? "").split(",").map(readPublicKeys));
  const urls = new Map((values["witness"] ?? "").split(",").filter((one) => one !== "").map((one): [string, string] => {
    const [code = "", url = ""] = one.split(/=(.*)/s);
    if (!/^https?:\/\/\S+$/.test(url)) throw new Fault("USAGE", "expected --witness CODE=http(s)://ADDRESS, separated by commas");
    return [code, url];
  }));
  const secretariat = pack.secretariat.code;
  const own = given.find(({ party }) => party === secretariat);
  signerOf(keys, secretariat, "log"); // before anything is written
  if (own === undefined || "root" in own) signerOf(keys, secretariat, "root");
  else {
    const held = own.roots.filter((_, i) => keys.signer(secretariat, "root", i + 1) !== undefined).length;
    if (held < own.threshold) throw new Fault("KEY_NONE", `expected ${own.threshold} of the root keys of ${secretariat} by --with OFFICER.keys=PASSPHRASE-FILE, found ${held}`);
  }
  await initProcess(data, bytes, pack, given, urls);
  const desk = await openDesk(data, undefined, since(), tell, keys);
  try {
    await openProcess(desk, today);
    const inForce = await publish(desk, chance.seconds());
    io.out(`made the record of “${pack.title}”: ${desk.record.size()} entries, ${inForce} in force${desk.notCosigned.length > 0 ? `; not yet cosigned by ${desk.notCosigned.join(" and ")}` : ""}\n`);
  } finally {
    await desk.record.close();
  }
  return 0;
}

/** Replays and leaves the desk open: whoever called closes its record. */
export async function replayInto(example: string, data: string, io: Io): Promise<Desk> {
  const folder = existsSync(example) ? resolve(example) : join(packageFolder, example);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory())
    throw new Fault("FILE_NONE", "expected the folder of an example", [{ file: example }]);
  const had = await hasRecord(data);
  const { desk, written, skipped } = await replay(
    (file) => readNamed(join(folder, file)),
    async (name) => (await readPackAt(existsSync(join(folder, "pack.json")) ? join(folder, "pack.json") : join("packs", name))).bytes, data, had, chance, since(), (line) => io.err(`${line}\n`),
  );
  io.err(`replay: ${written} acts written, ${skipped} stood already; ${desk.record.size()} entries. ${EXERCISE_NOTICE}\n`);
  return desk;
}

export const replayCommand: Command = {
  name: "replay",
  summary: "write an example's acts onto a record, each signed by its actor",
  help: `allforall replay examples/NAME --data DIR

Reads every file first: with any fault, all are listed and nothing is written. A replay that was
interrupted resumes where it stopped. A pack.json in the folder itself is used before packs/NAME.
Example: allforall replay examples/istanbul-2025 --data out/istanbul
`,
  run: async (args, io) => {
    const { positional, values } = parseArgs(args, { values: ["data", "database"] });
    const [example] = positional;
    if (example === undefined) throw new Fault("USAGE", "expected examples/NAME");
    const desk = await replayInto(example, dataOf(values), io);
    io.out(`${desk.record.size()} entries on the record of “${desk.pack.title}”\n`);
    await desk.record.close();
    return 0;
  },
};

/** Opens the desk for one act and closes it whatever happens. */
export async function withDesk<T>(values: Readonly<Record<string, string>>, use: (desk: Desk) => Promise<T>): Promise<T> {
  const data = dataOf(values);
  const file = await keyFileOf(values);
  const desk = await openDesk(data, values["as"] ?? file?.party, since(), tell, file && fileKeyRing(file));
  try {
    return await use(desk);
  } finally {
    await desk.record.close();
  }
}

export const exportCommand: Command = {
  name: "export",
  summary: "copy the record into a bundle that anybody can check offline",
  help: `allforall export --data DIR --out BUNDLE

BUNDLE must not exist yet. It holds the log, the policy, the keys, a manifest and verify.mjs.
Example: allforall export --data out/istanbul --out out/bundle && node out/bundle/verify.mjs out/bundle
`,
  run: async (args, io) => {
    const { values } = parseArgs(args, { values: [...RECORD_VALUES, "out"] });
    const out = values["out"];
    if (out === undefined) throw new Fault("USAGE", "expected --out BUNDLE");
    if (existsSync(out)) throw new Fault("USAGE", `expected a folder that does not exist yet, found “${out}”`);
    const count = await withDesk(values, (desk) => writeBundle(desk, out));
    io.out(`${count} files in ${out}\n`);
    return 0;
  },
};

/** Writes every file or leaves nothing. */
export async function writeBundle(desk: Desk, out: string): Promise<number> {
  const alone = join(packageFolder, "dist/verify.mjs");
  const files = await exportBundle(desk, existsSync(alone) ? await readNamed(alone) : undefined);
  try {
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(out, path)), { recursive: true });
      await writeFile(join(out, path), bytes);
    }
  } catch (error) {
    await rm(out, { recursive: true, force: true });
    throw error;
  }
  return files.size;
}

export const receiptCommand: Command = {
  name: "receipt",
  summary: "the proof that one entry stands in the cosigned record",
  help: `allforall receipt ENTRY --data DIR --out FILE

ENTRY is an index (12) or a label (E07). Writes FILE (C2SP tlog-proof) and FILE.entry (the exact bytes).
Example: allforall receipt E07 --data out/istanbul --out e07.tlog-proof
`,
  run: async (args, io) => {
    const { positional, values } = parseArgs(args, { values: [...RECORD_VALUES, "out"] });
    const [name] = positional;
    const out = values["out"];
    if (name === undefined || out === undefined) throw new Fault("USAGE", "expected an entry and --out FILE");
    return withDesk(values, async (desk) => {
      const index = desk.state.byLabel.get(name)?.entry ?? (/^[0-9]+$/.test(name) ? Number(name) : -1);
      const { proof, entry } = await receiptOf(desk, index);
      const { size } = verifyProof(proof, entry, await erasOf(desk.record), verifies);
      await io.writeFile(out, proof);
      await io.writeFile(`${out}.entry`, entry);
      io.out(`entry ${index} stands in the record of ${size} entries that both sides cosigned: ${out}\n`);
      return 0;
    });
  },
};

export const eraseCommand: Command = {
  name: "erase",
  summary: "erase the payloads of acts: the record still verifies, what they said is gone",
  help: `allforall erase LABEL… (--data DIR | --database URL) [--yes]

Without --yes it says what would be erased and changes nothing. A count or a signed text is corrected, never erased.
Copies that a party has already opened cannot be recalled.
Example: allforall erase note/N --data out/drill
`,
  run: async (args, io) => {
    const { positional, values, flags } = parseArgs(args, { values: RECORD_VALUES, flags: ["yes"] });
    if (positional.length === 0) throw new Fault("USAGE", "expected at least one label");
    return withDesk(values, async (desk) => {
      const today = parseCivilDate(since().slice(0, 10));
      const acts = erasableActs(desk, positional);
      if (!flags.has("yes") || !today) {
        for (const { entry, kind, at } of acts) io.out(`would erase entry ${entry} (${kind} of ${at})\n`);
        io.out("nothing was changed: add --yes to erase\n");
        return 0;
      }
      await eraseActs(desk, positional, today);
      await publish(desk, chance.seconds());
      io.out(`payloads erased: ${acts.length}; the request and its end are entries ${desk.record.size() - 2} and ${desk.record.size() - 1}\n`);
      return 0;
    });
  },
};

export const recoverCommand: Command = {
  name: "recover",
  summary: "bring an old copy of a record up to what was cosigned, from a bundle",
  help: `allforall recover (--data DIR | --database URL) --from BUNDLE

For a record that says “this is an old copy”. The whole bundle is verified first; every entry that is missing here is taken over
byte for byte, nothing that stands is changed. Sealed payloads are not in a bundle: copy DIR/vault from the newest backup.
Example: allforall recover --data out/istanbul --from out/bundle
`,
  run: async (args, io) => {
    const { values } = parseArgs(args, { values: ["data", "database", "from"] });
    const from = values["from"];
    if (from === undefined) throw new Fault("USAGE", "expected --from BUNDLE");
    if (!(await stat(from).catch(() => undefined))?.isDirectory()) throw new Fault("FILE_NONE", "expected the folder of a bundle", [{ file: from }]);
    const { before, after } = await recoverRecord(dataOf(values), folderFiles(from), verifies, since());
    io.out(`entries ${before} to ${after - 1} taken over; the record holds ${after} entries\n`);
    return 0;
  },
};

export const verifyCommand: Command = {
  name: "verify",
  summary: "check a bundle or a data folder; the verdict in plain words",
  help: `allforall verify BUNDLE-or-DIR
allforall verify --database URL

Needs nothing but the files; of a database, what it exports is verified. Exit 0 when everything is in force (or every receipt holds), else 1.
Example: allforall verify out/istanbul
`,
  run: async (args, io) => {
    const { positional, values } = parseArgs(args, { values: ["database"] });
    const [path] = positional;
    if (values["database"] !== undefined && path === undefined) {
      const { says, verdict } = await verifyPlace(dataOf(values), () => {});
      io.out(`${says}\n`);
      return verdict === "in-force" ? 0 : 1;
    }
    if (path === undefined || positional.length > 1) throw new Fault("USAGE", "expected one BUNDLE or DIR");
    return verifyFolder(path, io.out, io.err);
  },
};
