// A command is found by the name that it bears, and its help begins with that name.
import { expect, test } from "vitest";
import { COMMANDS } from "./commands.ts";

test.each([...COMMANDS])("%s is the command of this name", async (name, load) => {
  const command = await load();
  expect(command.name).toBe(name);
  expect(command.help).toMatch(new RegExp(`^allforall ${name}\\b`));
});
