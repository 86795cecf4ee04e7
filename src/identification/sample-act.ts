// Samples on their way (IDENTIFICATION.md 14): taken, sent, received, profiled, failed, returned, lost; taken again after a failure. A
// sample has its own code and is of one set of remains, or of a relative in one family; which steps may follow which is said here, so
// that no sample is lost from sight. Which relative it is stands nowhere: the liaison who took it knows.
import { readBody, type Body } from "../basis/body-reader.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import type { BodyReader } from "../basis/body-reader.ts";
import { code, codeIfAny, codes, few, FORM } from "./read-code.ts";

export const SAMPLE_STEPS = ["received", "profiled", "failed", "returned", "lost"] as const;
export type SampleStep = (typeof SAMPLE_STEPS)[number];
export type SampleState = "taken" | "sent" | SampleStep;
export const SAMPLE_STATES: readonly SampleState[] = ["taken", "sent", ...SAMPLE_STEPS];

/** Of a set of remains, or of a relative: of exactly one of them. */
type Whose = { readonly sample: string; readonly set: string } | { readonly sample: string; readonly family: string };
export type SamplesTaken = { readonly kind: "samples.taken"; readonly taking: string; readonly samples: readonly Whose[] };
/** New samples, or ones that were taken before or came back. */
export type SamplesSent = { readonly kind: "samples.sent"; readonly shipment: string; readonly samples: readonly Whose[] };
export type SamplesReported = { readonly kind: "samples.reported"; readonly report: string; readonly as: SampleStep; readonly samples: readonly string[] };
export type SampleAct = SamplesTaken | SamplesSent | SamplesReported;

/** What a step may follow. A loss is possible anywhere on the way; a profile may be read again and then fail. */
const AFTER: Readonly<Record<SampleStep | "sent", readonly SampleState[]>> = {
  sent: ["taken", "returned"], received: ["sent"], profiled: ["received", "failed"], failed: ["received", "profiled"], returned: ["sent", "received", "profiled", "failed"], lost: ["taken", "sent", "received", "failed"],
};

function whose(one: BodyReader): Whose {
  const sample = code(one, "sample");
  const { family } = codeIfAny(one, "family");
  return family === undefined ? { sample, set: code(one, "set") } : { sample, family };
}

/** By kind. Each @throws Faults `REMAINS_FORM` with the field. */
export const SAMPLE_ACTS: { readonly [K in SampleAct["kind"]]: (body: Body) => Extract<SampleAct, { readonly kind: K }> } = {
  "samples.taken": (body) => readBody(body, FORM, (read) => ({ kind: "samples.taken", taking: code(read, "taking"), samples: few(read, "samples", read.list("samples", whose)) })),
  "samples.sent": (body) => readBody(body, FORM, (read) => ({ kind: "samples.sent", shipment: code(read, "shipment"), samples: few(read, "samples", read.list("samples", whose)) })),
  "samples.reported": (body) => readBody(body, FORM, (read) => ({ kind: "samples.reported", report: code(read, "report"), as: read.oneOf("as", SAMPLE_STEPS), samples: codes(read, "samples", 1) })),
};

export type SampleStanding = {
  readonly sample: string; /** The set of remains, or empty for a relative's. */ readonly set: string; /** The family of a relative, or empty. */ readonly family: string;
  state: SampleState; on: CivilDate; readonly entries: number[]; /** Which sample of its set or family it is, from 1: a second one of a set repeats. */ readonly number: number;
  /** Who received it last. */ heldBy: string;
  /** Each time that who held it was done with it: a profile read, or none to be had. */ readonly done: { readonly by: string; readonly on: CivilDate }[];
  /** Who received it, and when first. */ readonly receivedFirst: Map<string, CivilDate>;
};
export type Samples = { readonly samples: Map<string, string>; readonly standing: Map<string, SampleStanding>; readonly sets: ReadonlyMap<string, { readonly samples: string[] }> };

/** Takes one act in; a sample of a set that is not in sight is passed over by the board, not here. */
export function laySamples({ samples, standing, sets }: Samples, act: SampleAct, { on, entry, by }: { readonly on: CivilDate; readonly entry: number; readonly by: string }): void {
  const step = (sample: string, state: SampleState): void => {
    const one = standing.get(sample);
    if (!one) return;
    if (state === "received") {
      one.heldBy = by;
      if (!one.receivedFirst.has(by)) one.receivedFirst.set(by, on);
    }
    if (one.state === "received" && (state === "profiled" || state === "failed")) one.done.push({ by: one.heldBy, on });
    Object.assign(one, { state, on });
    one.entries.push(entry);
  };
  if (act.kind === "samples.reported") return act.samples.forEach((sample) => step(sample, act.as));
  for (const one of act.samples) {
    const { sample } = one;
    if (!standing.has(sample)) {
      const [set, family] = "set" in one ? [one.set, ""] : ["", one.family];
      const own = sets.get(set)?.samples;
      if (set !== "") samples.set(sample, set);
      own?.push(sample);
      const number = family === "" ? own?.length ?? 1 : [...standing.values()].filter((other) => other.family === family).length + 1;
      standing.set(sample, { sample, set, family, state: "taken", on, entries: [], number, heldBy: "", done: [], receivedFirst: new Map() });
    }
    step(sample, act.kind === "samples.taken" ? "taken" : "sent");
  }
}

/** Faults `REMAINS_NONE` for a set or sample not in sight, `REMAINS_TWICE` for a code met before, `REMAINS_STATE` for a step that cannot follow. */
export function checkSamples({ samples, standing, sets }: Samples, act: SampleAct): Fault[] {
  const fault = (kind: string, expected: string, field: string): Fault => new Fault(kind, `expected ${expected}`, [{ field }]);
  if (act.kind === "samples.reported")
    return act.samples.flatMap((sample, i) => {
      const one = standing.get(sample);
      if (!one) return [fault("REMAINS_NONE", "a sample that was taken or sent", `samples[${i}]`)];
      return AFTER[act.as].includes(one.state) ? [] : [fault("REMAINS_STATE", `a sample that is ${AFTER[act.as].join(" or ")}, found one that is ${one.state}`, `samples[${i}]`)];
    });
  const met = new Set<string>();
  return act.samples.flatMap((told, i) => {
    const { sample } = told;
    const faults = "family" in told || sets.has(told.set) ? [] : [fault("REMAINS_NONE", "a set that was examined", `samples[${i}].set`)];
    const one = standing.get(sample);
    const isSame = "set" in told ? samples.get(sample) === told.set : one?.family === told.family;
    const mayFollow = act.kind === "samples.sent" && one !== undefined && AFTER.sent.includes(one.state) && isSame;
    if (met.has(sample) || (one !== undefined && !mayFollow)) faults.push(fault("REMAINS_TWICE", act.kind === "samples.sent" ? "a code that was not met before, or a sample of this set or family that was taken or came back" : "a code that was not met before", `samples[${i}].sample`));
    met.add(sample);
    return faults;
  });
}

/** Every sample of the set failed, came back or was lost: another is to be taken. */
export const needsAnother = (own: readonly SampleStanding[]): boolean => own.length > 0 && own.every(({ state }) => state === "failed" || state === "lost" || state === "returned");
