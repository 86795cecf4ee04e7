// On a phone no table is read by scrolling sideways: one of four columns or more stands in lines, each with the word of its column.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const web = fileURLToPath(new URL("../", import.meta.url));
const tables = readdirSync(web, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx")).flatMap((file) =>
  [...readFileSync(join(web, file), "utf8").matchAll(/<table\b[\s\S]*?<\/table>/g)].map(([text]) => ({ file, text })));
const columnsOf = (text: string): number => [...text.matchAll(/<th (?:key=\{\w+\} )?scope="col"/g)].length;

test("a table of four columns or more is stacked on a phone, and each of its cells says its column", () => {
  const onScreen = tables.filter(({ text }) => !text.startsWith('<table className="only-print'));
  expect(onScreen.length).toBeGreaterThan(8);
  for (const { file, text } of onScreen.filter(({ text }) => columnsOf(text) >= 4 || text.slice(0, 90).includes("stacks"))) {
    expect(text.slice(0, 90), file).toContain("stacks");
    for (const [cell] of text.matchAll(/<td\b(?![^>]*colSpan)[^>]*>/g)) expect(cell, file).toContain("data-label=");
  }
});
