// A laboratory in a real process: the desk holds the secretariat's key alone and opens no deposit. The laboratory fetches its own
// compartment, searches on its own machine with its own key, and hands in the result; two propose, two of the side sign.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { utf8 } from "../src/basis/bytes.ts";
import { parseJson } from "../src/basis/parse-json.ts";
import { sha256Hex } from "../src/basis/sha256.ts";
import type { Io } from "../src/cli/command.ts";
import { identifyCommand } from "../src/cli/identify.ts";
import type { HandedSearch } from "../src/desk/laboratory-files.ts";
import type { LaboratoryView, RemainsView } from "../src/desk/remains-types.ts";
import { outsideReport, reportDigest } from "../src/identification/outside-report.ts";
import type { Report } from "../src/identification/report.ts";
import { sealKeyFile } from "../src/store/vault/key-file.ts";
import { compartmentsOf } from "../src/vocabulary/conflict-pack.ts";
import { depositAll, LAB, openKeyless, two, unpack } from "./keyless-laboratory.ts";
import { testConfig } from "./served-desk.ts";
import { withFolder } from "./walked-desk.ts";

test("a laboratory searches on its own machine what the desk cannot open, and what it hands in leads to two signatures", () =>
  withFolder(async (folder) => {
    const keyless = await openKeyless(folder, testConfig, `${folder}/no-web`);
    const { door, keysOf, at } = keyless;
    const everybody = compartmentsOf(keyless.pack).map(({ code }) => code);
    try {
      const [lead, other] = [await at("SA", "forensic-lead"), await at("SA", "forensic-lead")];
      const [analyst, reviewer, sender] = [await at(LAB, "laboratory"), await at(LAB, "laboratory"), await at("SALAB", "laboratory")];
      const { head, rows } = await depositAll(keyless, { lead, analyst, reviewer, sender });
      const deposit = (text: string) => ({ text, sha256: sha256Hex(utf8(text)) });
      // what nobody received: a desk without the key takes it in, the laboratory's own command leaves it out and says so
      await sender.record("profiles.deposited", { deposit: "SALAB-D2", purpose: "remains", ...deposit(`${head}\n${(rows[0] ?? "").replace(/^[^,]+/, "R999999")}\n`) }, ["SALAB", LAB]);
      const view = await analyst.get<LaboratoryView>("/api/laboratory");
      expect(view).toMatchObject({ opensHere: false, deposits: [], recorded: { "references.deposited": 2 } });
      const refused = await analyst.status("POST", "/api/jobs", { task: "identify-remains", request: { policy: `${LAB}-P1` } });
      expect(refused.code, "the desk cannot search").toBe("KEY_NONE");
      await door.publishNow();

      const tar = (await door.server.inject({ method: "GET", url: "/api/laboratory/files", headers: { host: "desk.test", cookie: analyst.cookie ?? "" } })).rawPayload;
      unpack(new Uint8Array(tar), `${folder}/lab`);
      writeFileSync(`${folder}/pass`, "a passphrase of the laboratory\n");
      for (const party of [LAB, "SBLAB"]) writeFileSync(`${folder}/${party}.keys`, await sealKeyFile(keysOf(party), "a passphrase of the laboratory"));
      const said: string[] = [];
      const io: Io = { out: (text) => void said.push(text), err: () => {}, readFile: (path) => Promise.resolve(new Uint8Array(readFileSync(path))), writeFile: (path, bytes) => Promise.resolve(writeFileSync(path, bytes)), now: () => performance.now() };
      const search = (party: string, out: string): Promise<number> => identifyCommand.run(["from-record", `${folder}/lab`, "--policy", `${LAB}-P1`, "--search", `${LAB}-Q1`, "--keys", `${folder}/${party}.keys`, "--passphrase-file", `${folder}/pass`, "--out", `${folder}/${out}`, "--threads", "1", "--json"], io);
      await expect(search("SBLAB", "none"), "another laboratory's key opens none of it").rejects.toMatchObject({ code: "REMAINS_NONE" });
      expect(await search(LAB, "found")).toBe(0);
      const summary = parseJson(said.join("")) as { readonly file: string; readonly remarks: readonly { readonly kind: string; readonly codes: readonly string[] }[] };
      expect(summary.remarks).toMatchObject([{ kind: "profiles.deposited", codes: ["REMAINS_NONE"] }]);
      expect(statSync(summary.file).mode & 0o077, "its owner's alone").toBe(0);
      const text = readFileSync(summary.file, "utf8");
      expect(await search(LAB, "again")).toBe(0);
      expect(readFileSync(`${folder}/again/${LAB}-Q1.search.json`, "utf8"), "the same files and key give the same bytes").toBe(text);

      const handed = parseJson(text) as HandedSearch;
      await analyst.record("search.run", { ...handed.run }, everybody);
      await analyst.record("candidates.kept", { search: handed.run.search, sha256: handed.run.candidatesSha256, text: handed.candidates }, [LAB]);
      const document = parseJson(handed.candidates) as { readonly candidates: readonly Record<string, unknown>[]; readonly reports: Readonly<Record<string, Report>> };
      const row = document.candidates.find((one) => one["verdict"] === "proposed" && one["side"] === "SA") ?? expect.fail("nothing proposed of 16 sets");
      const { sets: own, family, missing, side, log10Lr, posterior, gapLog10, verdict, reportSha256 } = row;
      const report = outsideReport(document.reports[String(reportSha256)] ?? expect.fail("no report"));
      expect(reportDigest(report)).toBe(reportSha256);
      const dna = { search: handed.run.search, log10Lr, posterior, gapLog10, verdict, report, reportSha256 };
      const proposal = { identification: `${LAB}-I1`, sets: own, family, missing, side, dna };
      const to = ["SA", "NO", "SEC", "SALAB", LAB];
      expect((await analyst.status("POST", "/api/acts", (await analyst.sign("identification.proposed", { ...proposal, dna: { ...dna, posterior: 0.5 } }, to)).request)).code, "the bar is judged at the desk too").toBe("PROPOSAL_BAR");
      await two(analyst, reviewer, "identification.proposed", proposal, to);
      await two(lead, other, "identification.signed", { identification: `${LAB}-I1`, identifiers: ["dna", "effects"] }, to);
      expect((await lead.get<RemainsView>("/api/remains")).cases[0]).toMatchObject({ identification: `${LAB}-I1`, state: "identified" });
    } finally {
      await keyless.close();
    }
  }), 300_000);
