// Adversarial lists: two lists of invented persons of many peoples, written by clerks with habits, in seventeen manners and alphabets, with
// the faults of keyboards, of machines that read print and of tired people, and with twins, brothers, fathers, namesakes and men taken together.
// Same options, same bytes. Written apart from the engine: names in mixed-names.ts, spelling and faults here. Each row says what befell it
// (`notes`), so that what is lost or wrong can be counted by cause.
import { capital, letters, PEOPLES, spell, type Name, type People } from "./mixed-names.ts";

export type MixedOptions = {
  readonly rows: number;
  readonly seed: number;
  /** Share of every people by name; by default two thirds are Ukrainians and Russians. */
  readonly shares?: Readonly<Record<string, number>>;
  /** Rate of all faults; 1 by default. */
  readonly noise?: number;
  /** Share of the rows of a list that the other list holds too; .6 by default. */
  readonly overlap?: number;
  /** In what the other list is written; "any" by default. */
  readonly held?: "any" | Manner;
};

export type MixedLists = {
  readonly left: string;
  readonly right: string;
  readonly truth: string;
  /** By id: what befell the row, and by the ids of two rows parted by a comma: how two persons alike are related. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
  readonly kin: ReadonlyMap<string, string>;
};

/** sfc32 (Doty-Humphrey, PractRand), public domain. */
function randomOf(seed: number): () => number {
  let [a, b, c, d] = [seed | 0, 0x2545f491 ^ seed, 0x5f356495, 1];
  const next = (): number => {
    const t = (a + b + d++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t | 0;
    return (t >>> 0) / 2 ** 32;
  };
  for (let k = 0; k < 16; k++) next();
  return next;
}

// ---- manners: letters of the alphabets by the published standards ----
const UK = "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я '";
const RU = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я";
type Table = readonly [of: "uk" | "ru", table: ReadonlyMap<string, string>, first?: ReadonlyMap<string, string>];
const LATIN = {
  kmu: ["uk", letters(`${UK} зг`, "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia _ zgh"), letters("є ї й ю я", "ye yi y yu ya")],
  "bgn of Ukrainian": ["uk", letters(UK, "a b v h g d e ye zh z y i yi y k l m n o p r s t u f kh ts ch sh shch ’ yu ya ”")],
  "iso of Ukrainian": ["uk", letters(UK, "a b v g g̀ d e ê ž z i ì ï j k l m n o p r s t u f h c č š ŝ ′ û â ’")],
  scholarly: ["uk", letters(UK, "a b v h g d e je ž z y i ji j k l m n o p r s t u f ch c č š šč ’ ju ja _")],
  polish: ["uk", letters(`${UK} ськ сь нь ль ць`, "a b w h g d e je ż z y i ji j k ł m n o p r s t u f ch c cz sz szcz _ ju ja _ sk ś ń l ć")],
  "by ear from Ukrainian": ["uk", letters(`${UK} ий кс`, "a b v g g d e e zh z i i yi y k l m n o p r s t u f h ts ch sh sch _ yu ya _ y x")],
  "icao of Russian": ["ru", letters(RU, "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia")],
  "bgn of Russian": ["ru", letters(`${RU} ае ое уе ие ье`, "a b v g d e ë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya aye oye uye iye ’ye"), letters("е ё", "Ye Yë")],
  "iso of Russian": ["ru", letters(RU, "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ″ y ′ è û â")],
  "by ear from Russian": ["ru", letters(`${RU} ий ый кс`, "a b v g d e yo j z i y k l m n o p r s t u f h c ch sh sh _ y _ e yu ya y y x")],
  german: ["ru", letters(RU, "a b w g d e jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch _ y _ e ju ja"), letters("е", "je")],
  french: ["ru", letters(`${RU} ин`, "a b v g d e io j z i i k l m n o p r s t ou f kh ts tch ch chtch _ y _ e iou ia ine")],
  spanish: ["ru", letters(RU, "a b v g d e io zh z i i k l m n o p r s t u f j ts ch sh sch _ i _ e yu ya")],
  turkish: ["ru", letters(RU, "a b v g d e yo j z i y k l m n o p r s t u f h ts ç ş şç _ ı _ e yu ya")],
} satisfies Record<string, Table>;
type LatinManner = keyof typeof LATIN;
export type Manner = "Ukrainian" | "Russian" | "own" | "arabic" | "hebrew" | "georgian" | "armenian" | LatinManner;
const LATIN_MANNERS = Object.keys(LATIN) as LatinManner[]; // its keys as written above
export const isManner = (word: string): word is Manner => word in LATIN || word in HEARD || ["Ukrainian", "Russian", "own"].includes(word);

// A clerk who hears a foreign name and writes it in his own letters; of the vowels a Hebrew clerk writes some.
const HEARD: Readonly<Record<"arabic" | "hebrew" | "georgian" | "armenian", ReadonlyMap<string, string>>> = {
  arabic: letters("shch sh ch zh kh ts iu ia ie ye yu ya yi a b v h g d e z y i k l m n o p r s t u f ' ’", "شتش ش تش ج خ تس يو يا ي ي يو يا ي ا ب ف ه غ د ي ز ي ي ك ل م ن و ب ر س ت و ف _ _"),
  hebrew: letters("shch sh ch zh kh ts iu ia ie ye yu ya yi a b v h g d e z y i k l m n o p r s t u f ' ’", "שצ' ש צ' ז' ח צ יו יה י י יו י י _ ב ב ה ג ד _ ז י י ק ל מ נ ו פ ר ס ט ו פ _ _"),
  georgian: letters("shch sh ch zh kh ts iu ia ie ye yu ya yi a b v h g d e z y i k l m n o p r s t u f ' ’", "შჩ შ ჩ ჟ ხ ც იუ ია იე ე იუ ია ი ა ბ ვ ჰ გ დ ე ზ ი ი კ ლ მ ნ ო პ რ ს ტ უ ფ _ _"),
  armenian: letters("shch sh ch zh kh ts iu ia ie ye yu ya yi a b v h g d e z y i k l m n o p r s t u f ' ’", "շչ շ չ ժ խ ց յու յա յե ե յու յա ի ա բ վ հ գ դ ե զ ի ի կ լ մ ն ո պ ր ս տ ու ֆ _ _"),
};
const HEBREW_ENDS: Readonly<Record<string, string>> = { מ: "ם", נ: "ן", פ: "ף", צ: "ץ", כ: "ך" };
const heard = (latin: string, script: keyof typeof HEARD): string => {
  const text = spell(latin.toLowerCase(), HEARD[script]);
  if (script !== "hebrew") return text.replace(/^ا?(?=ي[اوي])/, "");
  const from = latin.toLowerCase();
  return (/^[aeiouy](?!a|u)/.test(from) ? "א" : "") + text.replace(/[מנפצכ]$/, (letter) => HEBREW_ENDS[letter] ?? letter) + (/[ae]$/.test(from) ? "ה" : "");
};

// ---- women and fathers ----
const FEMININE: Readonly<Record<"uk" | "ru" | "latin", readonly (readonly [RegExp, string])[]>> = {
  uk: [[/([сц]ьк)ий$/, "$1а"], [/ів$/, "ова"], [/їв$/, "єва"], [/([ое]в|єв|[іи]н)$/, "$1а"], [/ий$/, "а"]],
  ru: [[/([сц]к)ий$/, "$1ая"], [/([оеё]в|[иы]н)$/, "$1а"], [/[ыи]й$/, "ая"]],
  latin: [[/([sc]k)i$/, "$1a"], [/([oe]v)$/, "$1a"]],
};
const feminine = (text: string, of: keyof typeof FEMININE): string => {
  const rule = FEMININE[of].find(([ending]) => ending.test(text));
  return rule === undefined ? text : text.replace(...rule);
};
const PATRONYMICS: Readonly<Record<string, string>> = {
  Микола: "Миколайович", Ілля: "Ілліч", Лука: "Лукич", Яків: "Якович", Григорій: "Григорович", Лев: "Львович", Михайло: "Михайлович", Павло: "Павлович", Микита: "Микитович",
  Николай: "Николаевич", Илья: "Ильич", Яков: "Яковлевич", Пётр: "Петрович", Павел: "Павлович", Никита: "Никитич", Михаил: "Михайлович", Василий: "Васильевич", Игорь: "Игоревич",
};
function patronymic(father: string, of: "uk" | "ru", isWoman: boolean): string {
  const male = PATRONYMICS[father] ?? (of === "uk"
    ? father.replace(/(?:ій|й)$/, (end) => `${end}ович`).replace(/[оеиіаья]$/, "ович").replace(/([^ч])$/, (all) => (all.endsWith("вич") ? all : `${all}ович`)).replace(/овичович$/, "ович")
    : father.replace(/ий$/, "иевич").replace(/([аеоу])й$/, "$1евич").replace(/[оеиаья]$/, "ович").replace(/([^ч])$/, "$1ович"));
  if (!isWoman) return male;
  return of === "uk" ? male.replace(/йович$/, "ївна").replace(/ович$/, "івна").replace(/ич$/, "івна") : male.replace(/([ое])вич$/, "$1вна").replace(/ич$/, "ична");
}

// ---- faults ----
const KEYBOARDS = ["йцукенгшщзхї", "фівапролджє", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "קראטוןםפ", "שדגכעיחלךף", "זסבהנמצתץ"];
const NEXT_KEY = new Map(KEYBOARDS.flatMap((row) => [...row].map((key, at, all) => [key, [all[at - 1], all[at + 1]].filter((one) => one !== undefined)] as const)));
/** What machines that read print take for what, in both directions. */
const MISREAD = "и:н н:п ш:щ е:с о:с л:п б:6 з:3 в:8 ц:ч г:т ы:н а:я м:и l:i i:l rn:m m:rn cl:d d:cl o:0 h:b u:v v:y e:c n:r a:o g:q ה:ח ד:ר ר:ד ו:ן ב:כ ס:ם ت:ث ب:ت ح:خ د:ذ ر:ز س:ش ع:غ ف:ق გ:კ ე:ვ ც:გ ս:ո ր:ը ղ:դ".split(" ").map((one) => one.split(":") as [string, string]); // a pair each
const LOOKALIKE = new Map([..."асеорхіАВСЕНІКМОРТХ"].map((letter, at) => [letter, "aceopxiABCEHIKMOPTX".charAt(at)]));

const RANKS = "солдат|рядовой|private|soldat;старший солдат|ефрейтор|senior soldier|gefreiter;молодший сержант|младший сержант|junior sergeant|unteroffizier;сержант|сержант|sergeant|sergent;старший сержант|старший сержант|senior sergeant|sergent-chef;матрос|матрос|seaman|matelot;молодший лейтенант|младший лейтенант|junior lieutenant|leutnant;лейтенант|лейтенант|lieutenant|lieutenant;капітан|капитан|captain|capitaine;майор|майор|major|major".split(";").map((one) => one.split("|"));
const PLACES = "Гусятин|Гусятин|Husiatyn;Лозова|Лозовая|Lozova;Зимівники|Зимовники|Zymivnyky;Криничне|Криничное|Krynychne;Білогір'я|Белогорье|Bilohiria;Степне|Степное|Stepne;Вороненкове|Вороненково|Voronenkove;Чорний Яр|Чёрный Яр|Chornyi Yar;Рогатка|Рогатка|Rohatka;Підлісне|Подлесное|Pidlisne;Мирне|Мирное|Myrne;Гай|Гай|Hai;Тернівка|Терновка|Ternivka;Глибоке|Глубокое|Hlyboke;Сухий Лиман|Сухой Лиман|Sukhyi Lyman;Камінь|Камень|Kamin;Липове|Липовое|Lypove;Заріччя|Заречье|Zarichchia;Дальник|Дальник|Dalnyk;Ясна Поляна|Ясная Поляна|Yasna Poliana".split(";").map((one) => one.split("|"));
const DEFAULT_SHARES: Readonly<Record<string, number>> = {
  ukrainian: 0.5, russian: 0.16, east: 0.06, crimean: 0.04, azerbaijani: 0.035, turkish: 0.015, romanian: 0.03, hungarian: 0.03, polish: 0.02, georgian: 0.04, armenian: 0.03, arab: 0.025, hebrew: 0.015,
};

type Person = {
  readonly people: People; readonly isWoman: boolean; readonly given: Name; readonly father: Name; readonly surname: Name; readonly second?: Name; readonly maiden?: Name;
  readonly birth: Birth; readonly number: string; readonly unit: string; readonly rank: number; readonly place: number; readonly taken: number;
};
type Birth = readonly [year: number, month: number, day: number];
/** What one clerk does all day. */
type Clerk = {
  readonly manner: Manner; readonly dates: number; readonly faults: number; readonly upper: boolean; readonly fathers: "all" | "some" | "none" | "initials"; readonly initials: boolean;
  readonly columns: "three" | "joined" | "reversed"; readonly soviet: boolean; readonly withoutArticle: number; readonly rowsLeft: number;
};

const DAY_MS = 86_400_000;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const two = (value: number): string => String(value).padStart(2, "0");

export function mixedLists({ rows, seed, shares = DEFAULT_SHARES, noise = 1, overlap = 0.6, held = "any" }: MixedOptions): MixedLists {
  const random = randomOf(seed);
  const chance = (p: number): boolean => random() < p;
  const fault = (p: number): boolean => random() < p * noise;
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T; // no list here is empty
  /** The earlier the commoner: frequencies fall about as 1 / (rank + flat). */
  const rankOf = (count: number, flat: number): number => Math.min(count - 1, Math.floor(flat * (((count + flat) / flat) ** random() - 1)));
  const usual = <T>(all: readonly T[], flat: number): T => all[rankOf(all.length, flat)] as T; // rankOf stays in the list

  const total = PEOPLES.reduce((sum, { name }) => sum + (shares[name] ?? 0), 0);
  const peopleOf = (): People => {
    let at = random() * total;
    return PEOPLES.find(({ name }) => (at -= shares[name] ?? 0) < 0) ?? (PEOPLES[0] as People);
  };
  const birthOf = (): Birth => {
    const month = below(12);
    return [2025 - 18 - Math.floor(random() ** 1.4 * 42), month + 1, 1 + below(DAYS[month] ?? 28)];
  };
  const person = (like: Partial<Person> = {}): Person => {
    const people = like.people ?? peopleOf();
    const isWoman = like.isWoman ?? chance(0.16);
    const surnames = people.surnames;
    const surname = like.surname ?? usual(surnames, surnames.length > 200 ? 60 : 15);
    return {
      people, isWoman, surname, given: usual(isWoman ? people.women : people.men, 6), father: usual(people.men, 6),
      ...(chance(isWoman ? 0.05 : 0.005) ? { second: usual(surnames, 40) } : {}), ...(isWoman && chance(0.05) ? { maiden: usual(surnames, 40) } : {}),
      birth: birthOf(), number: `${pick(["ТР", "ОК", "КВ", "ПС", "ЛН"])}-${100_000 + below(900_000)}`, unit: `А${1000 + rankOf(600, 40) * 13 % 9000}`,
      rank: rankOf(RANKS.length, 2), place: rankOf(PLACES.length, 5), taken: Math.floor(random() * 1180), ...like,
    };
  };
  const persons: Person[] = [];
  const related = new Map<number, { with: number; kind: string }>();
  const relate = (other: Person, of: number, kind: string): void => {
    related.set(persons.length, { with: of, kind });
    persons.push(other);
  };
  const wanted = Math.round(rows * (2 - overlap));
  while (persons.length < wanted) {
    const at = persons.length;
    const one = person();
    persons.push(one);
    const { people, surname, father, given, isWoman } = one;
    const together = chance(0.4) ? { unit: one.unit, place: one.place, taken: one.taken } : {};
    const other = (list: readonly Name[]): Name => { const found = usual(list, 6); return found === given ? (list[(list.indexOf(found) + 1) % list.length] as Name) : found; };
    const years = (by: number): Birth => [Math.min(2007, Math.max(1955, one.birth[0] + by)), 1 + below(12), 1 + below(28)];
    if (chance(0.012)) relate(person({ people, surname, father, isWoman, given: other(isWoman ? people.women : people.men), birth: one.birth, ...together }), at, "twin");
    if (chance(0.03)) { const sister = chance(0.15); relate(person({ people, surname, father, isWoman: sister, given: other(sister ? people.women : people.men), birth: years((chance(0.5) ? 1 : -1) * (1 + below(6))), ...together }), at, "brother or sister"); }
    if (chance(0.012) && !isWoman) relate(person({ people, surname, father: given, isWoman: false, birth: years(20 + below(10)) }), at, "father and son");
    if (chance(0.02)) relate(person({ people, surname, father: chance(0.5) ? father : usual(people.men, 6), isWoman, given, birth: chance(0.25) ? [one.birth[0] + pick([-2, -1, 1, 2]), one.birth[1], one.birth[2]] : birthOf(), ...(chance(0.15) ? together : {}) }), at, "namesake");
  }
  persons.length = wanted;
  const order = persons.map((_, at) => at);
  const shuffle = <T>(all: T[]): T[] => { for (let k = all.length - 1; k > 0; k--) { const j = below(k + 1); [all[k], all[j]] = [all[j] as T, all[k] as T]; } return all; };
  shuffle(order);
  const shared = Math.round(rows * overlap);
  const sides = [order.slice(0, rows), [...order.slice(0, shared), ...order.slice(rows, rows + rows - shared)]] as const;

  // -- one row as a clerk writes it --
  const typo = (text: string, rate: number, told: string[], field: string): string => {
    let word = text;
    if (word.length < 3) return word;
    if (fault(rate * 0.35)) {
      const hits = MISREAD.filter(([from]) => word.toLowerCase().indexOf(from, 1) > 0);
      if (hits.length > 0) {
        const [from, to] = pick(hits);
        const at = word.toLowerCase().indexOf(from, 1);
        word = word.slice(0, at) + to + word.slice(at + from.length);
        told.push(`${field} misread`);
      }
    }
    if (fault(rate * 0.08) && /[а-яі]/i.test(word)) { word = [...word].map((letter) => (chance(0.5) ? (LOOKALIKE.get(letter) ?? letter) : letter)).join(""); told.push(`${field} of two alphabets`); }
    if (!fault(rate)) return word;
    told.push(`${field} slip`);
    const at = 1 + below(word.length - 1);
    const letter = word.charAt(at);
    switch (below(5)) {
      case 0: return word.slice(0, at) + word.slice(at + 1);
      case 1: return word.slice(0, at) + letter + word.slice(at);
      case 2: return at + 1 < word.length ? word.slice(0, at) + word.charAt(at + 1) + letter + word.slice(at + 2) : word.slice(0, -1);
      default: { const near = NEXT_KEY.get(letter.toLowerCase()) ?? []; return near.length === 0 ? word.slice(0, at) + word.slice(at + 1) : word.slice(0, at) + pick(near) + (chance(0.25) ? letter : "") + word.slice(at + 1); }
    }
  };
  const write = (name: Name, clerk: Clerk, person: Person, what: "surname" | "given" | "father"): string => {
    const { manner } = clerk;
    const isWoman = person.isWoman && person.people.feminine && what === "surname";
    const uk = isWoman ? feminine(name.uk, "uk") : name.uk;
    const ru = isWoman ? feminine(name.ru, "ru") : name.ru;
    const passport = (): string => { const all = name.latin ?? []; const word = all.length === 0 ? "" : pick(all); return isWoman ? feminine(word, "latin") : word; };
    if (what === "father") {
      const suffixed = person.people.father === "patronymic" || (clerk.soviet && person.people.letters !== "arabic" && person.people.letters !== "hebrew");
      if (suffixed) return inManner(patronymic(name.uk, "uk", person.isWoman), patronymic(name.ru, "ru", person.isWoman), clerk);
    }
    if (manner === "own" || (manner in HEARD && manner === person.people.letters)) return name.own ?? uk;
    if (manner in HEARD) return heard(spell(uk, ...tableOf("kmu")), manner as keyof typeof HEARD); // manner in HEARD
    if (manner !== "Ukrainian" && manner !== "Russian" && name.latin !== undefined && chance(0.6)) return passport();
    return inManner(uk, ru, clerk);
  };
  const tableOf = (manner: LatinManner): [ReadonlyMap<string, string>, ReadonlyMap<string, string> | undefined] => { const [, table, first] = LATIN[manner] as Table; return [table, first]; };
  const inManner = (uk: string, ru: string, { manner }: Clerk): string => {
    if (manner === "Ukrainian") return uk;
    if (manner === "Russian") return ru.replace(/ё/g, "е").replace(/Ё/g, "Е");
    if (manner === "own") return uk;
    if (manner in HEARD) return heard(spell(uk, ...tableOf("kmu")), manner as keyof typeof HEARD); // manner in HEARD
    const latin = manner as LatinManner; // what is left
    return capital(spell((LATIN[latin] as Table)[0] === "uk" ? uk : ru, ...tableOf(latin)));
  };
  const datesOf = ([year, month, day]: Birth, clerk: Clerk, told: string[]): string => {
    if (fault(0.015 + 0.05 * clerk.faults)) { told.push("no birth date"); return ""; }
    if (fault(0.05)) { told.push("part of a date"); return chance(0.6) ? String(year) : chance(0.5) ? `${two(month)}.${year}` : `01.01.${year}`; }
    let [y, m, d] = [year, month, day];
    if (fault(0.035 + 0.04 * clerk.faults)) {
      const kind = below(6);
      if (kind === 0) [d, m] = d <= 12 ? [m, d] : [d, m];
      else if (kind === 1) y += chance(0.5) ? 1 : -1;
      else if (kind === 2) d = Math.max(1, d + pick([-1, 1]));
      else if (kind === 3) m = 1 + below(12);
      else if (kind === 4) y = Math.floor(y / 100) * 100 + (y % 10) * 10 + Math.floor((y % 100) / 10);
      else d = 1 + below(28);
      if (y > 2008 || y < 1945) y = year - 10;
      if (m !== month || d !== day || y !== year) told.push(y !== year ? "year slipped" : "day or month slipped");
    }
    d = Math.min(d, DAYS[m - 1] ?? 28);
    switch (clerk.dates) {
      case 0: return `${y}-${two(m)}-${two(d)}`;
      case 1: return `${two(d)}.${two(m)}.${y}`;
      case 2: return `${two(d)}/${two(m)}/${y}`;
      default: return `${y}${two(m)}${two(d)}`;
    }
  };
  const rowOf = (one: Person, clerk: Clerk, side: 0 | 1, told: string[]): string[] => {
    const { people } = one;
    told.push(people.name, one.isWoman ? "woman" : "man", clerk.manner, clerk.fathers === "none" ? "clerk without fathers" : "clerk with fathers");
    const nameRate = 0.02 + 0.08 * clerk.faults;
    const family = side === 1 && one.maiden !== undefined ? one.maiden : one.surname;
    if (side === 1 && one.maiden !== undefined) told.push("surname of her marriage");
    let surname = write(family, clerk, one, "surname");
    if (one.second !== undefined) { told.push("double surname"); if (chance(0.7)) surname += (chance(0.7) ? "-" : " ") + write(one.second, clerk, one, "surname"); }
    if (people.letters === "arabic" && chance(clerk.withoutArticle)) surname = surname.replace(/^(ال|[AE]l[- ]|А[лш]ь?-)(?=.{3})/, "");
    let given = write(one.given, clerk, one, "given");
    if (fault(0.02) && one.given.short !== undefined && (clerk.manner === "Ukrainian" || clerk.manner === "Russian" || clerk.manner === "kmu")) {
      told.push("short form");
      const short = pick(one.given.short);
      given = inManner(short, short, clerk);
    }
    let father = clerk.fathers === "none" || (clerk.fathers === "some" && chance(0.35)) || fault(0.03) ? "" : write(one.father, clerk, one, "father");
    if (father === "") told.push("no father");
    surname = typo(surname, nameRate, told, "surname");
    given = typo(given, nameRate * 0.8, told, "given name");
    father = typo(father, nameRate * 0.8, told, "father");
    if (clerk.initials || (clerk.fathers === "initials" && father !== "")) {
      if (clerk.initials) { given = `${given.charAt(0)}.`; told.push("initial"); }
      if (father !== "") father = `${father.charAt(0)}.`;
    }
    if (clerk.columns === "reversed" || fault(0.015)) { [surname, given] = [given, surname]; told.push("columns exchanged"); }
    else if (clerk.columns === "joined" || fault(0.01)) { [surname, given, father] = [[surname, given, father].filter((word) => word !== "").join(" "), "", ""]; told.push("columns joined"); }
    else if (fault(0.006) && father !== "") { [surname, given, father] = [given, father, surname]; told.push("columns shifted"); }
    if (clerk.upper) [surname, given, father] = [surname, given, father].map((word) => word.toUpperCase()) as [string, string, string]; // three in, three out
    const birth = datesOf(one.birth, clerk, told);
    const has = (left: number, right: number): boolean => chance(side === 0 ? left : right);
    const isLatin = clerk.manner !== "Ukrainian" && clerk.manner !== "Russian" && clerk.manner !== "own" ? 2 : clerk.manner === "Russian" ? 1 : 0;
    let number = has(0.6, 0.15) ? one.number : "";
    if (number !== "" && fault(0.06)) { const at = 3 + below(6); number = number.slice(0, at) + below(10) + number.slice(at + 1); told.push("number misread"); }
    if (number !== "" && isLatin === 2) number = number.replace("ТР", "TR").replace("ОК", "OK").replace("КВ", "KV").replace("ПС", "PS").replace("ЛН", "LN");
    const unit = has(0.75, 0.32) ? (fault(0.12) ? `А${1000 + rankOf(600, 40) * 13 % 9000}` : one.unit) : "";
    const rank = has(0.8, 0.5) ? (RANKS[fault(0.15) ? rankOf(RANKS.length, 2) : one.rank]?.[isLatin] ?? "") : "";
    const place = has(0.5, 0.6) ? (PLACES[fault(0.2) ? rankOf(PLACES.length, 5) : one.place]?.[isLatin] ?? "") : "";
    const day = one.taken + (fault(0.4) ? below(15) - 7 : 0);
    const taken = has(0.45, 0.5) ? new Date(Date.UTC(2022, 1, 24) + day * DAY_MS).toISOString().slice(0, 10) : "";
    if (number === "") told.push("no number");
    return [surname, given, father, birth, number, unit, rank, place, taken];
  };
  const mannerOf = (side: 0 | 1): Manner => {
    if (side === 1 && held !== "any") return held;
    const at = random();
    if (side === 0) return at < 0.82 ? "Ukrainian" : at < 0.88 ? "own" : at < 0.96 ? "kmu" : "Russian";
    if (at < 0.4) return "Russian";
    if (at < 0.5) return "kmu";
    if (at < 0.6) return "icao of Russian";
    if (at < 0.92) return pick(LATIN_MANNERS);
    return at < 0.94 ? "own" : pick(["arabic", "hebrew", "georgian", "armenian"] as const);
  };
  const clerkOf = (side: 0 | 1): Clerk => ({
    manner: mannerOf(side), dates: side === 0 ? (chance(0.8) ? 0 : 1) : below(20) < 12 ? 1 : below(4), faults: 2 * random() ** 2, upper: chance(side === 0 ? 0.05 : 0.3),
    fathers: chance(side === 0 ? 0.9 : 0.55) ? "all" : chance(0.5) ? "some" : chance(0.8) ? "none" : "initials", initials: chance(side === 0 ? 0.005 : 0.015),
    columns: chance(0.96) ? "three" : chance(0.7) ? "joined" : "reversed", soviet: chance(0.6), withoutArticle: chance(0.5) ? 0 : random(), rowsLeft: 15 + below(150),
  });
  const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const notes = new Map<string, readonly string[]>();
  const idOf = [new Map<number, string>(), new Map<number, string>()] as const;
  const listOf = (side: 0 | 1): string => {
    let clerk = clerkOf(side);
    let left = clerk.rowsLeft;
    const lines = ["id,surname,given_name,patronymic,birth_date,service_no,unit,rank,capture_place,capture_date"];
    shuffle([...sides[side]]).forEach((at, row) => {
      if (left-- === 0) { clerk = clerkOf(side); left = clerk.rowsLeft; }
      const [id, told] = [`${side === 0 ? "L" : "R"}${row + 1}`, [] as string[]];
      lines.push([id, ...rowOf(persons[at] as Person, clerk, side, told)].map(quoted).join(",")); // places of persons
      notes.set(id, told);
      idOf[side].set(at, id);
    });
    return `${lines.join("\n")}\n`;
  };
  const [left, right] = [listOf(0), listOf(1)];
  const truth = ["left_id,right_id"];
  for (const [at, id] of idOf[0]) { const other = idOf[1].get(at); if (other !== undefined) truth.push(`${id},${other}`); }
  const kin = new Map<string, string>();
  for (const [at, { with: other, kind }] of related)
    for (const [x, y] of [[at, other], [other, at]] as const) { const [a, b] = [idOf[0].get(x), idOf[1].get(y)]; if (a !== undefined && b !== undefined) kin.set(`${a},${b}`, kind); }
  return { left, right, truth: `${truth.join("\n")}\n`, notes, kin };
}
