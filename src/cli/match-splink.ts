// The trained model as settings that Splink accepts, beside the prepared columns that Splink cannot make.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DATE_ALONE_MAX, isForSmallLists, keysOf } from "../matching/block.ts";
import type { Linked } from "../matching/link.ts";
import { splinkColumns, splinkSettings } from "../matching/splink.ts";
import type { Io } from "./command.ts";

export async function writeSplink(linked: Linked, folder: string, io: Io): Promise<void> {
  await mkdir(folder, { recursive: true });
  await io.writeFile(join(folder, "splink.settings.json"), `${JSON.stringify(splinkSettings(linked), null, 2)}\n`);
  await io.writeFile(join(folder, "splink.left.csv"), splinkColumns(linked, "left"));
  await io.writeFile(join(folder, "splink.right.csv"), splinkColumns(linked, "right"));
  if (isForSmallLists(keysOf(linked.problem)))
    io.err(`splink: the settings hold the blocking rules of lists below ${DATE_ALONE_MAX} rows (a birth date alone, one slip in a surname); on larger lists Splink would compare very many pairs by them. Fit the model on ${DATE_ALONE_MAX} rows a side or more, and they are left out\n`);
}
