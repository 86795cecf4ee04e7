// RFC 8259 text to `unknown`, stricter than JSON.parse: duplicate member names are refused, with their place,
// since two readers of one signed text must never see two different values.
import { Fault } from "./fault.ts";

const DEPTH_MAX = 200;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @throws Fault `JSON_SYNTAX`, `JSON_DUPLICATE` or `JSON_DEPTH`, each with file, line and column. Linear.
 */
export function parseJson(text: string, file?: string): unknown {
  let at = 0;

  const fail = (code: string, message: string, where = at): never => {
    const before = text.slice(0, where);
    const line = before.split("\n").length;
    const column = where - before.lastIndexOf("\n");
    throw new Fault(code, message, [{ ...(file === undefined ? {} : { file }), line, column }]);
  };
  const found = (): string => (at < text.length ? `“${text[at]}”` : "the end of the text");
  const space = (): void => {
    while (at < text.length && " \t\n\r".includes(text.charAt(at))) at++;
  };
  const expect = (mark: string): void => {
    if (text[at] !== mark) fail("JSON_SYNTAX", `expected “${mark}”, found ${found()}`);
    at++;
  };

  const readText = (): string => {
    const start = at;
    expect('"');
    while (at < text.length && text[at] !== '"') {
      if (text.charCodeAt(at) < 32) fail("JSON_SYNTAX", "expected no control character in a string");
      at += text[at] === "\\" ? 2 : 1;
    }
    expect('"');
    let read: string;
    try {
      read = JSON.parse(text.slice(start, at)) as string; // a quoted token: always a string
    } catch {
      return fail("JSON_SYNTAX", "expected a valid escape in a string", start);
    }
    // an escaped half of a surrogate pair has no UTF-8: such a text could never be printed, hashed or signed again (RFC 7493, 2.1)
    return read.isWellFormed() ? read : fail("JSON_SYNTAX", "expected no half of a surrogate pair", start);
  };

  const readNumber = (): number => {
    const match = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/.exec(text.slice(at, at + 400));
    if (!match) return fail("JSON_SYNTAX", `expected a JSON value, found ${found()}`);
    const value = Number(match[0]);
    if (!Number.isFinite(value)) fail("JSON_SYNTAX", "expected a number that fits 64 bits");
    at += match[0].length;
    return value;
  };

  const readValue = (depth: number): unknown => {
    if (depth > DEPTH_MAX) fail("JSON_DEPTH", `expected at most ${DEPTH_MAX} levels`);
    space();
    for (const [word, value] of [["true", true], ["false", false], ["null", null]] as const)
      if (text.startsWith(word, at)) {
        at += word.length;
        return value;
      }
    if (text[at] === '"') return readText();
    if (text[at] === "{") return readObject(depth);
    if (text[at] === "[") return readArray(depth);
    return readNumber();
  };

  const readArray = (depth: number): unknown[] => {
    const items: unknown[] = [];
    expect("[");
    space();
    if (text[at] !== "]")
      for (;;) {
        items.push(readValue(depth + 1));
        space();
        if (text[at] !== ",") break;
        at++;
      }
    expect("]");
    return items;
  };

  const readObject = (depth: number): Record<string, unknown> => {
    const members = new Map<string, unknown>();
    expect("{");
    space();
    if (text[at] !== "}")
      for (;;) {
        space();
        const start = at;
        const key = readText();
        if (members.has(key)) fail("JSON_DUPLICATE", `expected each member once, found ${JSON.stringify(key)} again`, start);
        space();
        expect(":");
        members.set(key, readValue(depth + 1));
        space();
        if (text[at] !== ",") break;
        at++;
      }
    expect("}");
    return Object.fromEntries(members);
  };

  const value = readValue(0);
  space();
  if (at < text.length) fail("JSON_SYNTAX", `expected the end of the text, found ${found()}`);
  return value;
}
