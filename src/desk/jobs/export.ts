// The bundle that anybody checks offline, with the verifier as one file where it was built, as a tar.
import { existsSync, readFileSync } from "node:fs";
import { exportBundle } from "../export-bundle.ts";
import type { SharedDesk } from "../shared-desk.ts";
import { tarOf } from "../tar.ts";
import { demandNothing, type JobAsker, type JobRequest, type Say } from "./job-kind.ts";
import { withRecord } from "./record-source.ts";

type Input = { readonly place: string };

const verifierPath = new URL("../../../dist/verify.mjs", import.meta.url); // the same from src/desk/jobs and from dist/desk/jobs

/** The right to the route is all it needs. @throws Fault `REQUEST_FORM`. */
export const prepare = (desk: SharedDesk, _who: JobAsker, request: JobRequest): Input => {
  demandNothing(request);
  return { place: desk.place };
};

/** @throws Fault `EXPORT_NONE`, `EXPORT_MISSING`. */
export const run = ({ place }: Input, say: Say): Promise<Uint8Array> =>
  withRecord(place, async ({ record, pack, sizeInForce }) => {
    const verifier = existsSync(verifierPath) ? new Uint8Array(readFileSync(verifierPath)) : undefined;
    say(0, sizeInForce);
    const made = await exportBundle({ pack, record }, verifier);
    say(sizeInForce, sizeInForce);
    return tarOf(made);
  });
