// A validator of the JSON Schema 2020-12 keywords that docs/formats/terms.schema.json uses, for its tests alone. It refuses a schema
// with any other keyword.
import { isRecord } from "../basis/parse-json.ts";

const KNOWN = new Set(["$schema", "$id", "title", "description", "$defs", "$ref", "type", "const", "enum", "oneOf", "not", "properties", "required", "additionalProperties", "items", "prefixItems", "minItems", "maxItems", "minLength", "pattern", "minimum", "maximum"]);

/** Whether a value fits a schema; `root` resolves references. */
export function fits(schema: unknown, value: unknown, root: unknown): boolean {
  if (!isRecord(schema)) throw new Error("expected a schema");
  for (const keyword of Object.keys(schema)) if (!KNOWN.has(keyword)) throw new Error(`keyword ${keyword}`);
  return Object.entries(schema).every(([keyword, given]) => holds(keyword, given, value, root, schema));
}

function holds(keyword: string, given: unknown, value: unknown, root: unknown, schema: Record<string, unknown>): boolean {
  const list = Array.isArray(given) ? (given as unknown[]) : [];
  switch (keyword) {
    case "$ref": return fits(resolve(String(given), root), value, root);
    case "type": return given === "integer" ? Number.isInteger(value) : given === "array" ? Array.isArray(value) : given === "object" ? isRecord(value) : typeof value === given;
    case "const": return JSON.stringify(value) === JSON.stringify(given);
    case "enum": return list.some((one) => one === value);
    case "oneOf": return list.filter((one) => fits(one, value, root)).length === 1;
    case "not": return !fits(given, value, root);
    case "properties": return !isRecord(value) || !isRecord(given) || Object.entries(given).every(([name, inner]) => !(name in value) || fits(inner, value[name], root));
    case "required": return !isRecord(value) || list.every((name) => String(name) in value);
    case "additionalProperties": return given !== false || !isRecord(value) || (isRecord(schema["properties"]) && Object.keys(value).every((name) => name in (schema["properties"] as Record<string, unknown>)));
    case "items": return !Array.isArray(value) || value.every((one) => fits(given, one, root));
    case "prefixItems": return !Array.isArray(value) || list.every((inner, i) => i >= value.length || fits(inner, value[i], root));
    case "minItems": return !Array.isArray(value) || value.length >= Number(given);
    case "maxItems": return !Array.isArray(value) || value.length <= Number(given);
    case "minLength": return typeof value !== "string" || value.length >= Number(given);
    case "pattern": return typeof value !== "string" || new RegExp(String(given), "u").test(value);
    case "minimum": return typeof value !== "number" || value >= Number(given);
    case "maximum": return typeof value !== "number" || value <= Number(given);
    default: return true; // says nothing about the value
  }
}

function resolve(reference: string, root: unknown): unknown {
  return reference.slice(2).split("/").reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), root);
}
