// The exercise as an example that can be replayed onto a record: a conflict pack, both signatures under the agreement, what it
// promises, and each side's own count of every movement and of every delivery of remains.
import { utf8 } from "../../basis/bytes.ts";
import { parsePack } from "../../vocabulary/conflict-pack.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { agreementText, floorOf } from "./agreement.ts";
import { MOVEMENTS, SIGNED } from "./calendar.ts";
import type { Cast } from "./cast.ts";
import type { Captive } from "./custody.ts";
import { deliveries } from "./facts.ts";
import type { Remains } from "./remains.ts";
import { otherSide, SIDES, type SideOf, type Sizes } from "./sizes.ts";

const SOURCES = ["invented for the exercise"];
type Act = { readonly label: string; readonly at: string; readonly actor: string; readonly kind: string; readonly body: object; readonly sources: readonly string[] };
type Flow = { readonly what: "captives" | "remains"; readonly from: string; readonly to: string; readonly count: number; readonly obligations: readonly string[] };

export const exampleText = (seed: string): string =>
  `${canonicalJson({ title: `Exercise, seed ${seed}`, pack: "exercise", seed: `exercise-${seed}`, acts: ["acts.json", "acts-planning.json", "acts-remains.json", "acts-pack.json"] })}\n`;

/** Both sides adopt the pack; dated `on`, the last day of the exercise: what is computed at the desk comes after. */
export function adoptionActs(pack: string, on: string, { sides }: Cast): readonly Act[] {
  const { id, version, sha256 } = parsePack(utf8(pack), "pack.json");
  return SIDES.map((side): Act => act(`pack/${sides[side].code}`, on, sides[side].code, "pack.adopted", { pack: id, version, sha256 }));
}

type Recorded = { readonly captives: number; readonly sizes: Sizes; readonly held: Readonly<Record<SideOf, readonly Captive[]>>; readonly remains: Remains };
/** In order of day. */
export function recordedActs({ captives, sizes, held, remains }: Recorded, cast: Cast): readonly Act[] {
  const text = agreementText(captives, sizes, cast), { sides } = cast;
  const signed = SIDES.map((side): Act => act(`signed/${sides[side].code}`, SIGNED, sides[side].code, "text.signed", { agreement: "EX", text }));
  return [...signed, ...promises(captives, sizes, cast), ...movements(held, cast), ...deliveriesOf(remains, cast)].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const act = (label: string, at: string, actor: string, kind: string, body: object): Act => ({ label, at, actor, kind, body, sources: SOURCES });
const captivesTo = (to: SideOf, { sides }: Cast): string => `EX-captives/${sides[otherSide(to)].code}-${sides[to].code}`;
const remainsTo = (to: SideOf, { sides }: Cast): string => `EX-remains/${sides[otherSide(to)].code}-${sides[to].code}`;

function promises(captives: number, sizes: Sizes, cast: Cast): Act[] {
  const { sides, secretariat } = cast;
  const promised = (id: string, clause: string, what: Flow["what"], to: SideOf, amount: object): Act =>
    act(`obligation/${id}`, SIGNED, secretariat, "obligation.stated", {
      id, agreement: "EX", clause, what, from: sides[otherSide(to)].code, to: sides[to].code, promised: amount, counts: [what], readings: [],
    });
  return SIDES.flatMap((to) => {
    const { containers } = sizes.containers[to];
    const living = promised(captivesTo(to, cast), "3", "captives", to, { kind: "at-least", count: floorOf(captives) });
    return containers === 0 ? [living] : [living, promised(remainsTo(to, cast), "4", "remains", to, { kind: "exactly", count: containers })];
  });
}

/** Both sides count every movement, both ways, and agree. */
function movements(held: Readonly<Record<SideOf, readonly Captive[]>>, cast: Cast): Act[] {
  const { sides } = cast;
  return MOVEMENTS.flatMap((on, movement) => {
    const flows = SIDES.map((to): Flow => ({
      what: "captives", from: sides[otherSide(to)].code, to: sides[to].code, count: held[to].filter((one) => one.movement === movement).length, obligations: [captivesTo(to, cast)],
    })).filter(({ count }) => count > 0);
    return flows.length === 0 ? [] : counted({ operation: `m${movement + 1}`, on, cast }, () => flows);
  });
}

const deliveriesOf = (remains: Remains, cast: Cast): Act[] =>
  deliveries(remains).flatMap(({ to, on, given, received }, at) =>
    counted({ operation: `r${at + 1}`, on, cast }, (speaker) => [
      { what: "remains", from: cast.sides[otherSide(to)].code, to: cast.sides[to].code, count: speaker === to ? received : given, obligations: [remainsTo(to, cast)] },
    ]));

const counted = ({ operation, on, cast }: { readonly operation: string; readonly on: string; readonly cast: Cast }, flows: (speaker: SideOf) => readonly Flow[]): Act[] =>
  SIDES.map((speaker) => act(`${operation}/${cast.sides[speaker].code}`, on, cast.sides[speaker].code, "operation.counted", { operation, flows: flows(speaker) }));

