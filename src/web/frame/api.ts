// The one way to the desk: JSON over the same origin. A refusal arrives as a code with its places and is shown as such.
import { isRecord } from "../../basis/parse-json.ts";

export type RefusedAt = { readonly file?: string; readonly line?: number; readonly column?: number; readonly row?: number; readonly field?: string };
export type Refusal = { readonly code: string; readonly message: string; readonly places: readonly RefusedAt[] };

/** What the desk did not do, and why; `status` 0 when it could not be reached. */
export class Refused extends Error {
  readonly status: number;
  readonly refusals: readonly Refusal[];
  constructor(status: number, refusals: readonly Refusal[]) {
    super(refusals.map(({ message }) => message).join("\n"));
    this.name = "Refused";
    this.status = status;
    this.refusals = refusals;
  }
}

const placesOf = (value: unknown): RefusedAt[] => (Array.isArray(value) ? value.filter(isRecord) : []); // shown, never trusted

/** `{error: {code, message, faults}}`, as the desk answers everything that it refuses. */
function refusalsOf(value: unknown, status: number): Refusal[] {
  const error = isRecord(value) && isRecord(value["error"]) ? value["error"] : {};
  const listed = Array.isArray(error["faults"]) ? error["faults"].filter(isRecord) : [];
  return (listed.length > 0 ? listed : [error]).map((fault) => ({
    code: typeof fault["code"] === "string" ? fault["code"] : `HTTP_${status}`,
    message: typeof fault["message"] === "string" ? fault["message"] : "", places: placesOf(fault["places"]),
  }));
}

async function ask(method: string, path: string, body?: BodyInit, type?: string): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(`/api${path}`, { method, credentials: "same-origin", ...(body === undefined ? {} : { body }), headers: { accept: "application/json", ...(type === undefined ? {} : { "content-type": type }) } });
  } catch {
    throw new Refused(0, [{ code: "UNREACHABLE", message: "", places: [] }]);
  }
  const isJson = answer.headers.get("content-type")?.includes("json") === true;
  const value: unknown = answer.status === 204 || !isJson ? undefined : await answer.json();
  if (!answer.ok) throw new Refused(answer.status, refusalsOf(value, answer.status));
  return value;
}

/** Bytes of a job's result. @throws Refused. */
export async function fetchFile(path: string): Promise<Blob> {
  let answer: Response;
  try {
    answer = await fetch(`/api${path}`, { credentials: "same-origin" });
  } catch {
    throw new Refused(0, [{ code: "UNREACHABLE", message: "", places: [] }]);
  }
  if (!answer.ok) throw new Refused(answer.status, refusalsOf(await answer.json().catch(() => undefined), answer.status));
  return answer.blob();
}

/** Shapes are the desk's own types (desk/api-types.ts), checked on both sides by one compiler. */
export const fetchJson = async <T>(path: string): Promise<T> => (await ask("GET", path)) as T;
export const postJson = async <T>(path: string, value: unknown): Promise<T> => (await ask("POST", path, JSON.stringify(value), "application/json")) as T;
export const deleteAt = async (path: string): Promise<void> => void (await ask("DELETE", path));
