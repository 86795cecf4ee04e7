// Ranks by a number of one order, navy beside army, from their words in uk, ru and en. A rank that is not in the
// table is compared as a word. NATO codes of the steps stand beside them (STANAG 2116).
const RANKS: readonly (readonly [number, string])[] = [
  [1, "солдат,рядовий,рядовой,private,soldier,матрос,seaman,sailor,er"], // OR-1
  [2, "старший солдат,єфрейтор,ефрейтор,senior soldier,private first class,lance corporal,старший матрос,senior seaman"], // OR-2
  [3, "молодший сержант,младший сержант,junior sergeant,corporal,старшина 2 статті,старшина 2 статьи,onbaşı"], // OR-4
  [4, "сержант,sergeant,старшина 1 статті,старшина 1 статьи,çavuş"], // OR-5
  [5, "старший сержант,senior sergeant,staff sergeant,головний старшина,главный старшина"], // OR-6
  [6, "головний сержант,старшина,master sergeant,first sergeant,chief sergeant,sergeant major"], // OR-7
  [7, "прапорщик,warrant officer,мічман,мичман,штаб-сержант,staff-sergeant,старший прапорщик,senior warrant officer"], // OR-8
  [8, "молодший лейтенант,младший лейтенант,junior lieutenant,second lieutenant"], // OF-1
  [9, "лейтенант,lieutenant,teğmen"],
  [10, "старший лейтенант,senior lieutenant,first lieutenant,üsteğmen"],
  [11, "капітан,капитан,captain,капітан-лейтенант,капитан-лейтенант,yüzbaşı"], // OF-2
  [12, "майор,major,капітан 3 рангу,капитан 3 ранга,binbaşı"], // OF-3
  [13, "підполковник,подполковник,lieutenant colonel,капітан 2 рангу,капитан 2 ранга,yarbay"], // OF-4
  [14, "полковник,colonel,капітан 1 рангу,капитан 1 ранга,albay"], // OF-5
  [15, "генерал-майор,бригадний генерал,major general,brigadier general,brigadier,контр-адмірал,контр-адмирал"],
];

const SHORTENED: readonly (readonly [RegExp, string])[] = [
  [/\bst\.?\s/g, "senior "], [/\bjr\.?\s/g, "junior "], [/\bsgt\b\.?/g, "sergeant"], [/\blt\b\.?/g, "lieutenant"], [/\bcapt\b\.?/g, "captain"],
  [/^ст\.\s*/, "старший "], [/^мол\.\s*/, "молодший "], [/^мл\.\s*/, "младший "], [/^гол\.\s*/, "головний "], [/серж\.|с-нт/, "сержант"], [/л-т\b/, "лейтенант"], [/ряд\./, "рядовой"],
];

const BY_WORD = new Map(RANKS.flatMap(([order, words]) => words.split(",").map((word) => [word, order] as const)));

/** `#7` for a rank of the table, the cleaned word for another, "" for none. */
export function rankOf(cell: string): string {
  if (cell === "") return "";
  let text = cell.toLowerCase().replace(/[\u00a0\s]+/g, " ").replace(/[“”«»"]/g, "").trim();
  const known = BY_WORD.get(text);
  if (known !== undefined) return `#${known}`;
  for (const [short, long] of SHORTENED) text = text.replace(short, long);
  const order = BY_WORD.get(text.replace(/\s+(?:запасу|запаса|юстиції|медичної служби|reserve)$/, "").trim());
  return order === undefined ? text : `#${order}`;
}

/** Whether two ranks of the table stand next to each other. */
export const areNeighbours = (a: string, b: string): boolean =>
  a.charCodeAt(0) === 35 && b.charCodeAt(0) === 35 && Math.abs(Number(a.slice(1)) - Number(b.slice(1))) === 1;
