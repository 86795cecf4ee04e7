// The desk's settings: one JSON file, then the environment over it. Every wrong value is named at once, before anything opens.
import { readFileSync } from "node:fs";
import { Fault, Faults } from "../basis/fault.ts";
import { fromUtf8 } from "../basis/bytes.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";

export type Config = {
  readonly host: string;
  readonly port: number;
  /** Addresses of this desk as a browser names them in `Origin`. Empty: the address asked for. */
  readonly origins: readonly string[];
  /** Behind a reverse proxy that sets x-forwarded-for. */
  readonly trustProxy: boolean;
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
  readonly publishMs: number;
  readonly actSizeMax: number;
  /** Requests of one address a minute, and sign-ins of one address a quarter of an hour. */
  readonly requestsPerMinute: number;
  readonly signInsPerQuarter: number;
  /** Reads of lists by one officer in an hour above which the security officers are told. */
  readonly bulkReadsPerHour: number;
  /** In an exercise the seeded root keys register officers; `offline` waits for the party's own root key. */
  readonly rootKeys: "exercise" | "offline";
  readonly metricsToken: string;
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
};

type Setting = { readonly env: string; readonly says: string; readonly read: (value: unknown) => unknown; readonly else: unknown };
const whole = (min: number, max: number) => (value: unknown): number | undefined => {
  const number = typeof value === "string" && /^[0-9]+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= min && number <= max ? number : undefined;
};
const oneOf = (...values: readonly string[]) => (value: unknown): string | undefined => values.find((one) => one === value);
const flag = (value: unknown): boolean | undefined => (value === true || value === "true" ? true : value === false || value === "false" ? false : undefined);
const origins = (value: unknown): string[] | undefined => {
  const list: unknown[] = typeof value === "string" ? value.split(",").map((one) => one.trim()).filter((one) => one !== "") : Array.isArray(value) ? value : [null];
  return list.every((one) => typeof one === "string" && /^https?:\/\/[^/\s]+$/.test(one)) ? list.map(String) : undefined;
};
const text = (value: unknown): string | undefined => (typeof value === "string" && value.length <= 200 ? value : undefined);

const SETTINGS: Readonly<Record<keyof Config, Setting>> = {
  host: { env: "ALLFORALL_HOST", says: "a host name or address to listen on", read: (value) => (typeof value === "string" && /^[A-Za-z0-9.:-]+$/.test(value) ? value : undefined), else: "127.0.0.1" },
  port: { env: "ALLFORALL_PORT", says: "a port, 0 to 65535", read: whole(0, 65_535), else: 8420 },
  origins: { env: "ALLFORALL_ORIGINS", says: "addresses like https://desk.example, without a path", read: origins, else: [] },
  trustProxy: { env: "ALLFORALL_TRUST_PROXY", says: "true or false", read: flag, else: false },
  sessionIdleMinutes: { env: "ALLFORALL_SESSION_IDLE_MINUTES", says: "1 to 720 minutes", read: whole(1, 720), else: 60 },
  sessionHours: { env: "ALLFORALL_SESSION_HOURS", says: "1 to 72 hours", read: whole(1, 72), else: 12 },
  publishMs: { env: "ALLFORALL_PUBLISH_MS", says: "100 to 60000 milliseconds between checkpoints", read: whole(100, 60_000), else: 1_000 },
  actSizeMax: { env: "ALLFORALL_ACT_SIZE_MAX", says: "65536 to 67108864 bytes", read: whole(65_536, 67_108_864), else: 16 * 1024 * 1024 },
  requestsPerMinute: { env: "ALLFORALL_REQUESTS_PER_MINUTE", says: "60 to 1000000", read: whole(60, 1_000_000), else: 3_000 },
  signInsPerQuarter: { env: "ALLFORALL_SIGN_INS", says: "3 to 100000", read: whole(3, 100_000), else: 10 },
  bulkReadsPerHour: { env: "ALLFORALL_BULK_READS", says: "1 to 1000000", read: whole(1, 1_000_000), else: 200 },
  rootKeys: { env: "ALLFORALL_ROOT_KEYS", says: "exercise or offline", read: oneOf("exercise", "offline"), else: "exercise" },
  metricsToken: { env: "ALLFORALL_METRICS_TOKEN", says: "a text of at most 200 characters", read: text, else: "" },
  logLevel: { env: "ALLFORALL_LOG", says: "silent, error, warn, info or debug", read: oneOf("silent", "error", "warn", "info", "debug"), else: "info" },
};
/** Settings whose value may lie in a file of its own: ALLFORALL_METRICS_TOKEN_FILE. */
const SECRET: readonly (keyof Config)[] = ["metricsToken"];

/** `given` are the words of the command line and win over all. @throws Faults `CONFIG`, each naming file or variable. */
export function readConfig(file: string | undefined, env: Readonly<Record<string, string | undefined>>, given: Partial<Config> = {}): Config {
  const faults: Fault[] = [];
  const fromFile = file === undefined ? {} : readFile(file, faults);
  for (const name of Object.keys(fromFile)) if (!Object.hasOwn(SETTINGS, name)) faults.push(new Fault("CONFIG", `expected one of ${Object.keys(SETTINGS).join(", ")}`, [{ ...(file === undefined ? {} : { file }), field: name }]));
  for (const name of Object.keys(env))
    if (name.startsWith("ALLFORALL_") && !OTHERS.includes(name) && !Object.values(SETTINGS).some((one) => one.env === name || `${one.env}_FILE` === name)) faults.push(new Fault("CONFIG", "no setting of the desk has this name", [{ field: name }]));
  const entries = (Object.keys(SETTINGS) as (keyof Config)[]).map((name) => {
    const setting = SETTINGS[name];
    const secretFile = SECRET.includes(name) ? env[`${setting.env}_FILE`] : undefined;
    const variable = secretFile === undefined ? env[setting.env] : readSecret(secretFile, faults);
    const [value, place] = given[name] !== undefined ? [given[name], { field: `--${name}` }] : variable !== undefined ? [variable, { field: setting.env }] : [fromFile[name], { ...(file === undefined ? {} : { file }), field: name }];
    if (value === undefined) return [name, setting.else];
    const read = setting.read(value);
    if (read === undefined) faults.push(new Fault("CONFIG", `expected ${setting.says}${SECRET.includes(name) ? "" : `, found ${JSON.stringify(value)}`}`, [place]));
    return [name, read];
  });
  if (faults.length > 0) throw new Faults(faults);
  return Object.fromEntries(entries) as Config; // each member read by its own setting
}

/** Variables of this name family that other commands read. */
const OTHERS = ["ALLFORALL_CHROMIUM", "ALLFORALL_DATABASE_URL", "ALLFORALL_KEYS", "ALLFORALL_PASSPHRASE_FILE"];

function readFile(file: string, faults: Fault[]): Record<string, unknown> {
  try {
    const value = parseJson(fromUtf8(new Uint8Array(readFileSync(file)), file), file);
    if (isRecord(value)) return value;
    faults.push(new Fault("CONFIG", "expected an object", [{ file }]));
  } catch (error) {
    faults.push(error instanceof Fault ? error : new Fault("CONFIG", "expected a file that can be read", [{ file }]));
  }
  return {};
}

function readSecret(file: string, faults: Fault[]): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    faults.push(new Fault("CONFIG", "expected a file that can be read", [{ file }]));
    return undefined;
  }
}
