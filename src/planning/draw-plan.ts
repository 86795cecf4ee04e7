// A picture of a plan that prints on one page (A4 across): batches over time, the first side above the line and the others below, persons by tier,
// the agreed size as a frame, places other than seats, and the running differences within their tolerance. Counts only: no person can be read off it.
import { balanceWeight, placesOf, type Problem } from "./problem.ts";

const WIDTH = 1123, HEIGHT = 794; // A4 at 96 dpi
const LEFT = 70, RIGHT = 20, MIDDLE = 305, BARS = 195, BALANCE_TOP = 600, BALANCE_BOTTOM = 740;
const FILLS = ["#7a0c2e", "#c8553d", "#e9a23b", "#5b8e7d", "#8fa7b8", "#5a5a7a", "#b8a9c9", "#9c7a54"]; // by tier, repeating
const INKS = ["#fff", "#fff", "#000", "#fff", "#000", "#fff", "#000", "#fff"]; // on the fills: a print without colour is read by its numbers
const LINES = ["#1f4e79", "#a33b20", "#3f7d20", "#6b3fa0", "#00797a", "#7a5c00"]; // by balance, repeating
/** What goes on one half of the page in one batch: persons by tier, places taken by resource. */
type Tally = { readonly persons: number[]; readonly taken: Map<string, number> };

/** The words on the picture, in the reader's language; English without them. `font`: a family that whoever sets it has. */
export type PictureWords = {
  readonly batch: (id: string, day: number) => string; readonly tier: (id: string) => string; readonly side: (code: string) => string; readonly resource: (name: string) => string;
  readonly balance: (name: string, party: string, other: string | null) => string; readonly legend: string; readonly font: string;
};
const ENGLISH: PictureWords = {
  batch: (id, day) => `${id}, day ${day}`, tier: (id) => id, side: (code) => code, resource: (name) => name, font: "sans-serif",
  balance: (name, party, other) => `${name} ${party}${other === null ? "" : ` less ${other}`}`.trim(),
  legend: "Dashed frame: agreed size of the batch. Below: weight released so far less weight received, by balance; shaded: the widest agreed tolerance.",
};

/** SVG 1.1 without scripts, fonts or outside files. Linear in the captives. */
export function drawPlan(problem: Problem, assign: Readonly<Record<string, string | null>>, title: string, words: PictureWords = ENGLISH): string {
  const { batches, tiers, sides, resources } = problem;
  const halves = [[0], sides.slice(1).map((_, i) => i + 1)];
  const tally = tallyOf(problem, assign);
  const total = ({ persons }: Tally): number => persons.reduce((a, b) => a + b, 0);
  const most = (k: number, half: readonly number[]): number => half.reduce((sum, s) => sum + (batches[k]?.limits[s]?.max ?? Infinity), 0);
  const tallest = Math.max(1, ...tally.flatMap((both, k) => both.map((one, h) => Math.max(total(one), finite(most(k, halves[h] ?? []))))));
  const step = (WIDTH - LEFT - RIGHT) / batches.length, bar = Math.min(60, step * 0.7);
  const xOf = (k: number): number => LEFT + step * (k + 0.5);
  const parts: string[] = [];
  const text = (x: number, y: number, words: string, more = ""): void => void parts.push(`<text x="${round(x)}" y="${round(y)}"${more}>${escape(words)}</text>`);
  text(LEFT, 28, title, ' font-size="20" font-weight="bold"');
  const legend = Math.min(150, (WIDTH - LEFT - RIGHT) / tiers.length);
  tiers.forEach(({ id }, t) => {
    parts.push(`<rect x="${round(LEFT + t * legend)}" y="40" width="12" height="12" fill="${fillOf(FILLS, t)}"/>`);
    text(LEFT + t * legend + 18, 51, words.tier(id));
  });
  const isCrowded = step < 60;
  batches.forEach(({ id, day, limits }, k) => {
    halves.forEach((half, h) => {
      const one = tally[k]?.[h], up = h === 0;
      if (!one) return;
      let height = 0;
      one.persons.forEach((persons, t) => {
        const tall = (persons / tallest) * BARS;
        if (persons > 0) parts.push(`<rect x="${round(xOf(k) - bar / 2)}" y="${round(up ? MIDDLE - 12 - height - tall : MIDDLE + 12 + height)}" width="${round(bar)}" height="${round(tall)}" fill="${fillOf(FILLS, t)}"/>`);
        if (tall >= 11) text(xOf(k), (up ? MIDDLE - 12 - height - tall / 2 : MIDDLE + 12 + height + tall / 2) + 3, String(persons), ` text-anchor="middle" font-size="9" fill="${fillOf(INKS, t)}"`);
        height += tall;
      });
      const frame = (finite(most(k, half)) / tallest) * BARS;
      if (most(k, half) < Infinity) parts.push(`<rect x="${round(xOf(k) - bar / 2)}" y="${round(up ? MIDDLE - 12 - frame : MIDDLE + 12)}" width="${round(bar)}" height="${round(frame)}" fill="none" stroke="#222" stroke-dasharray="3 2"/>`);
      const taken = isCrowded ? [] : resources.slice(1).flatMap((name) => {
        const places = half.reduce((sum, s) => sum + placesOf(limits[s], name), 0), used = one.taken.get(name) ?? 0;
        return used === 0 && (places === Infinity || places === 0) ? [] : [`${used}${places < Infinity ? `/${places}` : ""} ${words.resource(name)}`];
      });
      const end = MIDDLE + (up ? -1 : 1) * (12 + Math.max(height, frame));
      text(xOf(k), up ? end - 6 - 10 * taken.length : end + 14, String(total(one)), ' text-anchor="middle" font-weight="bold"');
      taken.forEach((words, i) => text(xOf(k), up ? end - 5 - 10 * (taken.length - 1 - i) : end + 26 + 10 * i, words, ' text-anchor="middle" font-size="9"'));
    });
    if (step > 25 || k % 2 === 0) text(xOf(k), MIDDLE + 4, isCrowded ? String(day) : words.batch(id, day), ' text-anchor="middle" font-size="10"');
  });
  const upright = (y: number): string => ` transform="rotate(-90 24 ${y})" text-anchor="middle" font-size="${sides.length > 2 ? 10 : 16}"`;
  text(24, MIDDLE - 105, words.side(sides[0] ?? ""), upright(MIDDLE - 105));
  text(24, MIDDLE + 105, sides.slice(1).map(words.side).join(" "), upright(MIDDLE + 105));
  parts.push(...balanceLines(problem, assign, xOf, words));
  text(LEFT, HEIGHT - 14, words.legend, ' font-size="10"');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="${words.font}" font-size="12" role="img">\n<title>${escape(title)}</title>\n<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>\n${parts.join("\n")}\n</svg>\n`;
}

function tallyOf(problem: Problem, assign: Readonly<Record<string, string | null>>): [Tally, Tally][] {
  const given = new Map(Object.entries(assign));
  const index = new Map<string | null, number>(problem.batches.map(({ id }, k) => [id, k]));
  const empty = (): Tally => ({ persons: problem.tiers.map(() => 0), taken: new Map() });
  const tally = problem.batches.map((): [Tally, Tally] => [empty(), empty()]);
  for (const { id, side, tier, need } of problem.captives) {
    const one = tally[index.get(given.get(id) ?? null) ?? -1]?.[side === 0 ? 0 : 1];
    if (!one) continue;
    one.persons[tier] = (one.persons[tier] ?? 0) + 1;
    one.taken.set(need, (one.taken.get(need) ?? 0) + 1);
  }
  return tally;
}

/** The running difference of each balance after every batch. */
function runningOf({ balances, batches, captives }: Problem, assign: Readonly<Record<string, string | null>>): number[][] {
  const given = new Map(Object.entries(assign));
  const index = new Map<string | null, number>(batches.map(({ id }, k) => [id, k]));
  const net = balances.map(() => batches.map(() => 0));
  for (const captive of captives) {
    const k = index.get(given.get(captive.id) ?? null);
    if (k === undefined) continue;
    for (const [b, balance] of balances.entries()) {
      const ofBalance = net[b] ?? [];
      ofBalance[k] = (ofBalance[k] ?? 0) + balanceWeight(balance, captive);
    }
  }
  return net.map((ofBalance) => {
    let running = 0;
    return ofBalance.map((one) => (running += one));
  });
}

function balanceLines(problem: Problem, assign: Readonly<Record<string, string | null>>, xOf: (k: number) => number, words: PictureWords): string[] {
  const running = runningOf(problem, assign);
  const tolerance = Math.max(0, ...problem.balances.map(({ cumulative }) => finite(cumulative)));
  const most = Math.max(1, tolerance, ...running.flat().map(Math.abs));
  const yOf = (value: number): number => (BALANCE_TOP + BALANCE_BOTTOM) / 2 - (value / most) * ((BALANCE_BOTTOM - BALANCE_TOP) / 2);
  const nameOf = (b: number): string => {
    const { clauses, party } = problem.balances[b] ?? { clauses: { cumulative: "" }, party: 0 };
    return words.balance(clauses.cumulative.replace(/^parity:|:?cumulative$/g, ""), words.side(problem.sides[party] ?? ""), problem.sides.length === 2 ? words.side(problem.sides[1] ?? "") : null);
  };
  return [
    ...(tolerance > 0 ? [`<rect x="${LEFT}" y="${round(yOf(tolerance))}" width="${WIDTH - LEFT - RIGHT}" height="${round(yOf(-tolerance) - yOf(tolerance))}" fill="#eef2f5"/><text x="${LEFT - 6}" y="${round(yOf(tolerance) + 4)}" text-anchor="end" font-size="9">${tolerance}</text>`] : []),
    `<line x1="${LEFT}" y1="${round(yOf(0))}" x2="${WIDTH - RIGHT}" y2="${round(yOf(0))}" stroke="#888"/>`,
    ...running.flatMap((values, b) => [
      `<text x="${LEFT + b * 150}" y="${BALANCE_TOP - 8}" font-size="10" fill="${fillOf(LINES, b)}">${escape(nameOf(b))}</text>`,
      `<polyline points="${values.map((value, k) => `${round(xOf(k))},${round(yOf(value))}`).join(" ")}" fill="none" stroke="${fillOf(LINES, b)}" stroke-width="2"/>`,
      ...values.map((value, k) => `<circle cx="${round(xOf(k))}" cy="${round(yOf(value))}" r="3" fill="${fillOf(LINES, b)}"/><text x="${round(xOf(k))}" y="${round(yOf(value) - 7)}" text-anchor="middle" font-size="9">${value}</text>`),
    ]),
  ];
}

const fillOf = (list: readonly string[], i: number): string => list[i % list.length] ?? "#000";
const finite = (limit: number | undefined): number => (limit === undefined || limit === Infinity ? 0 : limit);
const round = (value: number): string => (Math.round(value * 10) / 10).toString();
const escape = (words: string): string => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
