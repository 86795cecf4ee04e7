// The own seat: who sits here, with which key, until when; the passkeys of this officer, to add and to remove.
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { PasskeysView } from "../../../desk/api-types.ts";
import { deleteAt } from "../../frame/api.ts";
import { useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { addPasskey, canPasskey } from "../../keys/passkey.ts";
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { OpenForParty } from "./open-for-party.tsx";
import { RegisterKey } from "./register-key.tsx";

export function Page(): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { session } = useKnown();
  return (
    <div className="stack">
      <PageHead title={say("nav.self")} lead={say("self.lead")} />
      <section className="sheet">
        <h2>{say("self.seat")}</h2>
        <dl className="facts">
          <dt>{say("session.officer")}</dt><dd><bdi>{session.officer}</bdi></dd>
          <dt>{say("member.party")}</dt><dd><bdi>{name(session.party)}</bdi></dd>
          <dt>{say("seats.role")}</dt><dd>{say.code("role", session.role)}</dd>
          <dt>{say("entry.key")}</dt><dd>{session.key === null ? <Mark tone="wait">{say("self.keyWaits")}</Mark> : <span className="digest"><bdi>{session.key}</bdi></span>}</dd>
          <dt>{say("self.until")}</dt><dd>{say.time(session.expiresAt)}</dd>
        </dl>
      </section>
      <RegisterKey />
      <OpenForParty />
      <Passkeys />
    </div>
  );
}

function Passkeys(): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const passkeys = useView<PasskeysView>("/passkeys");
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const run = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await act();
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
    await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "/passkeys" || queryKey[0] === "/session" });
  };
  return (
    <section className="sheet stack">
      <h2>{say("self.passkeys")}</h2>
      <p className="quiet">{say("self.passkeysLead")}</p>
      <Answered query={passkeys}>
        {({ passkeys: own }) => own.length === 0 ? <p className="quiet">{say("self.noPasskey")}</p> : (
          <ul className="lines">
            {own.map(({ id, addedAt }) => (
              <li key={id} className="due">
                <span><code><bdi>{id.slice(0, 12)}</bdi></code>{addedAt === null ? null : <span className="quiet small"> · {say("self.addedAt", { time: say.time(addedAt) })}</span>}</span>
                <Button className="button" isDisabled={isBusy} aria-label={say("self.removeNamed", { id: id.slice(0, 12) })} onPress={() => void run(() => deleteAt(`/passkeys/${encodeURIComponent(id)}`))}>{say("common.remove")}</Button>
              </li>
            ))}
          </ul>
        )}
      </Answered>
      {canPasskey() ? <div><Button className="button first" isDisabled={isBusy} onPress={() => void run(addPasskey)}>{say("self.addPasskey")}</Button></div> : <p className="note">{say("self.cannotPasskey")}</p>}
      <RefusedNote error={error} />
    </section>
  );
}
