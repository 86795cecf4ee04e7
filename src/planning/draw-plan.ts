// A picture of a plan that prints on one page (A4 across): batches over time, the first side above the line and the others below, counts by tier,
// the agreed size as a frame, places other than seats; below it one strip for each stream, in which what goes out stands beside what comes in, so
// that it is seen which persons are counted against which, and who is counted against nobody. Counts only: no person can be read off it.
import type { Assign } from "./parse-plan.ts";
import { A4_ACROSS, escaped, linesOf, pictureSheet, widthOf, type PictureSheet, type SheetSize } from "./picture-sheet.ts";
import { talliesOf, type StreamTiers, type Tallies, type Tally } from "./plan-tallies.ts";
import { placesOf, type Problem } from "./problem.ts";

const LEFT = 70, RIGHT = 20, AXIS = 12; // half of the room between both rows of bars, where the days stand
const FILLS = ["#7a0c2e", "#c8553d", "#e9a23b", "#5b8e7d", "#8fa7b8", "#5a5a7a", "#b8a9c9", "#9c7a54"]; // by tier, repeating
const INKS = ["#fff", "#fff", "#000", "#fff", "#000", "#fff", "#000", "#fff"]; // on the fills: a print without colour is read by its numbers
const LINES = ["#1f4e79", "#a33b20", "#3f7d20", "#6b3fa0", "#00797a", "#7a5c00"]; // by party, repeating
const CROWDED = 60; // pixels a batch below which its resources and its name have no room

/** The words on the picture, in the reader's language. `font`: a family that whoever sets it has. */
export type PictureWords = {
  readonly font: string; readonly isRightToLeft: boolean;
  readonly batch: (id: string, day: number) => string; readonly tier: (id: string) => string; readonly side: (code: string) => string; readonly resource: (name: string) => string;
  /** A tier of containers, not of persons. */
  readonly containers: (tier: string) => string;
  /** Of a strip: which tiers are kept level, and how far apart they may be; `name` is empty where no streams were agreed. */
  readonly stream: (stream: { readonly name: string; readonly tiers: readonly string[]; readonly perBatch: number | undefined; readonly cumulative: number | undefined }) => string;
  readonly less: (party: string, other: string) => string;
  /** Tiers that are kept level with nobody. */
  readonly uncounted: (tiers: readonly string[]) => string;
  readonly legend: string;
  /** What is said where containers of remains are among those who go. */
  readonly hatched: string;
};

type Page = { readonly problem: Problem; readonly tallies: Tallies; readonly words: PictureWords; readonly sheet: PictureSheet; /** The right end of what is drawn. */ readonly end: number; readonly step: number; readonly xOf: (batch: number) => number };

export type PictureQuestion = { readonly problem: Problem; readonly assign: Assign; /** Empty where it stands above the picture already. */ readonly title: string; readonly words: PictureWords; readonly size?: SheetSize };

/** SVG 1.1 without scripts, fonts or outside files. Linear in the captives. */
export function drawPlan({ problem, assign, title, words, size = A4_ACROSS }: PictureQuestion): string {
  const end = size.width - RIGHT, step = (end - LEFT) / problem.batches.length;
  const page: Page = { problem, tallies: talliesOf(problem, assign), words, sheet: pictureSheet(size, words.isRightToLeft), end, step, xOf: (k) => LEFT + step * (k + 0.5) };
  const { sheet, tallies } = page;
  if (title !== "") sheet.text(LEFT, 26, title, { size: 18, isBold: true });
  const top = drawLegend(page, title === "" ? 16 : 46);
  const under = [words.legend, ...(tallies.remains.size === 0 ? [] : [words.hatched]), ...(tallies.uncounted.length === 0 ? [] : [words.uncounted(tallies.uncounted.map((tier) => nameOf(page, tier)))])].flatMap((one) => linesOf(one, 10, end - LEFT));
  const bottom = size.height - 6 - 13 * under.length;
  const strips = tallies.streams.length === 0 ? 0 : Math.min(95, (size.height * 0.36) / tallies.streams.length);
  drawBars(page, top, bottom - strips * tallies.streams.length - 10);
  tallies.streams.forEach((stream, i) => drawStrip(page, stream, bottom - strips * (tallies.streams.length - i), strips - 6));
  under.forEach((line, i) => sheet.text(LEFT, bottom + 13 * (i + 1), line, { size: 10 }));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="${words.font}" font-size="12" direction="ltr" role="img">\n<title>${escaped(title)}</title>\n${HATCH}<rect width="${size.width}" height="${size.height}" fill="#fff"/>\n${sheet.parts.join("\n")}\n</svg>\n`;
}

/** Containers are no persons: their bars are hatched. */
const HATCH = '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff" fill-opacity="0"/><line x1="0" y1="0" x2="0" y2="6" stroke="#fff" stroke-width="3" stroke-opacity="0.45"/></pattern></defs>\n';

const nameOf = ({ problem, tallies, words }: Page, tier: number): string => {
  const id = problem.tiers[tier]?.id ?? "";
  return tallies.remains.has(tier) ? words.containers(id) : words.tier(id);
};

/** The tiers in the agreed order, in as many lines as they take; what y is free below them. */
function drawLegend(page: Page, y: number): number {
  const { problem, tallies, sheet, end } = page;
  let x = LEFT, line = y;
  problem.tiers.forEach((_, t) => {
    const name = nameOf(page, t), wide = 18 + widthOf(name, 12) + 16;
    if (x > LEFT && x + wide > end) {
      x = LEFT;
      line += 18;
    }
    drawFill(sheet, [x, line - 11, 12, 12], t, tallies.remains.has(t));
    sheet.text(x + 18, line, name);
    x += wide;
  });
  return line + 8;
}

function drawFill(sheet: PictureSheet, [x, y, width, height]: readonly [number, number, number, number], tier: number, isHatched: boolean): void {
  sheet.box(x, y, width, height, `fill="${ofList(FILLS, tier)}"`);
  if (isHatched) sheet.box(x, y, width, height, 'fill="url(#hatch)"');
}

type Bars = { readonly middle: number; readonly tallest: number; readonly height: number; /** Tiers as they stand on each other: who is counted against nobody first, then stream by stream. */ readonly order: readonly number[] };

function drawBars(page: Page, top: number, bottom: number): void {
  const { problem: { batches, sides, tiers, resources }, tallies, words, sheet, step, xOf } = page;
  const halves = [[0], sides.slice(1).map((_, i) => i + 1)];
  const isCrowded = step < CROWDED;
  const room = 18 + (isCrowded ? 0 : 11 * (resources.length - 1)); // above a bar: its number, and a line for each resource
  const middle = (top + bottom) / 2;
  const tallest = Math.max(1, ...tallies.batches.flatMap((both, k) => both.map((one, h) => Math.max(totalOf(one), finite(mostOf(page, k, halves[h] ?? []))))));
  const counted = tallies.streams.flatMap((stream) => stream.tiers);
  const bars: Bars = { middle, tallest, height: (bottom - top) / 2 - AXIS - room, order: [...tiers.map((_, t) => t).filter((t) => !counted.includes(t)), ...counted] };
  batches.forEach(({ id, day }, k) => {
    halves.forEach((half, h) => drawBar(page, bars, { k, half, isUp: h === 0, isCrowded }));
    if (step > 25 || k % 2 === 0) sheet.text(xOf(k), middle + 4, isCrowded ? String(day) : words.batch(id, day), { anchor: "middle", size: 10 });
  });
  const size = sides.length > 2 ? 10 : 14;
  sheet.text(24, (top + middle) / 2, words.side(sides[0] ?? ""), { anchor: "middle", size, isUpright: true });
  sheet.text(24, (middle + bottom) / 2, sides.slice(1).map(words.side).join(", "), { anchor: "middle", size, isUpright: true });
}

const totalOf = ({ persons }: Tally): number => persons.reduce((sum, one) => sum + one, 0);
const mostOf = ({ problem }: Page, k: number, half: readonly number[]): number => half.reduce((sum, s) => sum + (problem.batches[k]?.limits[s]?.max ?? Infinity), 0);

function drawBar(page: Page, { middle, tallest, height, order }: Bars, { k, half, isUp, isCrowded }: { readonly k: number; readonly half: readonly number[]; readonly isUp: boolean; readonly isCrowded: boolean }): void {
  const { problem: { batches, resources }, tallies, words, sheet, step, xOf } = page;
  const one = tallies.batches[k]?.[isUp ? 0 : 1];
  if (!one) return;
  const wide = Math.min(60, step * 0.7), x = xOf(k) - wide / 2;
  /** y of the upper edge of a part that begins `from` pixels away from the axis. */
  const yOf = (from: number, tall: number): number => (isUp ? middle - AXIS - from - tall : middle + AXIS + from);
  let end = 0;
  for (const t of order) {
    const persons = one.persons[t] ?? 0, tall = (persons / tallest) * height;
    if (persons === 0) continue;
    drawFill(sheet, [x, yOf(end, tall), wide, tall], t, tallies.remains.has(t));
    if (tall >= 11) sheet.text(xOf(k), yOf(end, tall) + tall / 2 + 3.5, String(persons), { anchor: "middle", size: 10, fill: ofList(INKS, t) });
    end += tall;
  }
  const most = mostOf(page, k, half), frame = (finite(most) / tallest) * height;
  if (most < Infinity) sheet.box(x, yOf(0, frame), wide, frame, 'fill="none" stroke="#222" stroke-dasharray="3 2"');
  const containers = [...tallies.remains].reduce((sum, t) => sum + (one.persons[t] ?? 0), 0);
  const lines = [`${totalOf(one) - containers}${tallies.remains.size === 0 ? "" : ` + ${containers}`}`, ...(isCrowded ? [] : resources.slice(1).flatMap((name) => {
    const places = half.reduce((sum, s) => sum + placesOf(batches[k]?.limits[s], name), 0), used = one.taken.get(name) ?? 0;
    return used === 0 && (places === Infinity || places === 0) ? [] : [`${used}${places < Infinity ? `/${places}` : ""} ${words.resource(name)}`];
  }))];
  const edge = yOf(Math.max(end, frame), 0) + (isUp ? -5 : 13);
  lines.forEach((line, i) => {
    const y = edge + (isUp ? -11 * (lines.length - 1 - i) : 11 * i);
    sheet.text(xOf(k), y, line, i === 0 ? { anchor: "middle", isBold: true } : { anchor: "middle", size: Math.min(10, (10 * (step - 4)) / widthOf(line, 10)) });
  });
}

/** One stream over time: its tiers and limits in words, the running difference within what was agreed, and below it what goes out beside what comes in. */
function drawStrip(page: Page, stream: StreamTiers, top: number, tall: number): void {
  const { problem: { balances, sides }, tallies, words, sheet, end, xOf } = page;
  const own = balances.flatMap((balance, b) => (balance.stream === stream.stream ? [{ ...balance, ...(tallies.balances[b] ?? { out: [], comes: [], running: [] }) }] : []));
  const limit = (value: number | undefined): number | undefined => (value === Infinity ? undefined : value);
  const says = words.stream({ name: stream.name, tiers: stream.tiers.map((tier) => nameOf(page, tier)), perBatch: limit(own[0]?.perBatch), cumulative: limit(own[0]?.cumulative) });
  sheet.text(LEFT, top + 10, says, { size: 11, isBold: true });
  const isPair = sides.length === 2;
  const plot = { top: top + 26, bottom: top + tall - (isPair ? 12 : 2) };
  const tolerance = finite(own[0]?.cumulative);
  const most = Math.max(1, tolerance, ...own.flatMap(({ running }) => running.map(Math.abs)));
  const yOf = (value: number): number => (plot.top + plot.bottom) / 2 - (value / most) * ((plot.bottom - plot.top) / 2);
  if (tolerance > 0) {
    sheet.box(LEFT, yOf(tolerance), end - LEFT, yOf(-tolerance) - yOf(tolerance), 'fill="#e6edf3"');
    sheet.text(LEFT - 6, yOf(tolerance) + 4, String(tolerance), { anchor: "end", size: 10 });
  }
  const isWide = tolerance === 0 || yOf(0) - yOf(tolerance) > 12;
  sheet.line([[LEFT, yOf(0)], [end, yOf(0)]], 'stroke="#777"');
  if (isWide) sheet.text(LEFT - 6, yOf(0) + 4, "0", { anchor: "end", size: 10 });
  let x = LEFT + widthOf(says, 11.5) + 24;
  own.forEach(({ party, running, out, comes }) => {
    const ink = ofList(LINES, party), side = words.side(sides[party] ?? "");
    const name = isPair ? words.less(side, words.side(sides[1] ?? "")) : side;
    sheet.text(Math.min(x, end - widthOf(name, 10)), top + 10, name, { size: 10, fill: ink });
    x += widthOf(name, 10) + 14;
    sheet.line(running.map((value, k) => [xOf(k), yOf(value)] as const), `stroke="${ink}" stroke-width="1.5"`);
    running.forEach((value, k) => {
      sheet.dot(xOf(k), yOf(value), ink);
      sheet.text(xOf(k), yOf(value) - 5, String(value), { anchor: "middle", size: 10, fill: ink });
      if (isPair && page.step > 30) sheet.text(xOf(k), plot.bottom + 11, `${out[k] ?? 0} − ${comes[k] ?? 0}`, { anchor: "middle", size: 10 });
    });
  });
}

const ofList = (list: readonly string[], i: number): string => list[i % list.length] ?? "#000";
const finite = (limit: number | undefined): number => (limit === undefined || limit === Infinity ? 0 : limit);
