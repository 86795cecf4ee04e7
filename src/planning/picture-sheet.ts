// The sheet a picture of a plan is drawn on, in CSS pixels: SVG 1.1 without scripts or outside files. In a language that runs from right to
// left the sheet is turned: x counts from the right edge, and time runs with the words.

/** Directions are written into the text itself: of the attribute `direction` not every renderer takes notice. A sign stays before its number. */
const [RIGHT_TO_LEFT, POP, A_NUMBER] = ["\u202b", "\u202c", /^-?\d+$/];

export type SheetSize = { readonly width: number; readonly height: number };
/** A4 across at 96 dpi. */
export const A4_ACROSS: SheetSize = { width: 1123, height: 794 };

/** Who draws gives x as it would be from left to right. `start` is where a line of the language begins. */
export type TextStyle = { readonly anchor?: "start" | "middle" | "end"; readonly size?: number; readonly fill?: string; readonly isBold?: boolean; readonly isUpright?: boolean };
export type PictureSheet = {
  readonly text: (x: number, y: number, words: string, style?: TextStyle) => void;
  readonly box: (x: number, y: number, width: number, height: number, paint: string) => void;
  readonly line: (points: readonly (readonly [number, number])[], paint: string) => void;
  readonly dot: (x: number, y: number, fill: string) => void;
  /** What was drawn, in order. */
  readonly parts: readonly string[];
};

export function pictureSheet({ width: sheetWidth }: SheetSize, isRightToLeft: boolean): PictureSheet {
  const parts: string[] = [];
  const at = (x: number): number => (isRightToLeft ? sheetWidth - x : x);
  const anchors = isRightToLeft ? { start: "end", middle: "middle", end: "start" } : { start: "start", middle: "middle", end: "end" };
  return {
    parts,
    text: (x, y, words, { anchor = "start", size, fill, isBold, isUpright } = {}) => void parts.push(
      `<text x="${short(at(x))}" y="${short(y)}"${anchor === "start" && !isRightToLeft ? "" : ` text-anchor="${anchors[anchor]}"`}${size === undefined ? "" : ` font-size="${size}"`}${isBold === true ? ' font-weight="bold"' : ""}${fill === undefined ? "" : ` fill="${fill}"`}${isUpright === true ? ` transform="rotate(${isRightToLeft ? 90 : -90} ${short(at(x))} ${short(y)})"` : ""}>${escaped(isRightToLeft && !A_NUMBER.test(words) ? `${RIGHT_TO_LEFT}${words}${POP}` : words)}</text>`),
    box: (x, y, width, height, paint) => void parts.push(`<rect x="${short(isRightToLeft ? at(x) - width : x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" ${paint}/>`),
    line: (points, paint) => void parts.push(`<polyline points="${points.map(([x, y]) => `${short(at(x))},${short(y)}`).join(" ")}" fill="none" ${paint}/>`),
    dot: (x, y, fill) => void parts.push(`<circle cx="${short(at(x))}" cy="${short(y)}" r="2.5" fill="${fill}"/>`),
  };
}

/** About how wide a text is in the fonts of the prints, in pixels: half an em a character and a little more. */
export const widthOf = (words: string, size: number): number => [...words].length * size * 0.56;

/** A text in lines of at most `width` pixels, parted at spaces. */
export function linesOf(words: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const short = (value: number): string => (Math.round(value * 10) / 10).toString();
export const escaped = (words: string): string => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
