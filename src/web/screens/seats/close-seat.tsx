// A device was lost, or an officer has left: his seat is closed at once, his key withdrawn by the root key of the party.
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { Acknowledgement, KeyToRegister, SeatRow } from "../../../desk/api-types.ts";
import { postJson } from "../../frame/api.ts";
import { useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Window } from "../../parts/dialog.tsx";
import { Field } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { RootSignature } from "../../parts/root-signature.tsx";

/** The window over one seat; open until `onClose`. */
export function CloseSeat({ seat, isExercise, onClose }: { readonly seat: SeatRow; readonly isExercise: boolean; readonly onClose: () => void }): ReactNode {
  const say = useSay();
  return (
    <Window title={say("seats.closeNamed", { officer: seat.officer })} isOpen onClose={onClose} isHeld>
      <p>{say("seats.closeLead")}</p>
      <CloseNow seat={seat} />
      <section className="stack" aria-label={say("seats.closeSecond")}>
        <h3>{say("seats.closeSecond")}</h3>
        {seat.key === "registered" ? <WithdrawKey seat={seat} isExercise={isExercise} /> : <div><Mark tone={seat.key === "withdrawn" ? "fine" : "plain"}>{say(seat.key === "withdrawn" ? "seats.keyWithdrawn" : "seats.keyNever")}</Mark></div>}
      </section>
      <section className="stack"><h3>{say("seats.closeThird")}</h3><p className="quiet">{say("seats.closeThirdHow")}</p></section>
    </Window>
  );
}

function CloseNow({ seat }: { readonly seat: SeatRow }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  const close = async (): Promise<void> => {
    setError(undefined);
    await postJson(`/officers/${encodeURIComponent(seat.officer)}/close`, {}).catch(setError);
    await client.invalidateQueries();
  };
  return (
    <section className="stack" aria-label={say("seats.closeFirst")}>
      <h3>{say("seats.closeFirst")}</h3>
      {seat.isClosed ? <div><Mark tone="fine">{say("seats.closed")}</Mark></div> : <div><Button className="button first" onPress={() => void close()}>{say("seats.close")}</Button></div>}
      <RefusedNote error={error} />
    </section>
  );
}

function WithdrawKey({ seat, isExercise }: { readonly seat: SeatRow; readonly isExercise: boolean }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [since, setSince] = useState("");
  const [error, setError] = useState<unknown>();
  const isNumber = /^(0|[1-9][0-9]{0,9})?$/.test(since.trim());
  const from = since.trim() === "" ? {} : { since: Number(since) };
  const path = `/officers/${encodeURIComponent(seat.officer)}/revocation`;
  const toSign = useView<KeyToRegister>(since.trim() === "" ? path : `${path}?since=${since.trim()}`, !isExercise && isNumber);
  const withdraw = async (): Promise<void> => {
    setError(undefined);
    await postJson<Acknowledgement>(path, from).catch(setError);
    await client.invalidateQueries();
  };
  return (
    <>
      <Field label={say("seats.doubtful")} value={since} onChange={setSince} help={say("seats.doubtfulHelp")} error={isNumber ? undefined : say("seats.doubtfulForm")} />
      {isExercise
        ? <div><Button className="button first" isDisabled={!isNumber} onPress={() => void withdraw()}>{say("seats.withdrawKey")}</Button></div>
        : <RootSignature payload={isNumber ? toSign.data?.rootMustSign ?? null : null} name={`${seat.officer}.key-revoke`} party={seat.party} />}
      <RefusedNote error={error ?? toSign.error} />
    </>
  );
}
