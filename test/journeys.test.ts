// Command line sessions as a user has them: good ones, and bad input of every kind, which changes nothing.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allforall, run } from "./run-command.ts";
import { repository, withFolder } from "./walked-desk.ts";

test("from nothing to a proof: replay, account, positions, brief twice the same, receipt, export, verify by the one file", () =>
  withFolder(async (folder) => {
    const data = join(folder, "data");
    mkdirSync(data);
    expect(allforall("replay", "examples/istanbul-2025", "--data", data).status).toBe(0);
    const again = allforall("replay", "examples/istanbul-2025", "--data", data);
    expect([again.status, again.stderr]).toEqual([0, expect.stringContaining("0 acts written, 157 stood already")]);
    const account = allforall("account", "--data", data, "--on", "2025-06-20");
    expect(account.stdout).toContain("difference    3 unexplained since 2025-06-16 (4 days): ev-029 RU 1,248 / UA 1,245");
    expect(allforall("positions", "--data", data, "--on", "2025-06-01").stdout).toContain("No position");
    const brief = allforall("brief", "--data", data).stdout;
    expect(allforall("brief", "--data", data, "--as", "UA").stdout).toBe(brief);
    for (let n = 1; n <= 52; n++) expect(brief).toContain(`E${String(n).padStart(2, "0")}]`);
    expect(brief).not.toMatch(/breach/i);
    expect(allforall("chronicle", "--data", data).stdout).toContain("## 7 June 2025");
    const proof = join(folder, "e07.tlog-proof");
    expect(allforall("receipt", "E07", "--data", data, "--out", proof).status).toBe(0);
    expect(readFileSync(proof, "utf8")).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex [0-9]+\n/);
    const bundle = join(folder, "bundle");
    expect(allforall("export", "--data", data, "--out", bundle).status).toBe(0);
    const alone = run(process.execPath, [join(bundle, "verify.mjs"), bundle]);
    expect([alone.status, alone.stdout]).toEqual([0, expect.stringContaining("valid and in force up to entry 161")]);
    expect(readFileSync(join(bundle, "verify.mjs"), "utf8").match(/from "(?!node:)[^"]+"/g)).toBeNull();
    writeFileSync(join(bundle, "policy"), `${readFileSync(join(bundle, "policy"), "utf8")}\n`);
    const bad = allforall("verify", bundle);
    expect([bad.status, bad.stdout]).toEqual([1, expect.stringContaining("file policy")]);
    expect(allforall("verify", data).status).toBe(0);
    const [shelf = ""] = readdirSync(join(data, "vault"));
    const [sealed = ""] = readdirSync(join(data, "vault", shelf));
    writeFileSync(join(data, "vault", shelf, sealed), "other bytes");
    expect(allforall("verify", data)).toMatchObject({ status: 1, stdout: expect.stringContaining(`file vault/${shelf}/${sealed} is not the sealed payload`) });
  }));

test("a second conflict needs no code", () =>
  withFolder(async (folder) => {
    expect(allforall("replay", "examples/cartel-1862", "--data", folder).status).toBe(0);
    expect(allforall("account", "--data", folder, "--on", "1862-08-04").stdout).toContain("difference    2 unexplained since 1862-08-04 (0 days)");
    expect(allforall("agreed", "--data", folder, "--on", "1862-07-22").stdout).toMatch(/^CARTEL: agreed since 1862-07-22\n {2}Confederate States signed ([0-9a-f]{64}) .*\n {2}United States signed \1 /);
    expect(allforall("agreed", "--data", folder, "--on", "1862-07-21").stdout).toContain("No text is signed");
    expect(allforall("brief", "--data", folder)).toMatchObject({ status: 0, stdout: expect.stringContaining("signed the text of CARTEL") });
  }));

test("the drill shows every form of the talks: receipts, clocks, brackets, positions bound to a text, and what stays confidential", () =>
  withFolder(async (folder) => {
    expect(allforall("replay", "examples/drill", "--data", folder).status).toBe(0);
    expect(allforall("replay", "examples/drill", "--data", folder).stderr).toContain("0 acts written, 45 stood already");
    const talks = allforall("talks", "--data", folder, "--on", "2030-03-11").stdout;
    for (const words of ["deposited by Northern Side", "forwarded by Secretariat", "fetched by Southern Side", "due 12 March 2030: amber; an extension waits for Southern Side", "open for 6 days"]) expect(talks).toContain(words);
    expect(allforall("positions", "--data", folder, "--on", "2030-03-13").stdout).toContain("Agreed clauses: 1 (1)");
    expect(allforall("positions", "--data", folder, "--on", "2030-03-20").stdout).toContain("Agreed clauses: 0");
    expect(allforall("text", "--data", folder, "--on", "2030-03-13", "--agreed", "1")).toMatchObject({ status: 0, stdout: expect.stringContaining("on 4 March 2030.") });
    expect(allforall("text", "--data", folder, "--on", "2030-03-20", "--agreed", "1")).toMatchObject({ status: 2, stderr: expect.stringContaining("AGREED_MIXED") });
    expect(allforall("agenda", "--data", folder).stdout).toMatch(/round 1 [^]*deputy minister[^]*round 2 [^]*A\. Invented, minister/);
    expect(allforall("overlap", "--data", folder).stdout).toBe("age day: overlap exists\n");
    for (const view of [["brief"], ["chronicle"], ["talks", "--on", "2030-04-12"]]) expect(allforall(...view, "--data", folder, "--as", "SOU").stdout, view[0]).not.toMatch(/matters more|set\/N|note\/N/);
  }));

test("an act that refers to other bytes, to a text that is gone or to nobody is refused before anything is written", () =>
  withFolder(async (folder) => {
    const example = join(folder, "example");
    cpSync(join(repository, "examples/drill"), example, { recursive: true });
    const file = join(example, "talks.json");
    const whole = readFileSync(file, "utf8");
    const slips: [string, string, string][] = [
      ['"document.fetched", "body": {"document": "memorandum N", "sha256": "70d7', '"document.fetched", "body": {"document": "memorandum N", "sha256": "71d7', "TABLE_OTHER_BYTES"],
      ['"clause": "1", "version": 2', '"clause": "1", "version": 4', "TABLE_VERSION"],
      ['"reviewer": "SOU"', '"reviewer": "XX"', "ACT_REFERENCE"],
      ['"alternatives": ["a", "c"]', '"alternatives": ["a", "z"]', "TABLE_NONE"],
      ['"to": ["NOR", "SEC"]', '"to": ["NOR", "SEC", "SOU"]', "ACT_FORM"],
      [', "to": ["NOR"]', "", "ACT_FORM"],
    ];
    for (const [right, wrong, code] of slips) {
      expect(whole, right).toContain(right);
      writeFileSync(file, whole.replace(right, wrong));
      expect(allforall("replay", example, "--data", join(folder, "data")), code).toMatchObject({ status: 2, stderr: expect.stringContaining(code) });
      expect(existsSync(join(folder, "data", "record"))).toBe(false);
    }
  }));

/** The example with one file changed, replayed into an empty folder. */
const replayChanged = (file: string, change: (text: string) => string | Uint8Array) =>
  withFolder(async (folder) => {
    const example = join(folder, "example");
    cpSync(join(repository, "examples/cartel-1862"), example, { recursive: true });
    writeFileSync(join(example, file), change(readFileSync(join(example, file), "utf8")));
    const result = allforall("replay", example, "--data", join(folder, "data"));
    expect(existsSync(join(folder, "data"))).toBe(false);
    return result;
  });

test("bad input is refused with its file, line and what was expected, and nothing is written", async () => {
  const cases: [string, (text: string) => string | Uint8Array, RegExp][] = [
    ["calendar.json", (text) => text.replace('"actor":"US"', '"actor":"XX"'), /calendar\.json:4 actor: expected a party of the pack \(US, CS, AE, SEC\), found "XX"/],
    ["calendar.json", (text) => text.replace('"at":"1862-08-04"', '"at":"1862-06-31"'), /calendar\.json:4 at: expected a date that exists, YYYY-MM-DD, found "1862-06-31"/],
    ["calendar.json", (text) => text.replace('"count":301', '"count":"6.000"'), /calendar\.json:4 body\.flows\[0\]\.count: expected a whole number.*found "6\.000"/],
    ["calendar.json", (text) => text.replace('"kind":"operation.counted"', '"kind":"a","kind":"operation.counted"'), /calendar\.json:4:\d+: expected each member once, found "kind" again/],
    ["calendar.json", (text) => new Uint8Array([...Buffer.from(text.slice(0, 40)), 0xff, ...Buffer.from(text.slice(40))]), /calendar\.json:2: expected UTF-8/],
    ["calendar.json", (text) => text.replace('"operation.counted"', '"verdict"'), /body\.kind: expected acceptance\.recorded, acceptance\.set/],
    ["calendar.json", (text) => text.replace('"aug-1/CS"', '"aug-1/US"'), /expected each label once, found aug-1\/US again/],
    ["calendar.json", (text) => text.replace('"actor":"US"', '"to":["CS","SEC"],"actor":"US"'), /calendar\.json:4 to: expected parties of the pack, each once, the actor among them/],
    ["calendar.json", (text) => text.replace('"obligations":["cartel/CS-US"]', '"obligations":["nope"]'), /aug-1\/US body\.flows\[0\]\.obligations: expected an obligation of this direction that counts captives, found "nope"/],
    ["calendar.json", (text) => text.replace('"from":"CS","to":"US","count":301', '"from":"XX","to":"US","count":301'), /aug-1\/US body\.flows\[0\]\.from: expected a party of the pack/],
    ["example.json", (text) => text.replace('"calendar.json"', '"calendar.json", "missing.json"'), /missing\.json: expected this file in the example/],
    ["example.json", (text) => text.replace('"cartel-1862"', '"no-such-pack"'), /no-such-pack.*expected the folder of a pack/],
    ["example.json", (text) => text.replace('"seed"', '"sede"'), /sede: expected no member of this name[^]*seed: expected a text/],
  ];
  for (const [file, change, expected] of cases) {
    const { status, stderr } = await replayChanged(file, change);
    expect([status, stderr], String(expected)).toEqual([2, expect.stringMatching(expected)]);
  }
});

test("another party cannot sign for a speaker", () =>
  withFolder(async (folder) => {
    const example = join(folder, "example");
    cpSync(join(repository, "examples/istanbul-2025"), example, { recursive: true });
    const file = join(example, "article.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"label": "E09", "at": "2025-06-02", "actor": "UA"', '"label": "E09", "at": "2025-06-02", "actor": "RU"'));
    expect(allforall("replay", example, "--data", join(folder, "data"))).toMatchObject({ status: 2, stderr: expect.stringContaining("E09 actor: expected the signature of a party whose own word it is (UA) or of SEC, found RU [ACT_ACTOR]") });
    expect(existsSync(join(folder, "data", "record"))).toBe(false);
  }));

test("several faults of several acts are listed at once", async () => {
  const { stderr } = await replayChanged("calendar.json", (text) => text.replace('"actor":"US"', '"actor":"XX"').replace('"count":303', '"count":-1'));
  expect(stderr.trim().split("\n")).toHaveLength(2);
});

test("wrong usage says what was expected and shows the help; an unknown folder is no record", () => {
  expect(allforall("account", "--data", "nowhere")).toMatchObject({ status: 2, stderr: expect.stringContaining("expected --on YYYY-MM-DD") });
  expect(allforall("account", "--data", "nowhere", "--on", "2025-06-31")).toMatchObject({ status: 2, stderr: expect.stringContaining("found “2025-06-31”") });
  expect(allforall("account", "--data", "nowhere", "--on", "2025-06-30")).toMatchObject({ status: 2, stderr: expect.stringContaining("no record here") });
  expect(allforall("verify", "nowhere").status).toBe(2);
  expect(allforall("verify", "docs")).toMatchObject({ status: 1, stdout: expect.stringContaining("cannot tell: missing policy") });
  expect(allforall("acount").status).toBe(2);
  expect(allforall("account", "--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("Example:") });
  expect(allforall("account", "--bogus")).toMatchObject({ status: 2, stderr: expect.stringContaining("--bogus is not an option") });
});

test("a link in a bundle leads nowhere: what is checked is what lies there", () =>
  withFolder((folder) => {
    symlinkSync(join(repository, "package.json"), join(folder, "policy"));
    expect(allforall("verify", folder)).toMatchObject({ status: 1, stdout: "cannot tell: missing policy\n" });
    return Promise.resolve();
  }));
