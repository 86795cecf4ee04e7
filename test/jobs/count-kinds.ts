// A table of one kind of job, slow on purpose: a chain of SHA-256, one link a step, resumed at the link where it was cut.
import { existsSync } from "node:fs";
import { concat, fromUtf8, hex, utf8 } from "../../src/basis/bytes.ts";
import { canonicalJson } from "../../src/basis/canonical-json.ts";
import { Fault } from "../../src/basis/fault.ts";
import { sha256 } from "../../src/basis/sha256.ts";
import { kind, type KindTable } from "../../src/desk/jobs/kinds.ts";
import type { JobKind } from "../../src/desk/jobs/job-kind.ts";

type Input = { readonly steps: number; readonly msPerStep: number; readonly secret: string };
const START = utf8("chain");

const chain: JobKind<Input> = {
  prepare: (_desk, _who, { steps, msPerStep, secret }) => {
    if (typeof steps !== "number" || typeof msPerStep !== "number" || typeof secret !== "string") throw new Fault("REQUEST_FORM", "expected steps, msPerStep and a secret");
    return { steps, msPerStep, secret };
  },
  run: async ({ steps, msPerStep, secret }, say, resume) => {
    let [done, link] = resume ? [Number(fromUtf8(resume.subarray(32))), resume.slice(0, 32)] : [0, sha256(START)];
    const hold = process.env.ALLFORALL_TEST_HOLD; // halfway, while this file is there, however fast or slow the machine
    while (done < steps) {
      while (done === Math.ceil(steps / 2) + 1 && hold && existsSync(hold)) {
        await new Promise((later) => setTimeout(later, msPerStep));
        say(done, steps, concat([link, utf8(String(done))])); // what is said at once after another is not passed on
      }
      await new Promise((later) => setTimeout(later, msPerStep));
      link = sha256(link);
      done++;
      say(done, steps, concat([link, utf8(String(done))]));
    }
    return utf8(canonicalJson({ link: hex(link), secret }));
  },
};

/** What the job must make, by the definition. */
export const chainOf = (steps: number, secret: string): string => {
  let link = sha256(START);
  for (let i = 0; i < steps; i++) link = sha256(link);
  return canonicalJson({ link: hex(link), secret });
};

export const JOB_KINDS = { "test.chain": kind<Input>("application/json", true, () => Promise.resolve(chain)) };
export const COUNT_TABLE: KindTable = { url: import.meta.url, lines: JOB_KINDS };
