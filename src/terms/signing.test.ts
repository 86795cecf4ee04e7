// The hash of the canonical form ignores layout and articles; that of the text does not. The digest is that of sha256sum(1).
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTerms } from "./parse.ts";
import { printTerms } from "./print.ts";
import { bracketedSentences, signedHashes } from "./signing.ts";

const textOf = (name: string): string => readFileSync(new URL(`../../examples/terms/${name}.terms`, import.meta.url), "utf8");

test("layout and articles change the hash of the text and not that of the terms", () => {
  const text = textOf("yemen");
  const [own, printed, spread] = [text, printTerms(readTerms(text)), text.replaceAll(". ", ".\n\n").replaceAll("\n", "\r\n")].map(signedHashes);
  expect(own?.text).toBe("0a506589415fe685d94ce5a43fec18d52be90e9dfcaf03682d5cbb7e9036bfe9");
  expect([printed?.terms, spread?.terms]).toEqual([own?.terms, own?.terms]);
  expect(new Set([own?.text, printed?.text, spread?.text]).size).toBe(3);
  expect(signedHashes(text.replace("10 days", "11 days")).terms).not.toBe(own?.terms);
});
test("a text with a bracket is not ready for signature, and says where", () => {
  expect(bracketedSentences(readTerms(textOf("istanbul")))).toEqual([]);
  expect(bracketedSentences(readTerms(textOf("istanbul-drill")))).toEqual(["5.1"]);
  expect(bracketedSentences(readTerms(textOf("rate").replace("BE releases 3 for 1 captives to AL.", "[BE: BE releases 3 for 1 captives to AL.]")))).toEqual(["2.1"]);
});
