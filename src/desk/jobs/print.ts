// A print as a job of the desk: the document is made on the main thread, from the asker's own compartment and with his rights, and set as
// PDF in the worker. What goes in stays in memory; what comes out lies sealed until it is fetched.
import type { PrintDocument } from "../../basis/document.ts";
import { parseCivilDate } from "../../basis/civil-date.ts";
import { Fault } from "../../basis/fault.ts";
import { loadTypesetter } from "../../compute/typesetter.ts";
import { demandRead } from "../authority.ts";
import { listsOf } from "../lists-of.ts";
import { makePrint, NAMES_PERSONS, parsePrintRequest, VIEW_OF_FORM } from "../print/make-print.ts";
import { stateOf, type SharedDesk } from "../shared-desk.ts";
import { lastDayOf } from "../state-memo.ts";
import type { JobAsker, JobRequest, Say } from "./job-kind.ts";

/** Request: `{form, language, on?, of?, operation?, round?, first?, count?, whole?}` (docs/formats/prints.md). @throws Fault `RIGHTS`, and those of `makePrint`. */
export function prepare(desk: SharedDesk, who: JobAsker, request: JobRequest): Promise<PrintDocument> {
  const asked = parsePrintRequest(request);
  demandRead(who.role, VIEW_OF_FORM[asked.form]);
  const state = stateOf(desk, who.party);
  const today = parseCivilDate(lastDayOf(desk.state)); // a record in which nothing is dated has nothing to print
  if (!today) throw new Fault("REQUEST_FORM", "expected an act on the record before anything is printed");
  return makePrint({ desk, state, party: who.party, today }, asked);
}

/** A print that names persons is a reading of the list: its entry, never its rows. */
export function reads(desk: SharedDesk, who: JobAsker, request: JobRequest): string | undefined {
  const { form, of } = parsePrintRequest(request);
  const entry = listsOf(stateOf(desk, who.party)).get(of)?.deposit.entry;
  return NAMES_PERSONS.includes(form) && entry !== undefined ? `list, entry ${entry}, printed` : undefined;
}

/** The bytes of the PDF. `say` hears of the engine loaded and the document set. @throws Fault `PRINT_ENGINE`, `PRINT_FORM`. */
export async function run(document: PrintDocument, say: Say): Promise<Uint8Array> {
  say(0, 2);
  const typesetter = await loadTypesetter(); // this thread is the job's own and is ended after it
  say(1, 2);
  const pdf = typesetter.set(document);
  say(2, 2);
  return pdf;
}
