// What an act says, member by member, exactly as it is sealed: nothing is left out, long lists are counted and cut in sight.
import type { ReactNode } from "react";
import { isRecord } from "../../basis/parse-json.ts";
import { useKnown, usePartyName } from "../frame/desk-context.ts";
import { useSay } from "../frame/language-context.ts";

const ITEMS_SHOWN = 20;
/** A plan names tens of thousands of persons in one member: laid out whole it held the window for minutes. */
const MEMBERS_SHOWN = 60;
const LONG = 160;
/** A document of megabytes is not laid out whole: its beginning, and how much more there is. */
const [VERY_LONG, CUT] = [20_000, 2_000];
/** Members whose value is a code of a closed list, and the words of the lists that it may be of. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  purpose: ["purpose"], what: ["what"], value: ["position"], form: ["form", "linkage"], standing: ["standing"], kind: ["statement", "promise", "means"], statedBy: ["statedBy"], outcome: ["name", "outcome", "medical"], wish: ["wish"], keptBack: ["keptBack"], means: ["travels"],
  code: ["answer", "objection", "spot"], counts: ["what"], count: ["count"], stance: ["stance"], format: ["roundFormat"], state: ["pause"], flights: ["flights"], answer: ["matchAnswer"], tier: ["tier"], rules: ["tierRule"], category: ["category"], model: ["ident.mutation"], reason: ["pairReason", "ident.reason"],
};

/** `member` is the name under which the value stands. */
export function BodyView({ value, member = "" }: { readonly value: unknown; readonly member?: string }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return (
      <ul className="stack tight">
        {items.length > 1 ? <li className="quiet small">{say("act.shownOf", { count: items.length })}</li> : null}
        {items.slice(0, ITEMS_SHOWN).map((one, i) => <li key={i}><BodyView value={one} member={member} /></li>)}
        {items.length > ITEMS_SHOWN ? <li className="quiet">{say("act.moreItems", { count: items.length - ITEMS_SHOWN })}</li> : null}
        {items.length === 0 ? <li className="quiet">{say("common.none")}</li> : null}
      </ul>
    );
  }
  if (isRecord(value)) {
    const members = Object.entries(value);
    return (
      <>
        <dl className="facts">
          {members.slice(0, MEMBERS_SHOWN).map(([key, one]) => (
            <div key={key} className="fact">
              <dt>{say.code("member", key)}</dt>
              <dd><BodyView value={one} member={key} /></dd>
            </div>
          ))}
        </dl>
        {members.length > MEMBERS_SHOWN ? <p className="quiet">{say("act.moreItems", { count: members.length - MEMBERS_SHOWN })}</p> : null}
      </>
    );
  }
  if (typeof value === "string" && value.length > VERY_LONG) return <div className="paper-text" dir="auto" tabIndex={0}>{value.slice(0, CUT)}… <span className="quiet">{say("act.moreCharacters", { count: value.length - CUT })}</span></div>;
  if (typeof value === "string" && (value.length > LONG || value.includes("\n"))) return <div className="paper-text" dir="auto" tabIndex={0}>{value}</div>;
  if (typeof value === "string" && desk.parties.some(({ code }) => code === value)) return <bdi>{name(value)}</bdi>;
  if (typeof value === "string") {
    const words = (FAMILIES[member] ?? []).map((family) => say.code(family, value)).find((one) => one !== value);
    if (words !== undefined) return <bdi>{words}</bdi>;
  }
  return <bdi>{typeof value === "number" ? say.stated(value) : value === null ? say("common.none") : typeof value === "string" ? say.moment(say.date(value)) : say(value === true ? "common.yes" : "common.no")}</bdi>;
}
