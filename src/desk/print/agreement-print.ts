// A text on paper: every version that somebody signed, sentence by sentence, with its digest and whose signature it bears. A draft until
// both sides have signed the same bytes.
import type { DocumentBlock } from "../../basis/document.ts";
import { agreedOn } from "../../talks/agreed-text.ts";
import { sidesOf } from "../../vocabulary/conflict-pack.ts";
import { textVersions } from "../read-views.ts";
import { signingRulesOf, signingsOf } from "../say.ts";
import { citing, type Matter, type PrintSource } from "./print-frame.ts";

const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff]/u;

/** @throws Fault `TEXT_NONE`. */
export function agreementPrint(source: PrintSource, agreement: string): Matter {
  const { desk: { pack }, state, on, words } = source;
  const { say, own, code, party } = words;
  const cites = citing(source);
  const { versions } = textVersions(state, pack, agreement, on);
  const standing = agreedOn(signingsOf(state), sidesOf(pack), on, signingRulesOf(state, pack)).find((one) => one.agreement === agreement);
  const isAgreed = standing?.state === "agreed";
  const blocks = versions.map(({ sha256, text, signedBy }): readonly DocumentBlock[] => [
    { kind: "heading", level: 2, text: say("agreement.signedBy", { parties: words.list([...new Set(signedBy.map((one) => party(one.party)))]) }) },
    { kind: "sentences", language: "en", isRightToLeft: RIGHT_TO_LEFT.test(text), lines: text.split("\n").filter((line) => line.trim() !== "").map((line, i) => ({ number: String(i + 1), text: own(line) })) },
    { kind: "proof", lines: [`SHA-256 ${sha256}`] },
    { kind: "facts", rows: signedBy.map((one) => ({ label: party(one.party), lines: [say("agreement.signedOn", { day: one.on }), words.list(cites([one.entry]))] })) },
  ]);
  return {
    form: "agreement", title: `${say("print.agreement")} ${own(agreement)}`,
    lead: [say("agreement.lead"), ...(standing ? [`${say("account.status")}: ${code("agreed", standing.state)}${standing.since === null ? "" : `, ${own(standing.since)}`}`] : [])],
    draft: isAgreed ? null : say("print.agreementDraft"),
    blocks: [
      ...blocks.flat(),
      { kind: "signatures", places: sidesOf(pack).map((side) => ({ party: party(side), words: say("print.signHere"), lines: standing?.signatures[side] ? [say("agreement.signedOn", { day: standing.signatures[side].on })] : [say("agreement.notSigned")] })) },
    ],
  };
}
