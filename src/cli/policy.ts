// Changing the policy of a record: who signs checkpoints from here on. Everybody of the policy before signs the change.
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { fromUtf8, utf8 } from "../basis/bytes.ts";
import { changePolicy, draftPolicyChange, rotatedPolicy, signPolicyChange } from "../desk/change-policy.ts";
import { erasOf } from "../desk/policies.ts";
import { publish } from "../desk/publish.ts";
import { fileKeyRing } from "../desk/key-ring.ts";
import { parsePolicy } from "../record/policy.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { chance, readNamed, since } from "./data-folder.ts";
import { keyFileOf } from "./keys.ts";
import { withDesk } from "./record.ts";

type Values = Readonly<Record<string, string>>;

const show = (values: Values, io: Io): Promise<number> =>
  withDesk(values, async (desk) => {
    for (const { until, sha256, policy } of await erasOf(desk.record)) {
      io.out(`${until === Infinity ? "in force" : `up to size ${until}`}: ${[...policy.witnesses].map(([name, { name: key }]) => `${name} (${key})`).join(", ")}; quorum ${policy.quorum}; sha256 ${sha256.slice(0, 16)}…\n`);
    }
    return 0;
  });

const rotate = (names: readonly string[], values: Values, io: Io): Promise<number> =>
  withDesk(values, async (desk) => {
    const text = await rotatedPolicy(desk, names);
    if (values["out"] === undefined) io.out(text);
    else await io.writeFile(values["out"], utf8(text));
    return 0;
  });

const draft = (file: string, values: Values, io: Io): Promise<number> =>
  withDesk(values, async (desk) => {
    const { out } = values;
    if (out === undefined) throw new Fault("USAGE", "expected --out NOTE");
    await io.writeFile(out, await draftPolicyChange(desk, await readNamed(file), chance.seconds()));
    io.out(`the draft is in ${out}: every witness of the policy in force adds its line (allforall policy sign)\n`);
    return 0;
  });

/** On a witness's own machine: no record is needed, only the policy in force and the key file. */
async function sign(file: string, values: Values, io: Io): Promise<number> {
  const { policy, out } = values;
  const keys = await keyFileOf(values);
  if (policy === undefined || out === undefined || !keys) throw new Fault("USAGE", "expected --policy POLICY-IN-FORCE, --keys FILE and --out NOTE");
  const note = await readNamed(file);
  const signed = signPolicyChange(note, parsePolicy(fromUtf8(await readNamed(policy)), policy), fileKeyRing(keys), keys.party, chance.seconds());
  if (fromUtf8(signed) === fromUtf8(note)) throw new Fault("POLICY_CHANGE", "no key of this file stands in the policy in force");
  await io.writeFile(out, signed);
  io.out(`signed as ${keys.party}: ${out}\n`);
  return 0;
}

const change = (file: string, values: Values, isSure: boolean, io: Io): Promise<number> =>
  withDesk(values, async (desk) => {
    const today = parseCivilDate(since().slice(0, 10));
    const policy = await readNamed(file);
    const drafted = await draftPolicyChange(desk, policy, chance.seconds());
    const note = values["note"] === undefined ? drafted : await readNamed(values["note"]);
    if (!isSure || !today) {
      io.out(`would put this policy in force after entry ${desk.record.size()}:\n${fromUtf8(policy)}nothing was changed: add --yes\n`);
      return 0;
    }
    const index = await changePolicy(desk, policy, note, today);
    const inForce = await publish(desk, chance.seconds());
    io.out(`the change is entry ${index}; ${inForce > index ? "both policies have met the checkpoint that joins them" : `not in force yet: ${desk.notCosigned.join(" and ") || "somebody"} has not cosigned`}\n`);
    return 0;
  });

export const policyCommand: Command = {
  name: "policy",
  summary: "who must cosign: shown, drafted, signed by everybody, changed",
  help: `allforall policy show --data DIR
allforall policy rotate NAME… --data DIR [--out NEW]     the policy in force with the next key of log or of a witness
allforall policy draft NEW --data DIR --out NOTE         the note of the change, signed by the log
allforall policy sign NOTE --policy OLD --keys FILE --passphrase-file P --out NOTE2    on the machine of each witness
allforall policy change NEW --data DIR [--note NOTE] [--with OFFICER.keys=PASSPHRASE-FILE,…] [--yes]

A change needs a line of every key of the policy in force, and no party that the quorum needs can be left out of the next one.
It is an entry; the first checkpoint after it is cosigned as both policies ask. In an exercise the desk signs for all.
Example: allforall policy rotate UA --data out/istanbul --out out/new.policy
         allforall policy change out/new.policy --data out/istanbul --yes
`,
  run: async (args, io) => {
    const { positional, values, flags } = parseArgs(args, { values: ["data", "database", "out", "note", "policy", "keys", "passphrase-file", "with"], flags: ["yes"] });
    const [verb, ...rest] = positional;
    const [file] = rest;
    if (verb === "show") return show(values, io);
    if (verb === "rotate") return rotate(rest, values, io);
    if (file === undefined || rest.length > 1) throw new Fault("USAGE", "expected policy show, rotate, draft, sign or change, and one file");
    if (verb === "draft") return draft(file, values, io);
    if (verb === "sign") return sign(file, values, io);
    if (verb === "change") return change(file, values, flags.has("yes"), io);
    throw new Fault("USAGE", "expected policy show, rotate, draft, sign or change");
  },
};
