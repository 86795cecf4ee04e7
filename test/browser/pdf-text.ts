// Reads what a PDF made by Chromium says: pages, their size, the fonts set in them, and the text by each font's ToUnicode map, ActualText
// first (ISO 32000-1, 7.3.8, 9.7.5, 9.10.3, 14.9.4). Only what such a PDF holds: deflated streams, Type 0 fonts, strings in hexadecimal.
import { inflateSync } from "node:zlib";

export type PdfPage = { readonly width: number; readonly height: number; readonly text: string; /** What is set in each font, by its family without the prefix of a subset. */ readonly setIn: ReadonlyMap<string, string> };
type Obj = { readonly dict: string; readonly stream: Buffer | undefined };

function objectsOf(bytes: Buffer): Map<number, Obj> {
  const text = bytes.toString("latin1");
  const found = new Map<number, Obj>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\s/g)) {
    const start = match.index + match[0].length;
    const streamAt = text.indexOf("stream\n", start);
    const end = text.indexOf("endobj", start);
    const hasStream = streamAt >= 0 && streamAt < end;
    const dict = text.slice(start, hasStream ? streamAt : end);
    const length = /\/Length (\d+)/.exec(dict)?.[1];
    const raw = hasStream && length !== undefined ? bytes.subarray(streamAt + 7, streamAt + 7 + Number(length)) : undefined;
    found.set(Number(match[1]), { dict, stream: raw === undefined ? undefined : dict.includes("/FlateDecode") ? inflateSync(raw) : raw });
  }
  return found;
}

const utf16 = (hex: string): string => (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join("");

/** Glyph → text of a ToUnicode map. */
function mapOf(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, block = ""] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from = "", to = ""] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) map.set(Number.parseInt(from, 16), utf16(to));
  for (const [, block = ""] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, low = "", high = "", to = ""] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      for (let glyph = Number.parseInt(low, 16); glyph <= Number.parseInt(high, 16); glyph++) map.set(glyph, String.fromCodePoint(Number.parseInt(to, 16) + glyph - Number.parseInt(low, 16)));
  return map;
}

/** The pages in order. Text runs stand apart by a blank where the page places them apart. */
export function readPdf(pdf: Buffer): PdfPage[] {
  const objects = objectsOf(pdf);
  const follow = (dict: string, name: string): string => {
    const at = new RegExp(`/${name}\\s*(?:(\\d+) 0 R|(<<[\\s\\S]*))`).exec(dict);
    return at?.[1] !== undefined ? (objects.get(Number(at[1]))?.dict ?? "") : (at?.[2] ?? "");
  };
  const pages = [...objects.values()].filter(({ dict }) => /\/Type\s*\/Page\b/.test(dict));
  return pages.map(({ dict }) => {
    const [, , , width = "0", height = "0"] = /\/MediaBox\s*\[\s*([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)/.exec(dict) ?? [];
    const fontDict = follow(follow(dict, "Resources"), "Font");
    const fonts = new Map([...fontDict.split(">>")[0]?.matchAll(/\/(\w+) (\d+) 0 R/g) ?? []].map(([, name = "", number = ""]) => {
      const font = objects.get(Number(number))?.dict ?? "";
      const unicode = objects.get(Number(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? -1))?.stream;
      return [name, { base: /\/BaseFont\s*\/([\w+-]+)/.exec(font)?.[1] ?? "", map: mapOf(unicode?.toString("latin1") ?? "") }] as const;
    }));
    const contents = [.../\/Contents\s*(?:\[([^\]]*)\]|(\d+) 0 R)/.exec(dict)?.slice(1).join(" ").matchAll(/(\d+)(?: 0 R)?/g) ?? []].map(([, number = ""]) => objects.get(Number(number))?.stream?.toString("latin1") ?? "");
    return { width: Number(width), height: Number(height), ...textOf(contents.join("\n"), fonts) };
  });
}

function textOf(content: string, fonts: ReadonlyMap<string, { readonly base: string; readonly map: ReadonlyMap<number, string> }>): Pick<PdfPage, "text" | "setIn"> {
  let map: ReadonlyMap<number, string> = new Map();
  let family = "";
  const setIn = new Map<string, string>();
  let said = "";
  let isSpoken = false; // inside a span whose ActualText was taken
  for (const [token] of content.matchAll(/\/Span\s*<<\s*\/ActualText\s*<[0-9A-Fa-f]*>\s*>>\s*BDC|EMC|\/\w+ [\d.]+ Tf|<[0-9A-Fa-f\s]*>|\bBT\b|\bTm\b/g)) {
    const actual = /\/ActualText\s*<([0-9A-Fa-f]*)>/.exec(token)?.[1];
    if (actual !== undefined) {
      said += utf16(actual.replace(/^feff/i, ""));
      isSpoken = true;
    } else if (token === "EMC") isSpoken = false;
    else if (token.endsWith("Tf")) {
      const font = fonts.get(/^\/(\w+)/.exec(token)?.[1] ?? "");
      map = font?.map ?? new Map();
      family = (font?.base ?? "").replace(/^[A-Z]{6}\+/, "").replace(/-.*/, "");
    } else if (token.startsWith("<")) {
      const shown = (token.replace(/[<>\s]/g, "").match(/.{4}/g) ?? []).map((glyph) => map.get(Number.parseInt(glyph, 16)) ?? "").join("");
      setIn.set(family, (setIn.get(family) ?? "") + shown);
      if (!isSpoken) said += shown;
    } else said += " ";
  }
  return { text: said.replace(/\s+/g, " "), setIn };
}
