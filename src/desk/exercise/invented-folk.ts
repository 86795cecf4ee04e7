// The invented folk of an exercise without a pack: two sides that write uk and ru, composed surnames, towns of syllables.
import type { SeededRandom } from "../../basis/seeded-random.ts";
import { clerksOf } from "./clerks.ts";
import { between, harmonicWeights, pick, weightedIndex } from "./draws.ts";
import { BAND_WEIGHTS, type Bearer, type Folk, type Names, type Place } from "./folk.ts";
import { menNames, womenNames, type GivenName } from "./given-names.ts";
import { inventedClerk } from "./invented-clerk.ts";
import { inventedNames, patronymicOf, RANKS, rowOf } from "./list-rows.ts";
import type { SideOf } from "./sizes.ts";
import { feminine, surnameOf } from "./surnames.ts";
import { townsOf } from "./towns.ts";

const manIndex = weightedIndex(harmonicWeights(menNames.length, 3));
const womanIndex = weightedIndex(harmonicWeights(womenNames.length, 4));
const unitIndex = weightedIndex(harmonicWeights(400, 4));
/** Ages 18 to 60 at the signature: most are young. */
const ageIndex = weightedIndex(Array.from({ length: 43 }, (_, at) => 60 - at));
const SERIES = Array.from("АБВГДЕКМ");

export const INVENTED: Folk = {
  women: 60, civilians: 40, languages: ["uk", "ru", "latin"],
  ranks: RANKS.map(({ band }) => ({ rank: band, band, weight: BAND_WEIGHTS[band] })),
  rankIndex: weightedIndex(harmonicWeights(RANKS.length, 1).map((weight, rank) => (rank > 10 ? weight >> 1 : weight))),
  ageYears: (random) => 18 + ageIndex(random),
  serviceNo: (random, isCivilian) => {
    const series = pick(random, SERIES) + pick(random, SERIES);
    return isCivilian ? "" : `${series}-${between(random, 100_000, 999_999)}`;
  },
  unit: (side, random) => unitOf(side, unitIndex(random)),
  namesOf, townsOf,
  writerOf: (seed, list, rows) => {
    const clerkOf = clerksOf(seed, list, rows, inventedClerk);
    return (row, bearer, towns, random) => rowOf(bearer, clerkOf(row), towns, random);
  },
  truth: { head: "surname,given_uk,given_ru,patronymic_uk,patronymic_ru", cells: truthCells },
};

function truthCells({ names, sex }: Bearer): readonly string[] {
  const { surname, given, father } = inventedNames(names);
  return [surname, given.uk, given.ru, patronymicOf(father, sex, "uk"), patronymicOf(father, sex, "ru")];
}

function namesOf(side: SideOf, random: SeededRandom, { sex, member, isPair }: Place): Names {
  const masculine = surnameOf(side, random);
  const [grandfather, father] = [man(random), man(random)];
  const sons = distinct(menNames, [0, 1, 2].map(() => manIndex(random)));
  const daughters = distinct(womenNames, [0, 1, 2].map(() => womanIndex(random)));
  const given = (sex === "F" ? daughters : sons)[member] ?? father;
  return { kind: "invented", surname: sex === "F" ? feminine(masculine) : masculine, given, father: !isPair ? father : member === 0 ? grandfather : (sons[0] ?? father) };
}

const man = (random: SeededRandom): GivenName => menNames[manIndex(random)] ?? menNames[0] ?? NO_NAME;
const NO_NAME: GivenName = { uk: "", ru: "", sonUk: "", sonRu: "", shortForms: [] };

/** Children of one house bear different names: a name taken gives way to the next of the table. */
function distinct(table: readonly GivenName[], drawn: readonly number[]): GivenName[] {
  const taken = new Set<string>();
  return drawn.map((index) => {
    let at = index;
    while (taken.has(table[at]?.uk ?? "")) at = (at + 1) % table.length;
    taken.add(table[at]?.uk ?? "");
    return table[at] ?? NO_NAME;
  });
}

const unitOf = (side: SideOf, index: number): string => (side === "A" ? `А${1000 + ((index * 7) % 4000)}` : `${10_000 + ((index * 61) % 80_000)}`);
