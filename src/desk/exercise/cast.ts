// Who takes part in an exercise: the invented sides that it always had, or the parties of a conflict pack. An exercise has a pack of its own made
// of that one, with an origin of its own, so that no entry of an exercise can be taken for one of the process.
import { fromUtf8 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { Fault } from "../../basis/fault.ts";
import { parsePack, type ConflictPack, type PackParty } from "../../vocabulary/conflict-pack.ts";
import { joinPack, PACK_FILE } from "../../vocabulary/pack-files.ts";
import { isRecord, parseJson } from "../../basis/parse-json.ts";
import type { Folk } from "./folk.ts";
import { INVENTED } from "./invented-folk.ts";
import { packFolk } from "./pack-folk.ts";
import type { SideOf } from "./sizes.ts";

export type Party = { readonly code: string; /** In English, as the agreement names it. */ readonly name: string };
export type Cast = {
  readonly sides: Readonly<Record<SideOf, Party>>;
  readonly office: Party;
  readonly secretariat: string;
  readonly laboratories: Readonly<Record<SideOf | "office", string>>;
  readonly folk: Folk;
  /** As the rows of the lists on the record say it. */
  readonly soldier: string;
  /** The id of the conflict pack; "" for the invented sides. */
  readonly pack: string;
  /** The pack of the exercise, in one file. */
  readonly packText: (seed: string) => string;
};

const EXERCISE_ORIGIN = "exercise.example/record";
const LABORATORY = { en: "Laboratory", uk: "Лабораторія", ru: "Лаборатория", tr: "Laboratuvar", ar: "مختبر" } as const;
const EXERCISE = { en: "Exercise", uk: "Навчання", ru: "Учение", tr: "Tatbikat", ar: "تمرين" } as const;
const wordIn = (words: Readonly<Record<string, string>>, language: string): string => words[language] ?? "";

const TITLE = {
  en: "Exercise of two invented sides, seed", uk: "Навчання двох вигаданих сторін, зерно", ru: "Учение двух вымышленных сторон, зерно", tr: "İki kurgusal tarafın tatbikatı, tohum", ar: "تمرين بين طرفين متخيَّلين، البذرة", fr: "Exercice de deux parties fictives, graine",
} as const;

const CODES = { A: "SA", B: "SB" } as const;
const OFFICE = "NO";
const LABORATORIES = { A: `${CODES.A}LAB`, B: `${CODES.B}LAB`, office: `${OFFICE}LAB` } as const;

export const INVENTED_CAST: Cast = {
  sides: { A: { code: CODES.A, name: "Side A" }, B: { code: CODES.B, name: "Side B" } }, office: { code: OFFICE, name: "Neutral Office" }, secretariat: "SEC", laboratories: LABORATORIES,
  folk: INVENTED, soldier: "soldier", pack: "",
  packText: (seed) => `${canonicalJson({
    id: "exercise", version: 1, title: `${TITLE.en} ${seed}`, titles: Object.fromEntries(Object.entries(TITLE).map(([language, title]) => [language, `${title} ${seed}`])), origin: EXERCISE_ORIGIN, talks: "exercise", timeZone: "UTC+3", smallCount: 5,
    sides: [
      { code: CODES.A, names: { en: "Side A", uk: "Сторона А", ru: "Сторона А", tr: "A Tarafı", ar: "الطرف أ" } },
      { code: CODES.B, names: { en: "Side B", uk: "Сторона Б", ru: "Сторона Б", tr: "B Tarafı", ar: "الطرف ب" } },
    ],
    mediator: { code: OFFICE, names: { en: "Neutral Office", uk: "Нейтральне бюро", ru: "Нейтральное бюро", tr: "Tarafsız Büro", ar: "المكتب المحايد" } },
    secretariat: { code: "SEC", names: { en: "Secretariat", uk: "Секретаріат", ru: "Секретариат", tr: "Sekretarya", ar: "الأمانة" } },
    laboratories: [
      { code: LABORATORIES.A, of: CODES.A, names: { en: "Laboratory of Side A", uk: "Лабораторія Сторони А", ru: "Лаборатория Стороны А", tr: "A Tarafının Laboratuvarı", ar: "مختبر الطرف أ" } },
      { code: LABORATORIES.B, of: CODES.B, names: { en: "Laboratory of Side B", uk: "Лабораторія Сторони Б", ru: "Лаборатория Стороны Б", tr: "B Tarafının Laboratuvarı", ar: "مختبر الطرف ب" } },
      { code: LABORATORIES.office, of: OFFICE, names: { en: "Laboratory of the Neutral Office", uk: "Лабораторія Нейтрального бюро", ru: "Лаборатория Нейтрального бюро", tr: "Tarafsız Büronun Laboratuvarı", ar: "مختبر المكتب المحايد" } },
    ],
    sources: "Invented sides; no person stands in this pack.",
  })}\n`,
};

/**
 * The parties of a pack. Side A is the first of its sides.
 * @throws Fault `EXERCISE_PACK` for a pack without population.json.
 */
export function castOf(pack: ConflictPack): Cast {
  const { population } = pack;
  if (population === "none") throw new Fault("EXERCISE_PACK", "expected a pack with population.json: from it the people of an exercise are drawn", [{ field: "pack" }]);
  const party = ({ code, names }: PackParty): Party => ({ code, name: names["en"] ?? code });
  const [a, b] = pack.sides;
  const laboratory = (of: string): string => pack.laboratories.find((one) => one.of === of)?.code ?? `${of.slice(0, 5)}LAB`;
  const laboratories = { A: laboratory(a.code), B: laboratory(b.code), office: laboratory(pack.mediator.code) };
  return {
    sides: { A: party(a), B: party(b) }, office: party(pack.mediator), secretariat: pack.secretariat.code, laboratories, folk: packFolk(population),
    soldier: pack.categories.find(({ track, health, parity }) => track === "military" && !health && (parity || !pack.categories.some((one) => one.parity)))?.code ?? "soldier",
    pack: pack.id, packText: (seed) => exercisePack(pack, laboratories, seed),
  };
}

/** The files of the pack with a head of its own: another id and origin, a title that says what it is, a laboratory for everybody who needs one. */
function exercisePack(pack: ConflictPack, codes: Cast["laboratories"], seed: string): string {
  const head = parseJson(pack.files.get(PACK_FILE) ?? "");
  const languages = Object.keys(pack.sides[0].names);
  const laboratories = ([["A", pack.sides[0]], ["B", pack.sides[1]], ["office", pack.mediator]] as const).map(([of, { code, names }]) =>
    pack.laboratories.find((one) => one.of === code) ?? { code: codes[of], of: code, names: Object.fromEntries(languages.map((language) => [language, `${wordIn(LABORATORY, language)}: ${names[language] ?? code}`])) });
  const own = {
    ...(isRecord(head) ? head : {}), id: `exercise-${pack.id}`.slice(0, 40), version: 1, origin: EXERCISE_ORIGIN, talks: "exercise", title: `Exercise, seed ${seed}: ${pack.title}`,
    ...(pack.languages.length === 0 ? {} : { titles: Object.fromEntries(pack.languages.map(({ code }) => [code, `${wordIn(EXERCISE, code)}, ${seed}: ${pack.titles[code] ?? pack.title}`])) }),
    laboratories: laboratories.map(({ code, of, names }) => ({ code, of, names })), sources: `Made for an exercise of the pack ${pack.id}, SHA-256 ${pack.sha256}. ${pack.sources}`,
  };
  const bytes = joinPack(new Map([...pack.files, [PACK_FILE, `${canonicalJson(own)}\n`]]));
  parsePack(bytes, PACK_FILE); // a pack whose parties cannot have a laboratory is refused here, with what it lacks
  return fromUtf8(bytes);
}
