// Replays an example onto a record: each act signed by its actor. What stands already is skipped, so that a replay
// that was interrupted resumes where it stopped.
import { Fault, Faults } from "../basis/fault.ts";
import { fromUtf8 } from "../basis/bytes.ts";
import { parsePack, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { joinSignatures, labelsStanding, openDesk, openProcess, recordAct, type Chance, type Desk } from "./desk.ts";
import { publish } from "./publish.ts";
import { initRecord } from "./init.ts";
import { checkReferences, orderActs, parseActs, parseExample } from "./read-example.ts";

export type Replayed = { readonly desk: Desk; readonly written: number; readonly skipped: number };
export type Read = (path: string) => Promise<Uint8Array>;

const ACTS_PER_CHECKPOINT = 32;
/** One example as two revisions of the product ship it: no upgrade makes its record unreadable, and none writes into it what it was not made for. */
const isSameProcess = (a: ConflictPack, b: ConflictPack): boolean => a.id === b.id && a.origin === b.origin;
const otherFault = (): Fault => new Fault("EXAMPLE_OTHER", "the folder holds the record of another example or pack, or of a real process");

/**
 * `read` reads below the example's folder, `readPack` the pack of that name.
 * @throws Faults with every fault of every file; nothing was written then.
 */
export async function replay(
  read: Read, readPack: (name: string) => Promise<Uint8Array>, folder: string, hasRecord: boolean,
  chance: Chance, since: string, tell: (line: string) => void,
): Promise<Replayed> {
  const example = parseExample(await read("example.json"), "example.json");
  const packBytes = await readPack(example.pack);
  const pack = parsePack(packBytes, `packs/${example.pack}/pack.json`);
  const faults: Fault[] = [];
  const acts = [];
  for (const file of example.acts) {
    const bytes = await read(file).catch(() => undefined);
    if (bytes) acts.push(...parseActs(bytes, file, pack, faults));
    else faults.push(new Fault("EXAMPLE_FILE", "expected this file in the example", [{ file }]));
  }
  const ordered = orderActs(acts, faults);
  if (faults.length === 0) checkReferences(ordered, pack, faults);
  const [first] = ordered;
  if (!first) faults.push(new Fault("EXAMPLE_EMPTY", "expected at least one act"));
  if (faults.length > 0 || !first) throw new Faults(faults);

  if (!hasRecord) await initRecord(folder, packBytes, pack, example.seed);
  const desk = await openDesk(folder, pack.secretariat.code, since);
  try {
    const kept = (await desk.record.read("pack.json")) ?? new Uint8Array(0);
    const standing = await labelsStanding(desk);
    if (desk.seed !== "" && desk.seed === example.seed && fromUtf8(kept) !== fromUtf8(packBytes) && isSameProcess(parsePack(kept, "pack.json"), pack)) {
      const skipped = ordered.filter(({ label }) => standing.has(label)).length;
      tell(`replay: this record was made by another revision, with the pack as it was then: it stays as it is. ${skipped} of the ${ordered.length} acts of the example as it is now stand on it; another folder takes all of them`);
      return { desk, written: 0, skipped };
    }
    if (desk.seed === "" || fromUtf8(kept) !== fromUtf8(packBytes)) throw otherFault();
    // a record that `init` made has a seed of its own: it takes an example as long as it holds no act of anybody else
    const labels = new Set(ordered.map(({ label }) => label));
    if (desk.seed !== example.seed && [...standing].some((label) => !labels.has(label))) throw otherFault();
    if (desk.state.erased.length > 0) throw new Fault("EXAMPLE_ERASED", "acts of this record were erased: a replay would write them again");
    await openProcess(desk, first.at);
    let [written, skipped] = [0, 0];
    for (const act of ordered) {
      if (standing.has(act.label)) {
        skipped++;
        continue;
      }
      await recordAct(desk, act, chance);
      written++;
      if (written % ACTS_PER_CHECKPOINT === 0) {
        await joinSignatures(desk, act.at);
        await publish(desk, chance.seconds());
        tell(`replay: ${written + skipped} of ${ordered.length} acts on the record`);
      }
    }
    await joinSignatures(desk, ordered.at(-1)?.at ?? first.at);
    await publish(desk, chance.seconds());
    tell(`replay: ${ordered.length} of ${ordered.length} acts on the record`);
    return { desk, written, skipped };
  } catch (error) {
    await desk.record.close();
    throw error;
  }
}
