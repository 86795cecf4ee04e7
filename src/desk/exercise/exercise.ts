// A synthetic conflict of two sides with known truth: the files it consists of, each composed line by line when it is asked
// for. Pure: the same options give the same bytes on every machine, on any day, in any locale.
import { canonicalJson } from "../../basis/canonical-json.ts";
import { agreementText, tabledText } from "./agreement.ts";
import { markersOf, MUTATIONS, type Marker } from "./alleles.ts";
import { PACK_ADOPTED } from "./calendar.ts";
import { INVENTED_CAST, type Cast } from "./cast.ts";
import { captivesOf, type Captive } from "./custody.ts";
import { exchangeInstance, TIERS, type ExchangeInstance } from "./exchange-instance.ts";
import { captiveFacts, factsHead, handoverFacts, remainsFacts, stepFacts } from "./facts.ts";
import { familiesOf, familyId, readFamily, type Families } from "./families.ts";
import { weightsOf, type Town } from "./folk.ts";
import { LIST_HEAD } from "./list-rows.ts";
import { csvLine, listOf, rowId, rowsOf, type List } from "./lists.ts";
import { planningActs, type Held } from "./planning-acts.ts";
import { cellOf, fullReading, type Reading } from "./profiles.ts";
import { isAsked, kindOf, membersOf, populate, stateOf, type Population } from "./population.ts";
import { adoptionActs, exampleText, recordedActs } from "./recorded-acts.ts";
import { remainsActs, type LaboratoryTexts } from "./remains-acts.ts";
import { readSet, remainsOf, STAFF, staffGenotype, staffSex, type Remains } from "./remains.ts";
import { checkOptions, otherSide, SIDES, type ExerciseOptions, type SideOf } from "./sizes.ts";
import { answerLines, duplicateLines, kinLines, pairLines, personId, personLines, remainsLines, type Lists } from "./truth.ts";

export const GENERATOR = { name: "allforall exercise", version: "3" } as const;
export const FORMAT = "all-for-all-exercise/1";

export type ExerciseFile = {
  readonly path: string;
  readonly about: string;
  /** Lines that the progress counts on; the exact number where the file has one line a thing. */
  readonly lines: number;
  readonly compose: () => Iterable<string>;
};

type World = {
  readonly cast: Cast;
  readonly population: Population;
  readonly towns: readonly Town[];
  readonly markers: readonly Marker[];
  readonly lists: Lists;
  readonly families: Families;
  readonly remains: Remains;
  /** By the side the captives belong to. */
  readonly captives: () => Readonly<Record<SideOf, readonly Captive[]>>;
  readonly instance: () => ExchangeInstance;
};

/**
 * Every file but the manifest, in the order of writing.
 * @throws Faults `EXERCISE_SIZE` for numbers out of their limits.
 */
export function exerciseFiles(options: ExerciseOptions, cast: Cast = INVENTED_CAST): readonly ExerciseFile[] {
  checkOptions(options);
  const world = worldOf(options, cast);
  return [...sharedFiles(world), ...SIDES.flatMap((side) => filesOfSide(world, side)), ...mediatorFiles(world), ...laboratoryFiles(world), ...truthFiles(world)];
}

function worldOf(options: ExerciseOptions, cast: Cast): World {
  const population = populate(options, cast.folk);
  const towns = cast.folk.townsOf(options.seed);
  const listsOf = (of: SideOf): { asked: List; held: List } => ({ asked: listOf(population, { kind: "asked", of }), held: listOf(population, { kind: "held", of }) });
  const lists = { A: listsOf("A"), B: listsOf("B") };
  const captives = once(() => ({ A: captivesOf(population, lists.A.held, towns), B: captivesOf(population, lists.B.held, towns) }));
  const instance = once(() => exchangeInstance([...captives().B, ...captives().A], options.seed, weightsOf(cast.folk)));
  return { cast, population, towns, markers: markersOf(options.seed), lists, families: familiesOf(population), remains: remainsOf(population), captives, instance };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const file = (path: string, about: string, lines: number, compose: () => Iterable<string>): ExerciseFile => ({ path, about, lines, compose });

function sharedFiles(world: World): ExerciseFile[] {
  const { population, towns, cast } = world;
  const { sizes, options } = population;
  return [
    file("agreement.terms", "the agreement as it was signed, in sentences", 30, () => [agreementText(options.captives, sizes, cast)]),
    file("agreement-tabled.terms", "the text before it was agreed, with each side's brackets", 30, () => [tabledText(options.captives, sizes, cast)]),
    file("pack.json", "the conflict pack", 1, () => [cast.packText(options.seed)]),
    file("example.json", "makes of this folder an example for `allforall replay`", 1, () => [exampleText(options.seed)]),
    file("acts.json", "signatures, obligations and both sides' counts, as acts of the record", 24, function* () {
      yield "[\n";
      yield* joined(recordedActs({ captives: options.captives, sizes, held: world.captives(), remains: world.remains }, cast));
      yield "]\n";
    }),
    file("acts-planning.json", "lists held, custody, decisions, wishes, agreed values and means, as acts of the record", 30, function* () {
      yield "[\n";
      let isFirst = true;
      for (const one of planningActs({ A: heldBy(world, "A"), B: heldBy(world, "B") }, world.instance(), cast)) {
        yield `${isFirst ? "" : ",\n"}${JSON.stringify(one)}`;
        isFirst = false;
      }
      yield "\n]\n";
    }),
    file("acts-remains.json", "receipts, examinations and what the laboratories deposited, as acts of the record", 24, function* () {
      yield "[\n";
      yield* joinedLazily(remainsActs(world.remains, laboratoryTexts(world), cast));
      yield "]\n";
    }),
    file("acts-pack.json", "both sides adopt the conflict pack", 4, function* () {
      yield "[\n";
      yield* joined(adoptionActs(cast.packText(options.seed), PACK_ADOPTED, cast));
      yield "]\n";
    }),
    file("places.csv", "invented towns, with the spelling of both sides", towns.length + 1, function* () {
      yield "place,name_a,name_b,name_latin\n";
      for (const { id, written } of towns) yield csvLine([id, ...cast.folk.languages.map((language) => written[language] ?? "")]);
    }),
    file("facts.json", "what is recorded, for the evaluation of the terms", 2 * options.captives, () => factsText(world)),
    file("planning.json", "who may be planned into which batches (exchange-plan-instance/1)", 2 * options.captives, () => instanceText(world)),
  ];
}

/** The list of whom a side holds, row by row, and who they are. */
function heldBy({ population, lists, towns, captives }: World, holder: SideOf): Held {
  const list = lists[otherSide(holder)].held;
  return {
    captives: captives()[otherSide(holder)],
    *rows() {
      for (const { id, person, written } of rowsOf(population, list, towns)) yield { id, first: rowId(list, list.rowOf[person] ?? 0), written };
    },
  };
}

function filesOfSide(world: World, side: SideOf): ExerciseFile[] {
  const { population, lists } = world;
  const [asked, held] = [lists[side].asked, lists[otherSide(side)].held];
  const folder = `side${side}`;
  return [
    file(`${folder}/asked.csv`, `whom side ${side} asks for`, asked.persons.length + 1, () => listLines(world, asked)),
    file(`${folder}/held.csv`, `whom side ${side} holds`, held.persons.length + 1, () => listLines(world, held)),
    file(`${folder}/kept.csv`, `where side ${side} keeps whom: its own knowledge`, held.persons.length, function* () {
      yield "held_id,place\n";
      for (const { id, place } of world.captives()[otherSide(side)]) yield csvLine([id, place]);
    }),
    file(`${folder}/families.csv`, `which asked row each family of side ${side} seeks`, population.sizes.people[side].families + 1, () => casesLines(world, side)),
  ];
}

function* listLines(world: World, list: List): Generator<string> {
  yield `${LIST_HEAD}\n`;
  for (const { id, written } of rowsOf(world.population, list, world.towns)) yield csvLine([id, ...written.cells]);
}

function* casesLines({ population, families, lists }: World, side: SideOf): Generator<string> {
  yield "family,missing,asked_id\n";
  const people = population.people[side];
  for (const [at, family] of families.families.entries()) {
    if (family.side !== side) continue;
    const first = people.first[family.household] ?? 0;
    for (let member = 0; member < membersOf(kindOf(people, family.household)); member++) {
      const { asked } = lists[side];
      const isListed = isAsked(stateOf(people, first + member));
      yield csvLine([familyId(at), `M${member + 1}`, isListed ? rowId(asked, asked.rowOf[first + member] ?? 0) : ""]);
    }
  }
}

function mediatorFiles({ captives, remains, population }: World): ExerciseFile[] {
  const everybody = (): readonly Captive[] => SIDES.flatMap((side) => captives()[side]);
  return [
    file("mediator/findings.csv", "the commission's findings by class, objections, decisions: never a diagnosis", population.options.captives >> 2, function* () {
      yield "held_id,class,found_on,by,objected_on,decided_on,result\n";
      for (const { id, finding, objection, decision } of everybody())
        if (finding !== "none")
          yield csvLine([id, finding.class, finding.on, finding.by, objection === "none" ? "" : objection, decision === "none" ? "" : decision.on, decision === "none" ? "" : decision.result]);
    }),
    file("mediator/wishes.csv", "the wish heard in private, as a code", 2 * population.options.captives, function* () {
      yield "held_id,wish,heard_on\n";
      for (const { id, wish, heardOn } of everybody()) yield csvLine([id, wish, wish === "not-yet-heard" ? "" : heardOn]);
    }),
    file("mediator/containers.csv", "containers handed over, and the sets found on examination", remains.containers.length + 1, function* () {
      yield "container,from,to,said_to_be_of,delivered_on,sets\n";
      for (const { id, to, on, sets } of remains.containers) yield csvLine([id, otherSide(to), to, to, on, sets.map((at) => remains.sets[at]?.id ?? "").join(";")]);
    }),
  ];
}

function laboratoryFiles({ population, families, remains, markers }: World): ExerciseFile[] {
  const { seed } = population.options;
  const head = headOf(markers);
  return [
    file("laboratory/frequencies.csv", "synthetic allele frequencies", markers.reduce((sum, { alleles }) => sum + alleles.length, 1), function* () {
      yield "marker,allele,frequency\n";
      for (const { name, alleles, parts } of markers) for (const [at, allele] of alleles.entries()) yield csvLine([name, allele, decimalOf(parts[at] ?? 0)]);
    }),
    file("laboratory/settings.json", "the mutation model under which the families were made", 1, () => [settingsText()]),
    file("laboratory/families.jsonl", "families with references, both sides", families.families.length, function* () {
      for (let at = 0; at < families.families.length; at++) yield familyLine(population, families, at, markers);
    }),
    file("laboratory/remains.csv", "profiles of the sets of remains", remains.sets.length + 1, function* () {
      yield head;
      for (const [at, set] of remains.sets.entries()) {
        const { sex, reading } = readSet(population, set, at, markers);
        yield csvLine([set.id, sex, ...reading.map(cellOf)]);
      }
    }),
    file("laboratory/staff.csv", "profiles of those who handled the remains, for elimination", STAFF + 1, function* () {
      yield head;
      for (let number = 0; number < STAFF; number++) yield csvLine([`STAFF${number + 1}`, staffSex(seed, number), ...fullReading(staffGenotype(seed, number, markers), markers).map(cellOf)]);
    }),
  ];
}

/** Ten-thousandths as a decimal with four digits, without a float. */
const decimalOf = (parts: number): string => `0.${String(parts).padStart(4, "0")}`;

function familyLine(population: Population, families: Families, at: number, markers: readonly Marker[]): string {
  const read = readFamily(population, families, at, markers);
  const family = families.families[at];
  if (read === undefined || family === undefined) return "";
  const references = Object.fromEntries(read.references.map(({ id, reading }) => [id, byMarker(reading, markers)]));
  const pedigree = read.dropped.pedigree.relatives.map(({ id, father, mother, sex }) => ({ id, father, mother, sex }));
  return `${JSON.stringify({ id: familyId(at), side: family.side, pedigree, missing: read.dropped.pedigree.missing, references })}\n`;
}

/** Without a comma after the last, whose place is known only when there is no next. */
function* joinedLazily(items: Iterable<unknown>): Generator<string> {
  let before: unknown;
  for (const item of items) {
    if (before !== undefined) yield `${JSON.stringify(before)},\n`;
    before = item;
  }
  if (before !== undefined) yield `${JSON.stringify(before)}\n`;
}

const byMarker = (reading: Reading, markers: readonly Marker[]): Record<string, readonly [string, string | null]> =>
  Object.fromEntries(reading.flatMap((pair, at) => (pair === undefined ? [] : [[markers[at]?.name ?? "", pair]])));

const headOf = (markers: readonly Marker[]): string => `id,sex,${markers.map(({ name }) => name).join(",")}\n`;

function settingsOf(): object {
  const rate = (perMillion: number): object => ({ rate: perMillion / 1_000_000, rate2: 0, range: 0.1 });
  return { mutation: { model: "stepwise", male: rate(MUTATIONS.M), female: rate(MUTATIONS.F) }, rareAllelePersons: 5000, theta: 0 };
}
const settingsText = (): string => `${canonicalJson(settingsOf())}\n`;

/** The laboratories' files as deposits: the same bytes, families by the code that the pack gives their side. */
function laboratoryTexts(world: World): LaboratoryTexts {
  const { population, families, remains, markers, cast } = world;
  const text = (path: string): string => {
    const found = laboratoryFiles(world).find((one) => one.path === path);
    return found ? [...found.compose()].join("") : "";
  };
  const row = (at: number): string => {
    const set = remains.sets[at];
    if (!set) return "";
    const { sex, reading } = readSet(population, set, at, markers);
    return csvLine([set.id, sex, ...reading.map(cellOf)]);
  };
  return {
    frequencies: text("laboratory/frequencies.csv"), settings: settingsOf(), staff: text("laboratory/staff.csv"), profiles: { head: headOf(markers), row },
    families: function* (side) {
      for (const [at, family] of families.families.entries()) if (family.side === side) yield familyLine(population, families, at, markers).replace(`"side":"${side}"`, `"side":"${cast.sides[side].code}"`);
    },
  };
}

function* factsText({ captives, remains, cast }: World): Generator<string> {
  const soldiers = SIDES.flatMap((side) => captives()[side]).filter((one) => !one.isCivilian);
  const handed = soldiers.filter((one) => one.movement >= 0).sort((a, b) => a.movement - b.movement || (a.id < b.id ? -1 : 1));
  yield `${JSON.stringify(factsHead()).slice(0, -1)},\n"captives":[\n`;
  yield* joined(soldiers.map((one) => captiveFacts(one, cast)));
  yield `],\n"handovers":[\n`;
  yield* joined(handed.map((one) => handoverFacts(one, cast)));
  yield `],\n"remains":[\n`;
  yield* joined(remainsFacts(remains, cast));
  yield `],\n"steps":[\n`;
  yield* joined(stepFacts(cast));
  yield `],\n"facts":[],"recorded":[]}\n`;
}

function* joined(items: readonly unknown[]): Generator<string> {
  for (const [at, item] of items.entries()) yield `${JSON.stringify(item)}${at + 1 < items.length ? "," : ""}\n`;
}

function* instanceText({ instance, population }: World): Generator<string> {
  const { batches, places, parity, quota, unplacedDay, ranks, captives } = instance();
  const { seed } = population.options;
  const head = {
    format: "exchange-plan-instance/1", name: `exercise-${seed}`, sides: SIDES, tiers: TIERS, ranks, batches, places, parity, quota, unplacedDay,
    tieSeed: `exercise-${seed}`,
  };
  yield `${JSON.stringify(head).slice(0, -1)},\n"captives":[\n`;
  yield* joined(captives);
  yield "]}\n";
}

function truthFiles(world: World): ExerciseFile[] {
  const { population, lists, families, remains } = world;
  const listed = 2 * population.options.captives;
  return [
    file("truth/persons.csv", "who is who", population.people.A.persons + population.people.B.persons + 1, () => personLines(population, lists, families)),
    ...SIDES.flatMap((side) => {
      const { asked, held } = lists[side];
      const names = `asked-${side.toLowerCase()}-held-${otherSide(side).toLowerCase()}`;
      return [
        file(`truth/pairs-${names}.csv`, "which rows are one person", listed >> 2, () => pairLines(asked, held)),
        file(`truth/kin-${names}.csv`, "which rows only look so", listed >> 6, () => kinLines(population, side, asked, held)),
      ];
    }),
    file("truth/duplicates.csv", "persons entered twice in one list", 2 * (population.sizes.duplicatesAsked + population.sizes.duplicatesHeld) + 1, () => duplicateLines(lists)),
    file("truth/answers.csv", "the true answer to each asked row", listed, () => answerLines(population, lists, world.captives())),
    file("truth/remains.csv", "whose the remains are", remains.sets.length + 1, () =>
      remainsLines(population, families, remains.sets, remains.containers.map(({ id }) => id), remains.containers.map(({ to }) => to))),
    file("truth/families.csv", "the household of each family, and planted faults of references", families.families.length + 1, () => familyTruth(world)),
    file("truth/plan.json", "one plan that keeps every clause, not the best", 1, () => [`${JSON.stringify({ assign: Object.fromEntries(world.instance().witness) })}\n`]),
    file("truth/counts.json", "what was planted, in numbers", 1, () => [`${canonicalJson(population.sizes)}\n`]),
  ];
}

function* familyTruth({ population, families, markers }: World): Generator<string> {
  yield "family,side,household,shape,persons,flaw,partner\n";
  for (const [at, family] of families.families.entries()) {
    const people = population.people[family.side];
    const first = people.first[family.household] ?? 0;
    const persons = Array.from({ length: membersOf(kindOf(people, family.household)) }, (_, member) => personId(family.side, first + member));
    const shape = readFamily(population, families, at, markers.slice(0, 0))?.dropped.pedigree.shape ?? "";
    yield csvLine([familyId(at), family.side, `${family.side}${family.household + 1}`, shape, persons.join(";"), family.flaw ?? "", family.partner === undefined ? "" : familyId(family.partner)]);
  }
}

