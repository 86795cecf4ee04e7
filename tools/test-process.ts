// A test process has the name of the file that it runs, so that one which is silent is found among the others.
import { expect } from "vitest";
import { titleOf } from "./silent-worker.ts";

const { testPath } = expect.getState();
if (testPath !== undefined) process.title = titleOf(testPath);
