// Every command, in the order in which a newcomer meets them.
import type { Command } from "./command.ts";
import { listCommand } from "./list.ts";
import { matchCommand } from "./match.ts";
import { planCommand } from "./plan.ts";
import { eraseCommand, exportCommand, initCommand, receiptCommand, recoverCommand, replayCommand, verifyCommand } from "./record.ts";
import { exerciseCommand } from "./exercise.ts";
import { exportCommand, initCommand, receiptCommand, replayCommand, verifyCommand } from "./record.ts";
import { accountCommand, agreedCommand, briefCommand, chronicleCommand, positionsCommand, walkCommand } from "./reports.ts";
import { agendaCommand, overlapCommand, talksCommand, textCommand } from "./talks.ts";

export const commands: readonly Command[] = [
  walkCommand, initCommand, replayCommand, accountCommand, positionsCommand, agreedCommand, briefCommand, chronicleCommand,
  agendaCommand, talksCommand, textCommand, overlapCommand,
  listCommand, matchCommand,
  planCommand,
  receiptCommand, exportCommand, eraseCommand, recoverCommand, verifyCommand,
  receiptCommand, exportCommand, verifyCommand, exerciseCommand,
import { termsCommand } from "./terms.ts";

export const commands: readonly Command[] = [
  walkCommand, initCommand, replayCommand, accountCommand, positionsCommand, agreedCommand, briefCommand, chronicleCommand,
  receiptCommand, exportCommand, verifyCommand, termsCommand,
];
