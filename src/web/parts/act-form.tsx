// A form that becomes an act: fields above, the window in which it is read and signed behind one button.
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Disclosure, DisclosurePanel } from "react-aria-components/Disclosure";
import { Heading } from "react-aria-components/Heading";
import { mayRecord, useKnown } from "../frame/desk-context.ts";
import { useSay } from "../frame/language-context.ts";
import type { Draft } from "../keys/record-act.ts";
import { useSigning } from "./signing.tsx";

/** Nothing where the role may not record this kind. `draft` undefined: something is still missing or wrong. */
export function ActForm({ kind, title, lead, draft, children, onRecorded }: {
  readonly kind: string; readonly title: string; readonly lead?: string; readonly draft: Draft | undefined; readonly children: ReactNode; readonly onRecorded?: () => void;
}): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const sign = useSigning();
  const [isOpen, setOpen] = useState(false);
  if (!mayRecord(session, kind)) return null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (draft) sign({ draft, onRecorded: () => { setOpen(false); onRecorded?.(); } });
  };
  return (
    <Disclosure data-act={kind} className="sheet act-form no-print" isExpanded={isOpen} onExpandedChange={setOpen}>
      <Heading level={2}><Button slot="trigger" className="act-open"><span aria-hidden="true" className="plus">{isOpen ? "−" : "+"}</span>{title}</Button></Heading>
      <DisclosurePanel>
        <form className="stack" onSubmit={submit}>
          {lead === undefined ? null : <p className="quiet small">{lead}</p>}
          {children}
          <div><Button type="submit" className="button first" isDisabled={draft === undefined}>{say("sign.readAndSign")}</Button></div>
        </form>
      </DisclosurePanel>
    </Disclosure>
  );
}
