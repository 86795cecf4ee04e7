// Terms as they are executed: the canonical sentences in the reader's language, from the same tree whose digest both sides sign.
import type { ReactNode } from "react";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { Mark } from "../../parts/mark.tsx";
import { Sentences } from "./sentences.tsx";
import { useTerms } from "./read-terms.ts";

export function TermsView({ text }: { readonly text: string }): ReactNode {
  const say = useSay();
  const { language } = useLanguage();
  const terms = useTerms(text, language);
  if (terms === undefined || !terms.isTerms || !("sha256" in terms)) return null;
  return (
    <details>
      <summary>{say("agreement.asExecuted", { count: terms.sentences })}</summary>
      <div className="stack tight">
        <p className="row"><Mark tone="fine">{say("agreement.readWhole")}</Mark><span className="digest"><bdi>{terms.sha256}</bdi></span></p>
        <Sentences text={terms.rendered} />
      </div>
    </details>
  );
}
