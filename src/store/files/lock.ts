// One writer: an abstract Unix socket named after the folder, which the kernel frees when its holder dies (RECORD.md §10).
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { utf8 } from "../../basis/bytes.ts";
import { Fault } from "../../basis/fault.ts";
import { sha256Hex } from "../../basis/sha256.ts";

/** @throws Fault `STORE_LOCKED` at once, naming the holder, when another process has the folder. */
export function takeLock(folder: string, since: string): Promise<{ readonly release: () => Promise<void> }> {
  const real = realpathSync(folder);
  const server: Server = createServer((socket) => socket.destroy());
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      fail(error.code === "EADDRINUSE" ? new Fault("STORE_LOCKED", `another process holds the folder: ${holderOf(real)}`) : error);
    });
    server.listen(`\0afa-${sha256Hex(utf8(real)).slice(0, 64)}`, () => {
      server.unref();
      writeFileSync(join(real, "lock"), `host ${hostname()}\npid ${process.pid}\nsince ${since}\n`);
      done({ release: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}

function holderOf(folder: string): string {
  try {
    return readFileSync(join(folder, "lock"), "utf8").trim().replaceAll("\n", ", ");
  } catch {
    return "it has not said who it is";
  }
}
