// A pedigree as SVG: square male, circle female, diamond unknown; filled is typed, a question mark is missing. One row a
// generation; parents are joined by a line from which their children hang. The same input gives the same bytes.
import type { Pedigree } from "./pedigree.ts";

const [STEP, ROW, HALF] = [90, 100, 18];

/** Ids are printed as they are, escaped; no name, no genotype. */
export function drawPedigree(pedigree: Pedigree, isTyped: (id: string) => boolean, isMissing: (id: string) => boolean, highlighted = ""): string {
  const { persons } = pedigree;
  const level = generations(pedigree);
  const columns = placeColumns(pedigree, level);
  const x = (index: number): number => 50 + (columns[index] ?? 0) * STEP;
  const y = (index: number): number => 40 + (level[index] ?? 0) * ROW;
  const width = 100 + Math.max(0, ...columns) * STEP;
  const height = 90 + Math.max(0, ...level) * ROW;
  const parts: string[] = [];
  const couples = new Map<string, number[]>();
  persons.forEach(({ father, mother }, index) => {
    if (father >= 0) couples.set(`${father} ${mother}`, [...(couples.get(`${father} ${mother}`) ?? []), index]);
  });
  for (const [key, children] of couples) {
    const [father = 0, mother = 0] = key.split(" ").map(Number);
    const middle = (x(father) + x(mother)) / 2;
    const joint = Math.max(y(father), y(mother));
    parts.push(line(x(father), y(father), x(mother), y(mother)));
    for (const child of children) parts.push(line(middle, (y(father) + y(mother)) / 2, middle, joint + ROW / 2), line(middle, joint + ROW / 2, x(child), joint + ROW / 2), line(x(child), joint + ROW / 2, x(child), y(child)));
  }
  persons.forEach(({ id, sex, isAdded }, index) => {
    const fill = isTyped(id) ? "#ccc" : "#fff";
    const style = `fill="${fill}" stroke="#000" stroke-width="${id === highlighted ? 4 : 1.5}"${isAdded ? ' stroke-dasharray="4 3"' : ""}`;
    const [cx, cy] = [x(index), y(index)];
    parts.push(sex === "M" ? `<rect x="${cx - HALF}" y="${cy - HALF}" width="${2 * HALF}" height="${2 * HALF}" ${style}/>`
      : sex === "F" ? `<circle cx="${cx}" cy="${cy}" r="${HALF}" ${style}/>`
        : `<path d="M${cx} ${cy - HALF}L${cx + HALF} ${cy}L${cx} ${cy + HALF}L${cx - HALF} ${cy}Z" ${style}/>`);
    if (isMissing(id)) parts.push(`<text x="${cx}" y="${cy + 6}" text-anchor="middle" font-size="18">?</text>`);
    parts.push(`<text x="${cx}" y="${cy + HALF + 14}" text-anchor="middle" font-size="11">${escapeText(id)}</text>`);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif">${parts.join("")}</svg>`;
}

const line = (x1: number, y1: number, x2: number, y2: number): string => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#000"/>`;

export const escapeText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Children below both parents; a founder stands beside the mate. */
function generations({ persons }: Pedigree): number[] {
  const level = persons.map(() => 0);
  for (let round = 0; round < persons.length; round++) {
    let isMoved = false as boolean; // moved inside the walk below
    persons.forEach(({ father, mother }, index) => {
      if (father < 0) return;
      const own = Math.max(level[father] ?? 0, level[mother] ?? 0) + 1;
      if (own > (level[index] ?? 0)) [level[index], isMoved] = [own, true];
      for (const parent of [father, mother])
        if (persons[parent]?.father === -1 && (level[parent] ?? 0) < own - 1) [level[parent], isMoved] = [own - 1, true];
    });
    if (!isMoved) break;
  }
  return level;
}

/** Left to right: children under their parents where there is room, mates side by side. */
function placeColumns({ persons }: Pedigree, level: readonly number[]): number[] {
  const columns = persons.map(() => -1);
  const next = new Map<number, number>();
  const put = (index: number, wanted: number): void => {
    if ((columns[index] ?? -1) >= 0) return;
    const row = level[index] ?? 0;
    const column = Math.max(next.get(row) ?? 0, wanted);
    columns[index] = column;
    next.set(row, column + 1);
  };
  const order = persons.map((_, index) => index).sort((a, b) => (level[a] ?? 0) - (level[b] ?? 0) || a - b);
  for (const index of order) {
    const { father = -1, mother = -1 } = persons[index] ?? {};
    put(index, father < 0 ? 0 : Math.floor(((columns[father] ?? 0) + (columns[mother] ?? 0)) / 2));
    for (const child of persons)
      for (const mate of child.father === index ? [child.mother] : child.mother === index ? [child.father] : [])
        if (level[mate] === level[index] && persons[mate]?.father === -1) put(mate, (columns[index] ?? 0) + 1);
  }
  return columns;
}
