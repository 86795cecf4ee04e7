// Every line that the desk writes into its log of reads is said in words: the forms are read out of the server's own sources.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sayRead } from "./say-read.ts";

const say = Object.assign((key: string, values: Readonly<Record<string, string | number>> = {}): string => [key, ...Object.values(values)].join(" "), { code: (family: string, one: string): string => `${family} ${one}`, list: (items: readonly string[]): string => items.join(", ") });

const server = new URL("../../../server/", import.meta.url);
/** What stands after `what:` of a note, or in its second argument, each hole filled with a number. */
const written = readdirSync(server).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts")).flatMap((file) =>
  [...readFileSync(new URL(file, server), "utf8").matchAll(/(?:access\.note\(\{.*?what: |await note\(request, )([`"])(.*?)\1/g)].map(([, , text = ""]) => text.replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "7")));

test("what the server notes has its words", () => {
  expect(written.length).toBeGreaterThan(12);
  for (const what of [...written, "list, entry 7, printed"]) expect(sayRead(say, what), what).toMatch(/^seats\.\w/);
});

test("entries are said by number, a view and a task in their words; an unknown line stands as it is", () => {
  expect(["entries 190 191", "break-glass talks", "job 3 match-lists", "list, entry 12", "another line"].map((what) => sayRead(say, what))).toEqual(["seats.readEntries #190, #191", "seats.brokeGlass view talks", "seats.readJob job match-lists", "seats.readList 12", "another line"]);
});
