// The conflict pack: its version and SHA-256, who adopted it, and for a side the act by which it adopts a version that lies here.
import { useState, type ReactNode } from "react";
import { useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField } from "../../parts/fields.tsx";
import { LabelCites } from "../../parts/label-cites.tsx";
import { useEverybody } from "../../parts/signing.tsx";

export function PackSheet(): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { desk, session } = useKnown();
  const [chosen, choose] = useState("");
  const open = desk.packs.filter(({ by }) => !by.includes(session.party));
  const next = open.find(({ sha256 }) => sha256 === chosen) ?? open.at(-1);
  return (
    <>
      <section className="sheet stack">
        <h2>{say("talks.pack")}</h2>
        {desk.packs.map(({ id, version, sha256, by }) => (
          <div key={sha256} className="stack tight">
            <p><bdi>{id}</bdi>{say.comma}{say("talks.version", { version })}{desk.pack.sha256 === sha256 ? <> · <strong>{say("talks.packUsed")}</strong></> : null}</p>
            <p className="digest"><bdi>SHA-256 {sha256}</bdi></p>
            <p className="small quiet">{by.length === 0 ? say("talks.packNobody") : say("talks.packBy", { parties: say.list(by.map(name)) })}{desk.pack.sha256 === sha256 && desk.packAdopted.length > 0 ? <> <LabelCites labels={desk.packAdopted} /></> : null}</p>
          </div>
        ))}
      </section>
      {next === undefined ? null : (
        <ActForm kind="pack.adopted" title={say("talks.adoptPack")} lead={say("talks.adoptPackLead")} draft={{ kind: "pack.adopted", body: { pack: next.id, version: next.version, sha256: next.sha256 }, to }} onRecorded={() => { choose(""); }}>
          <ChoiceField label={say("talks.pack")} value={next.sha256} onChange={choose} choices={open.map(({ id, version, sha256 }) => ({ value: sha256, name: `${id}${say.comma}${say("talks.version", { version })}${say.comma}${sha256.slice(0, 12)}…` }))} />
        </ActForm>
      )}
    </>
  );
}
