// What new, changed and withdrawn rows changed under a model that was kept: pairs that appeared, that are gone, and whose probability
// moved; each leads to its pair, and says whose case it is.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { ListState } from "../../../registry/name-case.ts";
import type { FoundPair } from "../../../matching/run-lists.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { useSome } from "../../parts/some.tsx";
import type { KnownRun } from "./known-run.ts";
import { percent } from "./percent.ts";
import { sayRow } from "../../parts/say-row.ts";

const SHOWN = 12;

export function DifferenceNote({ run, lists, onShow }: { readonly run: KnownRun; readonly lists: readonly ListState[]; readonly onShow: (pair: FoundPair) => void }): ReactNode {
  const say = useSay();
  const { difference } = run.found.findings;
  if (difference === null) return null;
  return (
    <section className="sheet stack tight" aria-label={say("matching.whatChanged")}>
      <h2>{say("matching.whatChanged")}</h2>
      <p>{say("matching.changedCounts", { appeared: difference.appeared.length, gone: difference.gone.length, changed: difference.changed.length })}</p>
      <Pairs title={say("matching.appeared")} pairs={difference.appeared} run={run} lists={lists} onShow={onShow} />
      <Pairs title={say("matching.gone")} pairs={difference.gone} run={run} lists={lists} onShow={onShow} />
      <Pairs title={say("matching.moved")} pairs={difference.changed} run={run} lists={lists} onShow={onShow} />
    </section>
  );
}

function Pairs({ title, pairs, run, lists, onShow }: { readonly title: string; readonly pairs: readonly (readonly [string, string])[]; readonly run: KnownRun; readonly lists: readonly ListState[]; readonly onShow: (pair: FoundPair) => void }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { shown, more } = useSome(pairs, SHOWN);
  if (pairs.length === 0) return null;
  const byKey = new Map(run.found.findings.pairs.map((pair) => [run.keyOf(pair), pair]));
  const ownerOf = (ref: string): string => name(lists.find(({ list }) => ref.startsWith(`${list}#`))?.by ?? "");
  return (
    <>
      <h3>{title} <span className="num quiet">{say.number(pairs.length)}</span></h3>
      <ul className="lines">
        {shown.map(([a, b]) => {
          const pair = byKey.get(`${a} ${b}`);
          const [left, right] = pair === undefined ? [undefined, undefined] : [run.left(pair), run.right(pair)];
          return (
            <li key={`${a} ${b}`} className="row">
              <span>{left === undefined ? sayRow(say, a) : <bdi>{left.name}</bdi>} <span className="quiet">({ownerOf(a)})</span> · {right === undefined ? sayRow(say, b) : <bdi>{right.name}</bdi>} <span className="quiet">({ownerOf(b)})</span></span>
              {pair === undefined ? null : <><bdi className="num" dir="ltr">{percent(pair.millionths, say)}</bdi><Button className="button plain" onPress={() => onShow(pair)}>{say("matching.show")}</Button></>}
            </li>
          );
        })}
      </ul>
      {more}
    </>
  );
}
