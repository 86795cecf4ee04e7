// A piece of a job opens as what it is and of the job that it belongs to, or not at all; who only knows the public recipient makes none.
import { expect, test } from "vitest";
import { concat, utf8 } from "../../basis/bytes.ts";
import { sha256 } from "../../basis/sha256.ts";
import { sealAge } from "./age-file.ts";
import { openJob, sealJob, type JobPiece } from "./seal-job.ts";
import { snapshotKeysOf } from "./snapshot.ts";

const [keys, others] = [await snapshotKeysOf(sha256(utf8("A"))), await snapshotKeysOf(sha256(utf8("B")))];
const request: JobPiece = { kind: "verify", piece: "request" };
const asked = sealJob(request, utf8("who and what"), keys);
const result: JobPiece = { kind: "verify", piece: "result", request: asked };
const bytes = utf8("what it made");

test("each piece comes back byte for byte", async () => {
  expect(await openJob(request, asked, keys)).toEqual(utf8("who and what"));
  expect(await openJob(result, sealJob(result, bytes, keys), keys)).toEqual(bytes);
  expect(await openJob(result, sealJob(result, new Uint8Array(0), keys), keys)).toEqual(new Uint8Array(0));
});

test("another kind, another piece, another job or another desk is refused", async () => {
  const sealed = sealJob(result, bytes, keys);
  const elsewhere = sealJob(request, utf8("who and what"), keys); // the same words asked again are another job
  const names: JobPiece[] = [{ ...result, kind: "export" }, { kind: "verify", piece: "resume", request: asked }, request, { ...result, request: elsewhere }];
  for (const name of names) await expect(openJob(name, sealed, keys)).rejects.toMatchObject({ code: "JOB_SEAL" });
  await expect(openJob(result, sealed, others)).rejects.toMatchObject({ code: "JOB_SEAL" });
});

test("what somebody else sealed to the public recipient, too short or changed is refused", async () => {
  for (const forged of [bytes, concat([bytes, new Uint8Array(32)]), new Uint8Array(0)])
    await expect(openJob(result, sealAge(forged, [keys.recipient]), keys)).rejects.toMatchObject({ code: "JOB_SEAL" });
  const sealed = sealJob(result, bytes, keys);
  for (let at = 0; at < sealed.length; at += 11) await expect(openJob(result, sealed.with(at, (sealed[at] ?? 0) ^ 1), keys)).rejects.toMatchObject({ code: "JOB_SEAL" });
});
