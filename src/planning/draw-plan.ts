// A picture of a plan that prints on one page (A4 across): batches over time, the first side above the line and the second below, persons by tier,
// the agreed size as a frame, stretchers, and the running difference of weight within its tolerance. Counts only: no person can be read off it.
import type { Problem, SideIndex } from "./problem.ts";

const WIDTH = 1123, HEIGHT = 794; // A4 at 96 dpi
const LEFT = 70, RIGHT = 20, MIDDLE = 300, BARS = 200, PARITY_TOP = 590, PARITY_BOTTOM = 740;
const FILLS = ["#7a0c2e", "#c8553d", "#e9a23b", "#5b8e7d", "#8fa7b8", "#5a5a7a", "#b8a9c9", "#9c7a54"]; // by tier, repeating
type Tally = { persons: number[]; stretcher: number; weight: number };

/** SVG 1.1 without scripts, fonts or outside files. Linear in the captives. */
export function drawPlan(problem: Problem, assign: Readonly<Record<string, string | null>>, title: string): string {
  const { batches, tiers, sides, parity } = problem;
  const tally = tallyOf(problem, assign);
  const total = ({ persons }: Tally): number => persons.reduce((a, b) => a + b, 0);
  const tallest = Math.max(1, ...tally.flatMap((both, k) => both.map((one, s) => Math.max(total(one), finite(batches[k]?.limits[s as SideIndex].max)))));
  const step = (WIDTH - LEFT - RIGHT) / batches.length, bar = Math.min(60, step * 0.7);
  const xOf = (k: number): number => LEFT + step * (k + 0.5);
  const parts: string[] = [];
  const text = (x: number, y: number, words: string, more = ""): void => void parts.push(`<text x="${round(x)}" y="${round(y)}"${more}>${escape(words)}</text>`);
  text(LEFT, 30, title, ' font-size="20" font-weight="bold"');
  tiers.forEach(({ id }, t) => {
    parts.push(`<rect x="${LEFT + t * 150}" y="42" width="12" height="12" fill="${FILLS[t % FILLS.length]}"/>`);
    text(LEFT + t * 150 + 18, 53, id);
  });
  const isCrowded = step < 40;
  batches.forEach(({ id, day, limits }, k) => {
    ([0, 1] as const).forEach((s) => {
      const one = tally[k]?.[s], direction = s === 0 ? -1 : 1;
      if (!one) return;
      let height = 0;
      one.persons.forEach((persons, t) => {
        const tall = (persons / tallest) * BARS;
        const y = direction < 0 ? MIDDLE - 12 - height - tall : MIDDLE + 12 + height;
        if (persons > 0) parts.push(`<rect x="${round(xOf(k) - bar / 2)}" y="${round(y)}" width="${round(bar)}" height="${round(tall)}" fill="${FILLS[t % FILLS.length]}"/>`);
        height += tall;
      });
      const max = limits[s].max, frame = (finite(max) / tallest) * BARS;
      if (max < Infinity) parts.push(`<rect x="${round(xOf(k) - bar / 2)}" y="${round(direction < 0 ? MIDDLE - 12 - frame : MIDDLE + 12)}" width="${round(bar)}" height="${round(frame)}" fill="none" stroke="#222" stroke-dasharray="3 2"/>`);
      const end = MIDDLE + direction * (12 + Math.max(height, frame));
      text(xOf(k), direction < 0 ? end - (isCrowded ? 4 : 18) : end + 14, String(total(one)), ' text-anchor="middle" font-weight="bold"');
      if (!isCrowded) text(xOf(k), direction < 0 ? end - 5 : end + 27, `${one.stretcher}${limits[s].stretcher < Infinity ? `/${limits[s].stretcher}` : ""} lying`, ' text-anchor="middle" font-size="9"');
    });
    if (!isCrowded || k % 2 === 0) text(xOf(k), MIDDLE + 4, isCrowded ? String(day) : `${id}, day ${day}`, ' text-anchor="middle" font-size="10"');
  });
  text(12, MIDDLE - 100, sides[0], ' font-size="16"');
  text(12, MIDDLE + 110, sides[1], ' font-size="16"');
  parts.push(...parityLine(problem, tally, xOf));
  text(LEFT, HEIGHT - 18, `Dashed frame: agreed size of the batch. Below: difference of weight so far, ${sides[0]} less ${sides[1]}${parity.cumulative < Infinity ? `; shaded: agreed tolerance ${parity.cumulative}` : ""}.`, ' font-size="10"');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img">\n<title>${escape(title)}</title>\n<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>\n${parts.join("\n")}\n</svg>\n`;
}

function tallyOf(problem: Problem, assign: Readonly<Record<string, string | null>>): [Tally, Tally][] {
  const given = new Map(Object.entries(assign));
  const index = new Map<string | null, number>(problem.batches.map(({ id }, k) => [id, k]));
  const empty = (): Tally => ({ persons: problem.tiers.map(() => 0), stretcher: 0, weight: 0 });
  const tally = problem.batches.map((): [Tally, Tally] => [empty(), empty()]);
  for (const { id, side, tier, need, weight } of problem.captives) {
    const one = tally[index.get(given.get(id) ?? null) ?? -1]?.[side];
    if (!one) continue;
    one.persons[tier] = (one.persons[tier] ?? 0) + 1;
    one.stretcher += Number(need === "stretcher");
    one.weight += weight;
  }
  return tally;
}

function parityLine({ parity }: Problem, tally: readonly (readonly [Tally, Tally])[], xOf: (k: number) => number): string[] {
  let running = 0;
  const values = tally.map(([a, b]) => (running += a.weight - b.weight));
  const most = Math.max(1, ...values.map(Math.abs), finite(parity.cumulative));
  const yOf = (value: number): number => (PARITY_TOP + PARITY_BOTTOM) / 2 - (value / most) * ((PARITY_BOTTOM - PARITY_TOP) / 2);
  const band = parity.cumulative < Infinity ? [`<rect x="${LEFT}" y="${round(yOf(parity.cumulative))}" width="${WIDTH - LEFT - RIGHT}" height="${round(yOf(-parity.cumulative) - yOf(parity.cumulative))}" fill="#eef2f5"/>`] : [];
  return [
    ...band,
    `<line x1="${LEFT}" y1="${round(yOf(0))}" x2="${WIDTH - RIGHT}" y2="${round(yOf(0))}" stroke="#888"/>`,
    `<polyline points="${values.map((value, k) => `${round(xOf(k))},${round(yOf(value))}`).join(" ")}" fill="none" stroke="#1f4e79" stroke-width="2"/>`,
    ...values.map((value, k) => `<circle cx="${round(xOf(k))}" cy="${round(yOf(value))}" r="3" fill="#1f4e79"/><text x="${round(xOf(k))}" y="${round(yOf(value) - 7)}" text-anchor="middle" font-size="9">${value}</text>`),
  ];
}

const finite = (limit: number | undefined): number => (limit === undefined || limit === Infinity ? 0 : limit);
const round = (value: number): string => (Math.round(value * 10) / 10).toString();
const escape = (words: string): string => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
