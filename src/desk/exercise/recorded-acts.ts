// The exercise as an example that can be replayed onto a record: a conflict pack, both signatures under the agreement, what it
// promises, and each side's own count of every movement and of every delivery of remains.
import { utf8 } from "../../basis/bytes.ts";
import { parsePack } from "../../vocabulary/conflict-pack.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { agreementText, CODES, floorOf, OFFICE } from "./agreement.ts";
import { MOVEMENTS, SIGNED } from "./calendar.ts";
import type { Captive } from "./custody.ts";
import { deliveries } from "./facts.ts";
import { laboratoriesText } from "./remains-acts.ts";
import type { Remains } from "./remains.ts";
import { otherSide, SIDES, type SideOf, type Sizes } from "./sizes.ts";

const SECRETARIAT = "SEC";
const SOURCES = ["invented for the exercise"];
type Act = { readonly label: string; readonly at: string; readonly actor: string; readonly kind: string; readonly body: object; readonly sources: readonly string[] };
type Flow = { readonly what: "captives" | "remains"; readonly from: string; readonly to: string; readonly count: number; readonly obligations: readonly string[] };

export const packText = (seed: string): string => `${canonicalJson({
  id: "exercise", version: 1, title: `Exercise of two invented sides, seed ${seed}`, origin: "exercise.example/record", talks: "exercise", timeZone: "UTC+3", smallCount: 5,
  sides: [
    { code: CODES.A, names: { en: "Side A", uk: "Сторона А", ru: "Сторона А", tr: "A Tarafı", ar: "الطرف أ" } },
    { code: CODES.B, names: { en: "Side B", uk: "Сторона Б", ru: "Сторона Б", tr: "B Tarafı", ar: "الطرف ب" } },
  ],
  mediator: { code: OFFICE, names: { en: "Neutral Office", uk: "Нейтральне бюро", ru: "Нейтральное бюро", tr: "Tarafsız Büro", ar: "المكتب المحايد" } },
  secretariat: { code: SECRETARIAT, names: { en: "Secretariat", uk: "Секретаріат", ru: "Секретариат", tr: "Sekretarya", ar: "الأمانة" } },
  laboratories: laboratoriesText(),
  sources: "Invented sides; no person stands in this pack.",
})}\n`;

export const exampleText = (seed: string): string =>
  `${canonicalJson({ title: `Exercise, seed ${seed}`, pack: "exercise", seed: `exercise-${seed}`, acts: ["acts.json", "acts-planning.json", "acts-remains.json", "acts-pack.json"] })}\n`;

/** Both sides adopt the pack; dated `on`, the last day of the exercise: what is computed at the desk comes after. */
export function adoptionActs(pack: string, on: string): readonly Act[] {
  const { id, version, sha256 } = parsePack(utf8(pack), "pack.json");
  return SIDES.map((side): Act => act(`pack/${CODES[side]}`, on, CODES[side], "pack.adopted", { pack: id, version, sha256 }));
}

/** In order of day. */
export function recordedActs(captives: number, sizes: Sizes, held: Readonly<Record<SideOf, readonly Captive[]>>, remains: Remains): readonly Act[] {
  const text = agreementText(captives, sizes);
  const signed = SIDES.map((side): Act => act(`signed/${CODES[side]}`, SIGNED, CODES[side], "text.signed", { agreement: "EX", text }));
  return [...signed, ...promises(captives, sizes), ...movements(held), ...deliveriesOf(remains)].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const act = (label: string, at: string, actor: string, kind: string, body: object): Act => ({ label, at, actor, kind, body, sources: SOURCES });
const captivesTo = (to: SideOf): string => `EX-captives/${CODES[otherSide(to)]}-${CODES[to]}`;
const remainsTo = (to: SideOf): string => `EX-remains/${CODES[otherSide(to)]}-${CODES[to]}`;

function promises(captives: number, sizes: Sizes): Act[] {
  const promised = (id: string, clause: string, what: Flow["what"], to: SideOf, amount: object): Act =>
    act(`obligation/${id}`, SIGNED, SECRETARIAT, "obligation.stated", {
      id, agreement: "EX", clause, what, from: CODES[otherSide(to)], to: CODES[to], promised: amount, counts: [what], readings: [],
    });
  return SIDES.flatMap((to) => {
    const { containers } = sizes.containers[to];
    const living = promised(captivesTo(to), "3", "captives", to, { kind: "at-least", count: floorOf(captives) });
    return containers === 0 ? [living] : [living, promised(remainsTo(to), "4", "remains", to, { kind: "exactly", count: containers })];
  });
}

/** Both sides count every movement, both ways, and agree. */
function movements(held: Readonly<Record<SideOf, readonly Captive[]>>): Act[] {
  return MOVEMENTS.flatMap((on, movement) => {
    const flows = SIDES.map((to): Flow => ({
      what: "captives", from: CODES[otherSide(to)], to: CODES[to], count: held[to].filter((one) => one.movement === movement).length, obligations: [captivesTo(to)],
    })).filter(({ count }) => count > 0);
    return flows.length === 0 ? [] : counted(`m${movement + 1}`, on, SIDES, () => flows);
  });
}

const deliveriesOf = (remains: Remains): Act[] =>
  deliveries(remains).flatMap(({ to, on, given, received }, at) =>
    counted(`r${at + 1}`, on, SIDES, (speaker) => [
      { what: "remains", from: CODES[otherSide(to)], to: CODES[to], count: speaker === to ? received : given, obligations: [remainsTo(to)] },
    ]));

const counted = (operation: string, on: string, speakers: readonly SideOf[], flows: (speaker: SideOf) => readonly Flow[]): Act[] =>
  speakers.map((speaker) => act(`${operation}/${CODES[speaker]}`, on, CODES[speaker], "operation.counted", { operation, flows: flows(speaker) }));

