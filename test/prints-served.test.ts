// Prints over the wire: who may have which form, from whose compartment, what the log of reads holds of it and what lies in logs.
import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FORMS, type FormName, type PrintDocument } from "../src/basis/document.ts";
import { Fault } from "../src/basis/fault.ts";
import { sha256Hex } from "../src/basis/sha256.ts";
import { printPdf } from "../src/compute/print.ts";
import type { Job, Role } from "../src/desk/api-types.ts";
import { mayRead, ROLES } from "../src/desk/authority.ts";
import { PLAN } from "../src/desk/exercise/planning-acts.ts";
import { prepare, reads } from "../src/desk/jobs/print.ts";
import { VIEW_OF_FORM } from "../src/desk/print/make-print.ts";
import { openDoor } from "../src/server/serve.ts";
import { IDENTIFICATION } from "./printed-identification.ts";
import { HOSTILE, HOSTILE_LIST, OPERATION, printedDesk } from "./printed-desk.ts";
import { injectWire, seat, testConfig, type Served } from "./served-desk.ts";

let folder = "", served: Served;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "afa-prints-"));
  await (await printedDesk(join(folder, "record"))).record.close();
  const log: string[] = [];
  const door = await openDoor(join(folder, "record"), testConfig, { ms: Date.now }, (line) => void log.push(line), () => {}, `${folder}/no-web`);
  await door.server.ready();
  served = { door, wire: injectWire(door), log };
}, 120_000);
afterAll(async () => {
  await served.door.close();
  rmSync(folder, { recursive: true, force: true });
});

const requestOf = (form: FormName): Record<string, string> => {
  const of = { account: "", act: OPERATION, agreement: "EX", identification: IDENTIFICATION, letter: HOSTILE_LIST, list: HOSTILE_LIST, manifest: HOSTILE_LIST, plan: PLAN, receipt: "3", sheet: HOSTILE_LIST, week: "" }[form];
  return { form, language: "uk", ...(of === "" ? {} : { of }) };
};
const prepared = (party: string, role: Role, request: Readonly<Record<string, unknown>>): Promise<PrintDocument | string> =>
  Promise.resolve().then(() => prepare(served.door.room.desk, { officer: "X-1", party, role }, request)).catch((error: unknown) => (error instanceof Fault ? error.code : String(error)));

test("each role prints exactly what it may read, at its own party", async () => {
  for (const role of ROLES)
    for (const form of FORMS) {
      const made = await prepared("SA", role, requestOf(form));
      if (!mayRead(role, VIEW_OF_FORM[form])) expect(made, `${role} ${form}`).toBe("RIGHTS");
      else expect(typeof made === "string" ? made : made.form, `${role} ${form}`).toBe(form);
    }
}, 60_000);

test("no name of a list that was not addressed to a seat is in any print of it, whatever it asks for", async () => {
  const own = JSON.stringify(await prepared("SA", "delegation", { form: "list", of: "SA-L1" }));
  const asked = [...own.matchAll(/"rows":\[\["1",(.+?),"/g)].length;
  expect(asked).toBe(1); // there is something to leak
  expect(await prepared("SB", "delegation", { form: "list", of: "SA-L1" })).toBe("LIST_NONE");
  const names = HOSTILE.slice(1, 3).map(({ name }) => name.slice(0, 9));
  for (const form of FORMS) {
    const made = JSON.stringify(await prepared("NO", "mediator-chair", requestOf(form))); // the list was not given to the mediator
    for (const name of names) expect(made, form).not.toContain(name);
  }
}, 60_000);

test("a print of names is noted with the entry of its list, another is not", () => {
  const { desk } = served.door.room;
  const who = { officer: "SA-1", party: "SA", role: "delegation" as const };
  const entry = desk.states.get("SA")?.byLabel.get("printed/1")?.entry ?? -1;
  expect(reads(desk, who, requestOf("sheet"))).toBe(`list, entry ${entry}, printed`);
  expect(reads(desk, who, requestOf("letter"))).toBeUndefined();
});

test("the job gives a PDF to its owner alone, with the bytes that the command's thread gives, and logs no name", async () => {
  const us = await seat(served.wire, "SB", "delegation"), other = await seat(served.wire, "SA", "forensic-lead");
  expect((await other.status("POST", "/api/jobs", { task: "print", request: requestOf("list") })).code).toBe("RIGHTS");
  expect((await us.status("POST", "/api/jobs", { task: "print", request: { form: "list" } })).code).toBe("REQUEST_FORM");
  const document = await prepared("SB", "delegation", requestOf("list"));
  const started = await us.ask<Job>("POST", "/api/jobs", { task: "print", request: requestOf("list") });
  let job = started;
  while (job.state === "waiting" || job.state === "running") {
    await new Promise((done) => setTimeout(done, 100));
    job = await us.get<Job>(`/api/jobs/${started.id}`);
  }
  expect([job.state, job.error, job.done]).toEqual(["done", null, 2]);
  expect((await other.status("GET", `/api/jobs/${started.id}/result`)).code).toBe("JOB_NONE");
  const answer = await served.door.server.inject({ method: "GET", url: `/api/jobs/${started.id}/result`, headers: { host: "desk.test", cookie: us.cookie ?? "" } });
  expect([answer.statusCode, answer.headers["content-type"], answer.headers["cache-control"]]).toEqual([200, "application/pdf", "no-store"]);
  const log = served.log.join("\n");
  for (const { name } of HOSTILE) expect(log).not.toContain(name.slice(0, 9));
  const reader = await seat(served.wire, "SB", "security-officer");
  const said = (await reader.get<{ reads: readonly { what: string; officer: string }[] }>("/api/reads")).reads.filter(({ officer }) => officer === us.info.officer).map(({ what }) => what);
  expect(said.some((what) => /^list, entry \d+, printed$/.test(what))).toBe(true);
  if (typeof document === "string") throw new Error(document);
  expect(sha256Hex(await printPdf(document))).toBe(sha256Hex(new Uint8Array(answer.rawPayload)));
}, 120_000);
