// Every command, in the order in which a newcomer meets them.
import type { Command } from "./command.ts";
import { backupCommand, restoreCommand } from "./backup.ts";
import { checkpointCommand } from "./checkpoint.ts";
import { duplicatesCommand } from "./duplicates.ts";
import { exerciseCommand } from "./exercise.ts";
import { haplotypesCommand } from "./haplotypes.ts";
import { identifyCommand } from "./identify.ts";
import { keysCommand } from "./keys.ts";
import { kinshipCommand } from "./kinship.ts";
import { listCommand } from "./list.ts";
import { matchCommand } from "./match.ts";
import { obligationsCommand } from "./obligations.ts";
import { officerCommand } from "./officer.ts";
import { packCommand } from "./pack.ts";
import { planCommand } from "./plan.ts";
import { policyCommand } from "./policy.ts";
import { printCommand } from "./print.ts";
import { profilesCommand } from "./profiles.ts";
import { reassociateCommand } from "./reassociate.ts";
import { eraseCommand, exportCommand, initCommand, receiptCommand, recoverCommand, replayCommand, verifyCommand } from "./record.ts";
import { referencesCommand } from "./references.ts";
import { accountCommand, agreedCommand, briefCommand, chronicleCommand, positionsCommand, walkCommand } from "./reports.ts";
import { agendaCommand, overlapCommand, talksCommand, textCommand } from "./talks.ts";
import { termsCommand } from "./terms.ts";
import { witnessCommand } from "./witness.ts";

export const commands: readonly Command[] = [
  walkCommand, initCommand, replayCommand, accountCommand, positionsCommand, agreedCommand, briefCommand, chronicleCommand,
  agendaCommand, talksCommand, textCommand, overlapCommand,
  termsCommand, obligationsCommand,
  listCommand, matchCommand, duplicatesCommand,
  planCommand,
  kinshipCommand, identifyCommand, reassociateCommand, referencesCommand, profilesCommand, haplotypesCommand,
  packCommand, exerciseCommand,
  printCommand, receiptCommand, exportCommand, eraseCommand, recoverCommand, backupCommand, restoreCommand, verifyCommand,
  keysCommand, officerCommand, witnessCommand, checkpointCommand, policyCommand,
];
