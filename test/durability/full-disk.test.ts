// A disk without room at a served desk: the act is refused by name and nothing of it is kept, the same bytes are taken once when there is
// room; a reading that cannot be logged is not answered, and the chain of the log holds afterwards. /dev/full refuses as a full disk does.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { fromBase64, fromUtf8 } from "../../src/basis/bytes.ts";
import { sha256, sha256Hex } from "../../src/basis/sha256.ts";
import { utf8 } from "../../src/basis/bytes.ts";
import { openAccessLog } from "../../src/desk/access-log.ts";
import type { Acknowledgement } from "../../src/desk/api-types.ts";
import { UNFINISHED } from "../../src/store/files/disk.ts";
import { identityOf, recipientOf, sealedPath } from "../../src/store/vault/seal.ts";
import { seat, serveCartel } from "../served-desk.ts";
import { withFolder } from "../walked-desk.ts";

const TRIES = 4;

test.runIf(existsSync("/dev/full"))("an act that finds no room is refused by name, nobody else is stopped, and its bytes are recorded once when there is room", () =>
  withFolder(async (folder) => {
    const { door, wire } = await serveCartel(folder);
    try {
      const us = await seat(wire, "US", "delegation");
      const { request } = await us.sign("statement.recorded", { id: `${us.info.officer}-1`, kind: "statement", actor: "officer", parties: ["US"], content: "we came", standing: "stated-own" });
      const below = dirname(join(folder, sealedPath(sha256Hex(fromBase64(request.sealed)))));
      mkdirSync(below, { recursive: true });
      const full = Array.from({ length: TRIES }, (_, n) => join(below, `${UNFINISHED}${process.pid}-${n}`));
      for (const path of full) symlinkSync("/dev/full", path);
      const before = door.room.desk.heads.length;
      const refused = await us.status("POST", "/api/acts", request);
      expect([refused.status, refused.code]).toEqual([507, "STORE_WRITE"]);
      expect(refused.text).toContain("ENOSPC");
      expect(door.room.desk.heads.length).toBe(before);
      expect(existsSync(full[0] ?? ""), "what it began is gone").toBe(false);
      expect((await us.status("GET", "/api/front")).status, "the desk is read on").toBe(200);
      for (const path of full) rmSync(path, { force: true });
      const { index } = await us.ask<Acknowledgement>("POST", "/api/acts", request);
      expect((await us.ask<Acknowledgement>("POST", "/api/acts", request)).index).toBe(index);
      expect([index, door.room.desk.heads.length]).toEqual([before, before + 1]);
      expect(readdirSync(below).filter((name) => name.startsWith(UNFINISHED))).toEqual([]);
    } finally {
      await door.close();
    }
  }));

test("a reading whose line finds no room is not answered; half a line is cut, and the log opens again with every line in its chain", () =>
  withFolder(async (folder) => {
    const identity = identityOf(sha256(utf8("log of reads")));
    const recipient = await recipientOf(identity);
    const opened = (failing: { at: number }): ReturnType<typeof openAccessLog> =>
      openAccessLog(folder, recipient, identity, () => new Uint8Array(32), async (path) => {
        const file = await open(path, "a", 0o600);
        let call = 0;
        const appendFile = async (text: string): Promise<void> => {
          if (++call !== failing.at) return file.appendFile(text);
          await file.appendFile(text.slice(0, 20));
          throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
        };
        return { appendFile, datasync: () => file.datasync(), truncate: (size) => file.truncate(size), close: () => file.close() };
      });
    const read = (n: number): { at: string; officer: string; party: string; what: string } => ({ at: `2026-01-0${n}T00:00:00Z`, officer: "US-1", party: "US", what: `entry ${n}` });
    const log = await opened({ at: 2 });
    await log.note(read(1));
    await expect(log.note(read(2))).rejects.toMatchObject({ code: "STORE_WRITE" });
    await log.note(read(3));
    await log.close();
    expect(fromUtf8(new Uint8Array(readFileSync(join(folder, "desk/reads.log")))).trim().split("\n")).toHaveLength(3);
    const again = await opened({ at: 0 });
    expect((await again.latest(9)).map(({ what }) => what)).toEqual(["entry 3", "entry 2", "entry 1"]);
    await again.close();
  }));
