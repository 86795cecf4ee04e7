// Why a pair has its probability: one line a field, its bits as a bar to the right (speaks for one person) or left (speaks against),
// from the prior down to the odds. The lines add up.
import type { ReactNode } from "react";
import { COMPARED } from "../../../matching/levels.ts";
import { sayField, sayLevel } from "../../../matching/say-reason.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";

const SPAN_BITS = 24;

export type Weighed = { readonly levels: readonly number[]; readonly bits: readonly number[]; readonly rarity: readonly number[]; readonly sumBits: number; readonly netBits?: number };

/** Bits with a sign and one decimal, in Western digits as they stand in files. */
export const signed = (bits: number): string => `${bits < 0 ? "−" : "+"}${Math.abs(bits).toFixed(1)}`;

export function WeightTable({ one, priorBits, label }: { readonly one: Weighed; readonly priorBits: number; readonly label: string }): ReactNode {
  const say = useSay();
  const { language } = useLanguage();
  const alike = one.netBits === undefined ? 0 : one.netBits - one.sumBits;
  return (
    <table className="weights" aria-label={label}>
      <thead><tr><th scope="col">{say("matching.field")}</th><th scope="col">{say("matching.agreement")}</th><th scope="col" className="num">{say("matching.bits")}</th><th scope="col" className="bar-head"><span className="unseen">{say("matching.bits")}</span></th></tr></thead>
      <tbody>
        <Line name={say("matching.prior")} said={say("matching.priorSaid")} bits={priorBits} />
        {COMPARED.map((field, i) => (one.levels[i] === 0 ? null : (
          <Line key={field} name={sayField(field, language)} bits={(one.bits[i] ?? 0) + (one.rarity[i] ?? 0)}
            said={`${sayLevel(field, one.levels[i] ?? 0, language)}${(one.rarity[i] ?? 0) === 0 ? "" : `, ${say("matching.rarity", { bits: signed(one.rarity[i] ?? 0) })}`}`} />
        )))}
        {alike < -0.05 ? <Line name={say("matching.alike")} said={say("matching.alikeSaid")} bits={alike} /> : null}
      </tbody>
      <tfoot><Line name={say("matching.together")} said="" bits={one.netBits ?? one.sumBits} /></tfoot>
    </table>
  );
}

function Line({ name, said, bits }: { readonly name: string; readonly said: string; readonly bits: number }): ReactNode {
  const width = Math.min(50, (Math.abs(bits) / SPAN_BITS) * 50);
  return (
    <tr>
      <th scope="row">{name}</th><td>{said}</td><td className="num"><bdi dir="ltr">{signed(bits)}</bdi></td>
      <td className="bar-cell"><div className="bar" aria-hidden="true"><span className={bits < 0 ? "against" : "for"} style={{ inlineSize: `${width}%`, insetInlineStart: bits < 0 ? `${50 - width}%` : "50%" }} /></div></td>
    </tr>
  );
}
