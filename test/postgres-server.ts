// A PostgreSQL server of the tests' own: Debian's binaries, its own unprivileged user when we are root, a temporary
// folder, a free port, fsync on. Without binaries it is installed where we may; else the suites say so and are skipped.
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

const VERSION_MIN = 15;
const START_MS_MAX = 60_000;

/** The folder of `initdb` and `postgres`, version 15 or newer; undefined where there is none. */
function binariesHere(): string | undefined {
  const base = "/usr/lib/postgresql";
  const versions = existsSync(base) ? readdirSync(base).map(Number).filter((one) => one >= VERSION_MIN).sort((a, b) => b - a) : [];
  const debian = versions.map((one) => join(base, String(one), "bin")).find((folder) => existsSync(join(folder, "initdb")));
  if (debian) return debian;
  const onPath = (process.env["PATH"] ?? "").split(":").find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
  if (!onPath) return undefined;
  const version = /\b([0-9]+)/.exec(spawnSync(join(onPath, "postgres"), ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1];
  return Number(version) >= VERSION_MIN ? onPath : undefined;
}

function installed(): string | undefined {
  const found = binariesHere();
  if (found || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return found;
  process.stderr.write("PostgreSQL is missing: installing Debian's package for the tests …\n");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const words of [["update"], ["install", "-y", "--no-install-recommends", "postgresql"]])
    if (spawnSync("apt-get", words, { env, stdio: ["ignore", "ignore", "inherit"], timeout: 300_000 }).status !== 0) break;
  return binariesHere();
}

/** Where the binaries are, looked for (and installed) once in a test file. */
export const postgresFolder: string | undefined = installed();
export const hasPostgres = postgresFolder !== undefined;
if (!hasPostgres) process.stderr.write("SKIPPED LOUDLY: no PostgreSQL 15 or newer on this machine; the suites on it did not run. Debian: apt-get install postgresql\n");

export type TestServer = {
  /** The URL of a new, empty database. */
  readonly newDatabase: () => Promise<string>;
  readonly folder: string;
  /** Ends the server as a crash would (immediate shutdown), and starts it again on the same folder and port. */
  readonly crash: () => Promise<void>;
  readonly restart: (settings: readonly string[]) => Promise<void>;
  /** As the owner of everything, on a database by its URL or on none in particular. */
  readonly query: (text: string, url?: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = ["postgres", "nobody"].map((name) => new RegExp(`^${name}:[^:]*:([0-9]+):([0-9]+):`, "m").exec(readFileSync("/etc/passwd", "utf8"))).find((match) => match !== null);
  if (!line) throw new Error(`no unprivileged user beside ${userInfo().username}`);
  return { uid: Number(line[1]), gid: Number(line[2]) };
}

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer().on("error", fail).listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });

export async function startPostgres(): Promise<TestServer> {
  if (postgresFolder === undefined) throw new Error("no PostgreSQL here");
  const bin = postgresFolder;
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), "afa-pg-"));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "desk", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"], { ...user, cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(join(data, "postgresql.conf"), "shared_buffers = 32MB\nmax_connections = 100\nautovacuum = off\n", { flag: "a" });
  const port = await freePort();
  const url = (database: string): string => `postgres://desk@127.0.0.1:${port}/${database}`;
  let child: ChildProcess | undefined;

  const query = async (text: string, on = url("postgres")): Promise<void> => {
    const client = new Client({ connectionString: on });
    client.on("error", () => {});
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end().catch(() => {});
    }
  };
  const start = async (settings: readonly string[]): Promise<void> => {
    const options = ["listen_addresses=127.0.0.1", `port=${port}`, `unix_socket_directories=${folder}`, "log_min_messages=fatal", ...settings].flatMap((one) => ["-c", one]);
    child = spawn(join(bin, "postgres"), ["-D", data, ...options], { ...user, cwd: folder, stdio: "ignore" });
    for (const until = Date.now() + START_MS_MAX; ; ) {
      try {
        return await query("select 1");
      } catch (error) {
        if (Date.now() > until || child.exitCode !== null) throw error;
        await new Promise((done) => setTimeout(done, 50));
      }
    }
  };
  const end = (signal: "SIGQUIT" | "SIGINT"): Promise<void> =>
    new Promise((done) => {
      if (!child || child.exitCode !== null) return done();
      child.once("exit", () => done());
      child.kill(signal);
    });
  await start([]);
  let databases = 0;
  return {
    folder,
    newDatabase: async () => {
      const name = `desk_${++databases}`;
      await query(`create database ${name}`);
      return url(name);
    },
    crash: async () => {
      await end("SIGQUIT");
      await start([]);
    },
    restart: async (settings) => {
      await end("SIGINT");
      await start(settings);
    },
    query,
    stop: async () => {
      await end("SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
