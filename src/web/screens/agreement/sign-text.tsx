// Signing a text: typed or pasted with its faults in sight, or exactly the bytes that the other side signed.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { utf8 } from "../../../basis/bytes.ts";
import { sha256Hex } from "../../../basis/sha256.ts";
import type { TextView } from "../../../desk/api-types.ts";
import { mayRecord, useKnown } from "../../frame/desk-context.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Field } from "../../parts/fields.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";
import { faultsOfText } from "./check-text.ts";
import { looksLikeTerms, useTerms } from "./read-terms.ts";
import { ReadingsInPersons } from "./readings-in-persons.tsx";
import { TermsView } from "./terms-view.tsx";

export function SignText(): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const [agreement, setAgreement] = useState("");
  const [text, setText] = useState("");
  const plain = text.normalize("NFC");
  const terms = useTerms(plain, useLanguage().language);
  const isTerms = looksLikeTerms(plain);
  const faults: readonly { readonly line: number; readonly column: number; readonly code: string; readonly message?: string }[] = isTerms ? (terms?.isTerms === true ? terms.faults : []) : faultsOfText(plain);
  const isReady = agreement.trim() !== "" && plain.trim() !== "" && faults.length === 0 && (!isTerms || (terms?.isTerms === true && "sha256" in terms && !plain.includes("[")));
  return (
    <ActForm kind="text.signed" title={say("agreement.sign")} lead={say("agreement.signLead")} draft={isReady ? { kind: "text.signed", body: { agreement: agreement.trim(), text: plain }, to } : undefined} onRecorded={() => setText("")}>
      <Field label={say("agreement.code")} value={agreement} onChange={setAgreement} />
      <Field label={say("agreement.text")} value={text} onChange={setText} isLong help={say("agreement.textHelp")} error={faults.length > 0 ? say("agreement.faults", { count: faults.length }) : undefined} />
      <ul className="small" aria-live="polite">
        {faults.slice(0, 50).map(({ code, line, column, message }, i) => <li key={i}><span className="num">{say("fault.line", { line: `${line}:${column}` })}</span>: {message === undefined ? say.code("textFault", code) : <><bdi lang="en">{message}</bdi> <code>[{code}]</code></>}</li>)}
      </ul>
      {isTerms && plain.includes("[") && faults.length === 0 ? <p className="note wait">{say("textFault.BRACKET_LEFT")}</p> : null}
      <TermsView text={plain} />
      {isTerms && faults.length === 0 ? <ReadingsInPersons text={plain} /> : null}
      {plain === "" ? null : <p className="digest">SHA-256 <bdi>{sha256Hex(utf8(plain))}</bdi></p>}
    </ActForm>
  );
}

/** The second side signs what the first signed, byte for byte. */
export function SignTheseBytes({ agreement, version }: { readonly agreement: string; readonly version: TextView["versions"][number] }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const to = useEverybody();
  const { session } = useKnown();
  if (!mayRecord(session, "text.signed") || version.signedBy.some(({ party }) => party === session.party)) return null;
  return <div className="no-print"><Button data-act="text.signed" className="button first" onPress={() => sign({ draft: { kind: "text.signed", body: { agreement, text: version.text }, to } })}>{say("agreement.signThese", { digest: version.sha256.slice(0, 12) })}</Button></div>;
}
