// Acts of matching in a sentence: counts, lists and digests, never a name, never what a decider said of a pair.
import { grouped } from "../accounting/statement-of-account.ts";
import type { ListNamed, MatchAct } from "../matching/match-act.ts";

const lists = (of: readonly ListNamed[]): string => of.map(({ list }) => list).join(" and ");

/** One act of matching as what its author did: goes on after “On DAY, PARTY”. */
export function sayMatch(act: MatchAct): string {
  switch (act.kind) {
    case "match.proposed":
      return `compared ${lists(act.left)} with ${lists(act.right)} (${act.run}): ${grouped(act.pairs)} pairs to be decided by two persons; asked and held ${grouped(act.counts.askedAndHeld)}, asked only ${grouped(act.counts.askedOnly)}, ` +
        `held only ${grouped(act.counts.heldOnly)}, unclear ${grouped(act.counts.unclearAsked)} and ${grouped(act.counts.unclearHeld)}, SHA-256 ${act.pairsSha256}`;
    case "pairs.decided": return `answered ${grouped(act.pairs.length)} pairs of ${act.run}`;
    case "doubles.decided": return `answered ${grouped(act.pairs.length)} possible doubles of list ${act.list}`;
    case "match.calibrated": return `fitted version ${act.version} of the calibration of ${act.run} on ${grouped(act.labels)} decided pairs, SHA-256 ${act.sha256}`;
    case "match.told": return `told of ${lists(act.lists)} after ${act.run}: ${grouped(act.found.length)} rows found on the other list, ${grouped(act.unclear.length)} unclear`;
  }
}
