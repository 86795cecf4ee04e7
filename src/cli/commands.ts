// Every command, in the order in which a newcomer meets them. Each is loaded when it is asked for: all of them together take longer to
// load than many of them to run.
import type { Command } from "./command.ts";

const reports = () => import("./reports.ts");
const record = () => import("./record.ts");
const talks = () => import("./talks.ts");
const backup = () => import("./backup.ts");

export const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map<string, () => Promise<Command>>([
  ["walk", async () => (await reports()).walkCommand],
  ["init", async () => (await record()).initCommand],
  ["replay", async () => (await record()).replayCommand],
  ["account", async () => (await reports()).accountCommand],
  ["positions", async () => (await reports()).positionsCommand],
  ["agreed", async () => (await reports()).agreedCommand],
  ["brief", async () => (await reports()).briefCommand],
  ["chronicle", async () => (await reports()).chronicleCommand],
  ["agenda", async () => (await talks()).agendaCommand],
  ["talks", async () => (await talks()).talksCommand],
  ["text", async () => (await talks()).textCommand],
  ["overlap", async () => (await talks()).overlapCommand],
  ["terms", async () => (await import("./terms.ts")).termsCommand],
  ["obligations", async () => (await import("./obligations.ts")).obligationsCommand],
  ["list", async () => (await import("./list.ts")).listCommand],
  ["match", async () => (await import("./match.ts")).matchCommand],
  ["duplicates", async () => (await import("./duplicates.ts")).duplicatesCommand],
  ["plan", async () => (await import("./plan.ts")).planCommand],
  ["kinship", async () => (await import("./kinship.ts")).kinshipCommand],
  ["identify", async () => (await import("./identify.ts")).identifyCommand],
  ["reassociate", async () => (await import("./reassociate.ts")).reassociateCommand],
  ["references", async () => (await import("./references.ts")).referencesCommand],
  ["profiles", async () => (await import("./profiles.ts")).profilesCommand],
  ["haplotypes", async () => (await import("./haplotypes.ts")).haplotypesCommand],
  ["pack", async () => (await import("./pack.ts")).packCommand],
  ["exercise", async () => (await import("./exercise.ts")).exerciseCommand],
  ["print", async () => (await import("./print.ts")).printCommand],
  ["receipt", async () => (await record()).receiptCommand],
  ["export", async () => (await record()).exportCommand],
  ["erase", async () => (await record()).eraseCommand],
  ["recover", async () => (await record()).recoverCommand],
  ["backup", async () => (await backup()).backupCommand],
  ["restore", async () => (await backup()).restoreCommand],
  ["verify", async () => (await record()).verifyCommand],
  ["keys", async () => (await import("./keys.ts")).keysCommand],
  ["officer", async () => (await import("./officer.ts")).officerCommand],
  ["witness", async () => (await import("./witness.ts")).witnessCommand],
  ["checkpoint", async () => (await import("./checkpoint.ts")).checkpointCommand],
  ["policy", async () => (await import("./policy.ts")).policyCommand],
]);
