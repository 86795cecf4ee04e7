// Why a pair has its probability: one line a field, its bits as a bar that goes on where the last one
// ended, from the prior down to the odds: right speaks for one person, left against. The lines add up.
import type { ReactNode } from "react";
import { COMPARED } from "../../../matching/levels.ts";
import { sayField, sayLevel } from "../../../matching/say-reason.ts";
import { useLanguage, useSay, type Say } from "../../frame/language-context.ts";

export type Weighed = { readonly levels: readonly number[]; readonly bits: readonly number[]; readonly rarity: readonly number[]; readonly sumBits: number; readonly netBits?: number };

/** Bits with a sign and one decimal. */
export const signed = (bits: number, say: Pick<Say, "decimal">): string => `${bits < 0 ? "−" : "+"}${say.decimal(Math.abs(bits), 1)}`;

type Step = { readonly key: string; readonly name: string; readonly said: string; readonly bits: number };

export function WeightTable({ one, priorBits, label }: { readonly one: Weighed; readonly priorBits: number; readonly label: string }): ReactNode {
  const say = useSay();
  const { language } = useLanguage();
  const alike = one.netBits === undefined ? 0 : one.netBits - one.sumBits;
  const steps: Step[] = [
    { key: "prior", name: say("matching.prior"), said: say("matching.priorSaid"), bits: priorBits },
    ...COMPARED.flatMap((field, i): Step[] => {
      const rarity = one.rarity[i] ?? 0;
      const said = sayLevel(field, one.levels[i] ?? 0, language);
      return one.levels[i] === 0 ? [] : [{ key: field, name: sayField(field, language), said: rarity === 0 ? said : `${said}${say.comma}${say("matching.rarity", { bits: signed(rarity, say) })}`, bits: (one.bits[i] ?? 0) + rarity }];
    }),
    ...(alike < -0.05 ? [{ key: "alike", name: say("matching.alike"), said: say("matching.alikeSaid"), bits: alike }] : []),
  ];
  const sums = steps.reduce<number[]>((all, { bits }) => [...all, (all.at(-1) ?? 0) + bits], [0]);
  const [low, high] = [Math.min(...sums), Math.max(...sums)];
  const at = (bits: number): number => (100 * (bits - low)) / Math.max(1, high - low);
  const bar = (from: number, to: number): Bar => ({ from: at(Math.min(from, to)), to: at(Math.max(from, to)), zero: at(0), isAgainst: to < from });
  const total = one.netBits ?? one.sumBits;
  return (
    <table className="weights" aria-label={label}>
      <thead><tr><th scope="col">{say("matching.field")}</th><th scope="col">{say("matching.agreement")}</th><th scope="col" className="num">{say("matching.bits")}</th><td /></tr></thead>
      <tbody>{steps.map(({ key, name, said, bits }, i) => <Line key={key} name={name} said={said} bits={bits} bar={bar(sums[i] ?? 0, sums[i + 1] ?? 0)} />)}</tbody>
      <tfoot><Line name={say("matching.together")} said="" bits={total} bar={bar(0, sums.at(-1) ?? 0)} /></tfoot>
    </table>
  );
}

/** Per cent of the width at which the bar begins and ends, and where zero lies. */
type Bar = { readonly from: number; readonly to: number; readonly zero: number; readonly isAgainst: boolean };

function Line({ name, said, bits, bar }: { readonly name: string; readonly said: string; readonly bits: number; readonly bar: Bar }): ReactNode {
  const say = useSay();
  return (
    <tr>
      <th scope="row">{name}</th><td>{said}</td><td className="num"><bdi dir="ltr">{signed(bits, say)}</bdi></td>
      <td className="bar-cell">
        <div className="bar" aria-hidden="true">
          <span className="zero" style={{ insetInlineStart: `${bar.zero}%` }} />
          <span className={bar.isAgainst ? "against" : "for"} style={{ insetInlineStart: `${bar.from}%`, inlineSize: `${bar.to - bar.from}%` }} />
        </div>
      </td>
    </tr>
  );
}
