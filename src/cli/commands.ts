// Every command, in the order in which a newcomer meets them.
import { backupCommand, restoreCommand } from "./backup.ts";
import type { Command } from "./command.ts";
import { exportCommand, initCommand, receiptCommand, replayCommand, verifyCommand } from "./record.ts";
import { accountCommand, agreedCommand, briefCommand, chronicleCommand, positionsCommand, walkCommand } from "./reports.ts";

export const commands: readonly Command[] = [
  walkCommand, initCommand, replayCommand, accountCommand, positionsCommand, agreedCommand, briefCommand, chronicleCommand,
  receiptCommand, exportCommand, verifyCommand, backupCommand, restoreCommand,
];
