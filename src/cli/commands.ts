// Every command, in the order in which a newcomer meets them.
import { backupCommand, restoreCommand } from "./backup.ts";
import type { Command } from "./command.ts";
import { duplicatesCommand } from "./duplicates.ts";
import { exerciseCommand } from "./exercise.ts";
import { identifyCommand } from "./identify.ts";
import { kinshipCommand } from "./kinship.ts";
import { listCommand } from "./list.ts";
import { matchCommand } from "./match.ts";
import { obligationsCommand } from "./obligations.ts";
import { planCommand } from "./plan.ts";
import { eraseCommand, exportCommand, initCommand, receiptCommand, recoverCommand, replayCommand, verifyCommand } from "./record.ts";
import { accountCommand, agreedCommand, briefCommand, chronicleCommand, positionsCommand, walkCommand } from "./reports.ts";
import { agendaCommand, overlapCommand, talksCommand, textCommand } from "./talks.ts";
import { termsCommand } from "./terms.ts";

export const commands: readonly Command[] = [
  walkCommand, initCommand, replayCommand, accountCommand, positionsCommand, agreedCommand, briefCommand, chronicleCommand,
  agendaCommand, talksCommand, textCommand, overlapCommand,
  termsCommand, obligationsCommand,
  listCommand, matchCommand, duplicatesCommand,
  planCommand,
  kinshipCommand, identifyCommand,
  exerciseCommand,
  receiptCommand, exportCommand, eraseCommand, recoverCommand, verifyCommand, backupCommand, restoreCommand,
];
