// Keys of the log and of witnesses are replaced, and the record stays one that anybody checks (RECORD.md §5, §6).
import { cpSync } from "node:fs";
import { expect, test } from "vitest";
import { fromUtf8, utf8 } from "../../src/basis/bytes.ts";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { verifies } from "../../src/compute/ed25519.ts";
import { changePolicy, draftPolicyChange, rotatedPolicy } from "../../src/desk/change-policy.ts";
import { openDesk, recordAct, type Desk } from "../../src/desk/desk.ts";
import { exportBundle, receiptOf } from "../../src/desk/export-bundle.ts";
import { erasOf } from "../../src/desk/policies.ts";
import { publish } from "../../src/desk/publish.ts";
import { recoverRecord } from "../../src/desk/recover.ts";
import { parseCheckpoint } from "../../src/record/checkpoint.ts";
import { parseNote, printNote } from "../../src/record/note.ts";
import { manifestLine, verifyBundle, type Verdict } from "../../src/record/verify.ts";
import { verifyProof } from "../../src/record/proof.ts";
import { replayExample, seededChance, withFolder } from "../walked-desk.ts";

type Bundle = Map<string, Uint8Array>;
const day = parseCivilDate("1862-09-01") ?? expect.fail("a day");
const chance = seededChance("policy change");
const files = (bundle: Bundle) => ({ list: () => Promise.resolve([...bundle.keys()]), read: (path: string) => Promise.resolve(bundle.get(path)) });
const verify = (bundle: Bundle): Promise<Verdict> => verifyBundle(files(bundle), verifies);
/** The bundle with other files, under a manifest that says so: a cheater writes his own. */
const forged = (bundle: Bundle, change: (bundle: Bundle) => void): Bundle => {
  const other = new Map(bundle);
  change(other);
  other.delete("MANIFEST");
  return new Map(other).set("MANIFEST", utf8([...other].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => manifestLine(path, bytes)).join("")));
};
const note = (desk: Desk, n: number) => recordAct(desk, { label: `note/${n}`, at: day, actor: "SEC", kind: "note.recorded", body: { about: "desk", words: `note ${n}` }, sources: [], to: ["SEC"] }, chance);

async function rotate(desk: Desk, ...names: readonly string[]): Promise<number> {
  const policy = utf8(await rotatedPolicy(desk, names));
  return changePolicy(desk, policy, await draftPolicyChange(desk, policy, chance.seconds()), day);
}
const withDesk = <T>(use: (desk: Desk, folder: string) => Promise<T>): Promise<T> =>
  withFolder(async (folder) => {
    const desk = await replayExample("cartel-1862", folder);
    try {
      return await use(desk, folder);
    } finally {
      await desk.record.close();
    }
  });

test("a witness's and the log's key are replaced, twice over; the whole history verifies era by era, and so do receipts of each", () =>
  withDesk(async (desk) => {
    const before = await receiptOf(desk, 3);
    const first = await rotate(desk, "US");
    expect(await publish(desk, 1)).toBe(first + 1);
    await note(desk, 1);
    expect(await publish(desk, 2)).toBe(first + 2);
    const second = await rotate(desk, "log", "CS");
    expect(await publish(desk, 3)).toBe(second + 1);
    await note(desk, 2);
    await publish(desk, 4);
    const bundle = await exportBundle(desk, undefined);
    expect(await verify(bundle)).toMatchObject({ kind: "in-force", size: second + 2, cosigners: ["CS", "US"] });
    const names = (path: string): string[] => parseNote(bundle.get(path) ?? new Uint8Array(0)).signatures.map(({ name }) => name.replace(`${desk.pack.origin}/`, ""));
    expect(names(`checkpoints/${first + 1}`)).toEqual([desk.pack.origin, "US/witness/1", "US/witness/2", "CS/witness/1"]);
    expect(names(`checkpoints/${first + 2}`)).toEqual([desk.pack.origin, "US/witness/2", "CS/witness/1"]);
    expect(names(`checkpoints/${second + 1}`), "two log keys of one name").toEqual([desk.pack.origin, desk.pack.origin, "US/witness/2", "CS/witness/1", "CS/witness/2"]);
    const eras = await erasOf(desk.record);
    expect(eras.map(({ until }) => until)).toEqual([first, second, Infinity]);
    expect(verifyProof(before.proof, before.entry, eras, verifies).index, "a receipt of the first era").toBe(3);
    const now = await receiptOf(desk, 3);
    expect(verifyProof(now.proof, now.entry, eras, verifies).index).toBe(3);
  }));

test("a change that one side has not signed is refused with its name, and nothing is written", () =>
  withDesk(async (desk) => {
    const size = desk.record.size();
    const policy = utf8(await rotatedPolicy(desk, ["US"]));
    const signed = parseNote(await draftPolicyChange(desk, policy, 1));
    const without = utf8(printNote({ ...signed, signatures: signed.signatures.filter(({ name }) => !name.includes("/CS/")) }));
    await expect(changePolicy(desk, policy, without, day)).rejects.toMatchObject({ code: "POLICY_CHANGE", message: expect.stringContaining("CS") });
    const other = utf8(await rotatedPolicy(desk, ["CS"]));
    await expect(changePolicy(desk, other, utf8(printNote(signed)), day), "a note of another change").rejects.toMatchObject({ code: "POLICY_CHANGE" });
    const alone = utf8(fromUtf8(policy).replace(/^witness CS .*\n/m, "").replace("all US CS", "all US"));
    await expect(draftPolicyChange(desk, alone, 1), "a policy that needs one side only").rejects.toMatchObject({ code: "POLICY_PARTY" });
    await expect(draftPolicyChange(desk, utf8(fromUtf8((await desk.record.read("policy")) ?? new Uint8Array(0))), 1)).rejects.toMatchObject({ code: "POLICY_CHANGE" });
    await expect(rotatedPolicy(desk, ["XX"])).rejects.toMatchObject({ code: "POLICY_CHANGE" });
    expect(desk.record.size()).toBe(size);
    expect(await desk.record.list("policies")).toEqual([]);
  }));

test("a note of an earlier change cannot be used again", () =>
  withDesk(async (desk) => {
    const genesis = (await desk.record.read("policy")) ?? new Uint8Array(0);
    const rotated = utf8(await rotatedPolicy(desk, ["US"]));
    const used = await draftPolicyChange(desk, rotated, 1);
    await changePolicy(desk, rotated, used, day);
    await publish(desk, 1);
    await changePolicy(desk, genesis, await draftPolicyChange(desk, genesis, 2), day);
    await publish(desk, 2);
    await expect(changePolicy(desk, rotated, used, day)).rejects.toMatchObject({ code: "POLICY_CHANGE" });
  }));

test("a verifier refuses a missing era, another policy, a change without everybody's note and a joint that only one policy met", () =>
  withDesk(async (desk) => {
    const at = await rotate(desk, "US");
    await publish(desk, 1);
    await note(desk, 1);
    await publish(desk, 2);
    const bundle = await exportBundle(desk, undefined);
    const codeOf = async (change: (bundle: Bundle) => void): Promise<string> => (await verify(forged(bundle, change))).code;
    const get = (path: string): Uint8Array => bundle.get(path) ?? expect.fail(path);
    const without = (path: string, word: string): Uint8Array => {
      const parsed = parseNote(get(path));
      return utf8(printNote({ ...parsed, signatures: parsed.signatures.filter(({ name }) => !name.includes(word)) }));
    };
    const joint = `checkpoints/${at + 1}`;
    expect(parseCheckpoint(parseNote(get(joint)).text).size).toBe(at + 1);
    expect(await verify(forged(bundle, () => {}))).toMatchObject({ kind: "in-force" });
    expect(await codeOf((one) => one.delete(`policies/${at}`)), "without the first era its checkpoints are nobody's").not.toBe("");
    expect(await codeOf((one) => one.set(joint, without(joint, "US/witness/1")))).toBe("CHECKPOINT_QUORUM");
    expect(await codeOf((one) => one.set(joint, without(joint, "US/witness/2")))).toBe("CHECKPOINT_QUORUM");
    expect(await codeOf((one) => one.delete(joint)), "the next checkpoint must then meet both").toBe("CHECKPOINT_QUORUM");
    expect(await codeOf((one) => one.set("notes/policy-1.note", without("notes/policy-1.note", "CS/witness/1")))).toBe("POLICY_CHANGE");
    expect(await codeOf((one) => one.delete("notes/policy-1.note"))).toBe("MISSING");
    expect(await codeOf((one) => one.set(`policies/${at - 1}`, get(`policies/${at}`)).delete(`policies/${at}`)), "an era that ends elsewhere").not.toBe("");
  }));

test("interrupted after the entry, the files are brought up before the next checkpoint is signed", () =>
  withFolder(async (folder) => {
    const desk = await replayExample("cartel-1862", folder);
    await rotate(desk, "CS");
    await rotate(desk, "US");
    await desk.record.close();
    const again = await openDesk(folder, "SEC", "test");
    try {
      expect(await again.record.list("policies"), "of the second change no file says anything yet").toHaveLength(1);
      expect(await publish(again, 1)).toBe(again.record.size());
      expect(await again.record.list("policies")).toHaveLength(2);
      expect(await verify(await exportBundle(again, undefined))).toMatchObject({ kind: "in-force" });
    } finally {
      await again.record.close();
    }
  }));

test("an old copy is recovered across a change of policy, and works on under the new one", () =>
  withDesk(async (desk, folder) =>
    withFolder(async (other) => {
      cpSync(folder, `${other}/old`, { recursive: true });
      await rotate(desk, "log", "US");
      await publish(desk, 1);
      const bundle = await exportBundle(desk, undefined);
      const { after } = await recoverRecord(`${other}/old`, files(bundle), verifies, "test");
      expect(after).toBe(desk.record.size());
      cpSync(`${folder}/witness`, `${other}/old/witness`, { recursive: true });
      const recovered = await openDesk(`${other}/old`, "SEC", "test");
      try {
        await note(recovered, 9);
        expect(await publish(recovered, 2)).toBe(after + 1);
        expect(await verify(await exportBundle(recovered, undefined))).toMatchObject({ kind: "in-force", size: after + 1 });
      } finally {
        await recovered.record.close();
      }
    })));

test("only the keeper's root key writes a change, and only of this log", () =>
  withDesk(async (desk) => {
    const { append } = await import("../../src/desk/desk.ts");
    const policy = await rotatedPolicy(desk, ["US"]);
    const body = { policy, note: "0".repeat(64) };
    const entry = (author: string, more: Record<string, unknown>, isRoot: boolean) => append(desk, { author, kind: "policy.change", at: day, body: { ...body, ...more }, commits: [] }, isRoot);
    await expect(entry("US", {}, true)).rejects.toMatchObject({ code: "POLICY_CHANGE" });
    await expect(entry("SEC", {}, false)).rejects.toMatchObject({ code: "KEY_ROLE" });
    await expect(entry("SEC", { note: "x" }, true)).rejects.toMatchObject({ code: "POLICY_CHANGE" });
    await expect(entry("SEC", { policy: "log nonsense" }, true)).rejects.toMatchObject({ code: "NOTE_KEY" });
    await expect(entry("SEC", { policy: `# empty\n` }, true)).rejects.toMatchObject({ code: "POLICY_FORM" });
  }));
