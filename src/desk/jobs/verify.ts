// Verifies the record as anybody would who holds its bundle: signatures, tree, cosignatures, rules. Result: canonical JSON
// {entries, says, verdict}, `entries` those in force.
import { utf8 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { verifies } from "../../compute/ed25519.ts";
import { sayVerdict, verifyBundle, type Verdict } from "../../record/verify.ts";
import { exportBundle } from "../export-bundle.ts";
import type { SharedDesk } from "../shared-desk.ts";
import { demandNothing, type JobAsker, type JobRequest, type Say } from "./job-kind.ts";
import { withRecord } from "./record-source.ts";

type Input = { readonly place: string };

/** The right to the route is all it needs. @throws Fault `REQUEST_FORM`. */
export const prepare = (desk: SharedDesk, _who: JobAsker, request: JobRequest): Input => {
  demandNothing(request);
  return { place: desk.place };
};

type Verified = { readonly entries: number; readonly says: string; readonly verdict: Verdict["kind"] };

export const run = async ({ place }: Input, say: Say): Promise<Uint8Array> => utf8(canonicalJson(await verifyPlace(place, say)));

/** The record of a folder or a database. @throws Fault `STORE_…`, `EXPORT_NONE`. */
export const verifyPlace = (place: string, say: Say): Promise<Verified> =>
  withRecord(place, async ({ record, pack, files, sizeInForce }) => {
    const bundle = files ? undefined : await exportBundle({ pack, record }, undefined);
    const lying = files ?? { list: () => Promise.resolve([...(bundle?.keys() ?? [])]), read: (path: string) => Promise.resolve(bundle?.get(path)) };
    const verdict = await verifyBundle(lying, verifies, say);
    return { entries: sizeInForce, says: sayVerdict(verdict), verdict: verdict.kind };
  });
