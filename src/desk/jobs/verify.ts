// Verifies the record as anybody would who holds its bundle: signatures, tree, cosignatures, rules. Result: canonical JSON
// {entries, says, verdict}, `entries` those in force.
import { utf8 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { verifies } from "../../compute/ed25519.ts";
import { sayVerdict, verifyBundle } from "../../record/verify.ts";
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

export const run = ({ place }: Input, say: Say): Promise<Uint8Array> =>
  withRecord(place, async ({ record, pack, files, sizeInForce }) => {
    const bundle = files ? undefined : await exportBundle({ pack, record }, undefined);
    const lying = files ?? { list: () => Promise.resolve([...(bundle?.keys() ?? [])]), read: (path: string) => Promise.resolve(bundle?.get(path)) };
    const verdict = await verifyBundle(lying, verifies, say);
    return utf8(canonicalJson({ entries: sizeInForce, says: sayVerdict(verdict), verdict: verdict.kind }));
  });
