// A key that the party's root key has not registered signs nothing.
import type { ReactNode } from "react";
import type { KeyToRegister } from "../../../desk/api-types.ts";
import { useKnown, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Mark } from "../../parts/mark.tsx";
import { RootSignature } from "../../parts/root-signature.tsx";

export function RegisterKey(): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const key = useView<KeyToRegister>("/keys", session.key === null);
  if (session.key !== null) return null;
  return (
    <section className="sheet stack" aria-label={say("self.register")}>
      <header className="row spread"><h2>{say("self.register")}</h2><Mark tone="wait">{say("self.keyWaits")}</Mark></header>
      <p>{say("self.registerLead")}</p>
      <RootSignature payload={key.data?.rootMustSign ?? null} name={`${session.officer}.key-add`} party={session.party} />
    </section>
  );
}
