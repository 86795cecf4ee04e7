#!/usr/bin/env node
import { endProcess, outliveReaders } from "../dist/cli/end-process.js";
import { main } from "../dist/main.js";

outliveReaders();
await endProcess(await main(process.argv.slice(2)));
