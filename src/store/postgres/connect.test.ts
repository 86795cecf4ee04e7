// What a server must promise, from its settings alone; test/postgres asks real servers. The list is that of RECORD.md §11.
import { expect, test } from "vitest";
import { connect, isDatabaseUrl, isLost, judgeSettings, readers, refused } from "./connect.ts";

const good = { server_version_num: "150019", fsync: "on", full_page_writes: "on", synchronous_commit: "on", data_sync_retry: "off", transaction_read_only: "off", recovery: "off" };
const judge = (changed: Partial<typeof good>) => judgeSettings(new Map(Object.entries({ ...good, ...changed })));

test("a server that waits for the disk is taken, synchronous_commit on or stronger", () => {
  expect(judge({})).toBeUndefined();
  expect(judge({ synchronous_commit: "remote_apply" })).toBeUndefined();
});

test("every setting that would acknowledge too early is named, all at once", () => {
  for (const weak of ["off", "local", "remote_write"]) expect(judge({ synchronous_commit: weak })).toMatchObject({ code: "STORE_UNSAFE" });
  expect(judge({ fsync: "off", full_page_writes: "off", synchronous_commit: "off", data_sync_retry: "on" })?.message)
    .toContain("fsync = on, full_page_writes = on, synchronous_commit = on or remote_apply, data_sync_retry = off");
  expect(judgeSettings(new Map([["server_version_num", "160000"], ["recovery", "off"], ["transaction_read_only", "off"]]))).toMatchObject({ code: "STORE_UNSAFE" });
});

test("an old server, a standby and a read-only session are refused by their own names", () => {
  expect(judge({ server_version_num: "140010" })).toMatchObject({ code: "STORE_VERSION", message: expect.stringContaining("found 14") });
  expect(judge({ recovery: "on" })).toMatchObject({ code: "STORE_STANDBY" });
  expect(judge({ transaction_read_only: "on" })).toMatchObject({ code: "STORE_STANDBY" });
  expect(judgeSettings(new Map())).toMatchObject({ code: "STORE_VERSION" });
});

test("no password stands in a fault, whatever is wrong with the address", async () => {
  for (const url of ["postgres://desk:geheim@127.0.0.1:1/none", "postgres://desk:geheim@127.0.0.1:port/none"]) {
    const error: unknown = await connect(url).catch((one: unknown) => one);
    expect(error).toMatchObject({ code: url.includes("port") ? "STORE_URL" : "STORE_UNREACHABLE" });
    expect(String(error)).not.toMatch(/geheim|desk:/);
  }
  expect(() => readers("postgres://a:b:c", 1)).toThrowError(expect.objectContaining({ code: "STORE_URL" }));
  expect(isDatabaseUrl("postgresql://h/d") && isDatabaseUrl("postgres://h/d") && !isDatabaseUrl("out/postgres")).toBe(true);
});

test("a broken connection is told from a refusal, and a refusal quotes its SQLSTATE only", () => {
  const from = (code: string): Error => Object.assign(new Error("Key (label)=(Ivan) exists"), { code });
  for (const code of ["ECONNRESET", "EPIPE", "57P01", "57P02", "57P03", "08006"]) expect(isLost(from(code)), code).toBe(true);
  for (const code of ["23505", "53100", "42501", "57014"]) expect(isLost(from(code)), code).toBe(false);
  expect(isLost(new Error("Connection terminated unexpectedly"))).toBe(true);
  expect(refused(from("53100"))).toMatchObject({ code: "STORE_REFUSED", message: expect.stringContaining("53100") });
  expect(refused(from("53100")).message).not.toContain("Ivan");
  expect(refused(from("AFA02"))).toMatchObject({ code: "STORE_UNSAFE" });
});
