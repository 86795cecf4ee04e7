// JSON Canonicalization Scheme, RFC 8785: members sorted by UTF-16 code units, ECMAScript numbers, no spaces.
import { byCodeUnit } from "./code-sort.ts";
import { Fault } from "./fault.ts";

/**
 * The canonical text of a JSON value; members whose value is `undefined` are left out.
 * @throws Fault `JSON_NUMBER` for NaN or an infinity, `JSON_TEXT` for a lone surrogate, `JSON_KIND` for what JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Fault("JSON_NUMBER", "expected a finite number");
    return JSON.stringify(value);
  }
  if (typeof value === "string") return textOf(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
  if (typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([key, item]) => `${textOf(key)}:${canonicalJson(item)}`);
    return `{${members.join(",")}}`;
  }
  throw new Fault("JSON_KIND", `expected a JSON value, found ${typeof value}`);
}

function textOf(text: string): string {
  if (!text.isWellFormed()) throw new Fault("JSON_TEXT", "expected well-formed UTF-16");
  return JSON.stringify(text);
}
