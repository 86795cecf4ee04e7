// The receipt of one entry on paper: its digest, who wrote it and when, and the proof (C2SP tlog-proof) that it stands in the cosigned log.
import { base64, fromUtf8, hex } from "../../basis/bytes.ts";
import { Fault } from "../../basis/fault.ts";
import { parseEnvelope } from "../../record/envelope.ts";
import { parseHead } from "../../record/entry-head.ts";
import { leafHash } from "../../record/merkle.ts";
import type { Desk } from "../desk.ts";
import { receiptOf } from "../export-bundle.ts";
import type { Matter, PrintSource } from "./print-frame.ts";

/** The entry by its number or, where it lies in sight, its label. @throws Fault `ENTRY_NONE`, `RECEIPT_INDEX`. */
export async function receiptPrint(source: PrintSource & { readonly desk: Desk }, asked: string): Promise<Matter> {
  const { desk, state, words } = source;
  const { say, own, code, party } = words;
  const index = /^(0|[1-9][0-9]{0,9})$/.test(asked) ? Number(asked) : state.byLabel.get(asked)?.entry;
  if (index === undefined) throw new Fault("ENTRY_NONE", "no entry of this label is in sight", [{ field: "entry" }]);
  const { proof, entry } = await receiptOf(desk, index);
  const head = parseHead(parseEnvelope(entry).payload);
  const label = state.acts.find((act) => act.entry === index)?.label;
  return {
    form: "receipt", title: `${say("print.receipt")} #${index}`,
    blocks: [
      { kind: "facts", rows: [
        { label: say("member.code"), lines: [own(label ?? `#${index}`)] }, { label: say("member.kind"), lines: [code("kind", head.kind)] }, { label: say("entry.author"), lines: [party(head.author)] }, { label: say("entry.at"), lines: [own(head.at)] },
        { label: say("entry.key"), lines: [own(head.key)] }, { label: say("entry.act"), lines: [own(hex(leafHash(entry)))] }, { label: say("lists.state"), lines: [say("entry.inForce")] },
      ] },
      { kind: "heading", level: 2, text: say("entry.proofPrinted") },
      { kind: "proof", lines: fromUtf8(proof).split("\n").map((line) => own(line)) },
      { kind: "heading", level: 2, text: say("print.exactBytes") },
      { kind: "proof", lines: base64(entry).match(/.{1,88}/g) ?? [] },
    ],
  };
}
