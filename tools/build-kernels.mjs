// Compiles src/compute/kernels/*.wat, and the kernels that are written in TypeScript, with wabt to modules that hold the bytes as base64 and their digest.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import loadWabt from "wabt";
import { compileKernel } from "./kernel-compiler.mjs";

const folder = new URL("../src/compute/kernels/", import.meta.url);
const features = { simd: true, bulk_memory: true, threads: true };
const wabt = await loadWabt();
const texts = [
  ...readdirSync(folder).filter((one) => one.endsWith(".wat")).map((name) => [name, readFileSync(new URL(name, folder), "utf8")]),
  ["scan-kernel.ts", compileKernel(fileURLToPath(new URL("../src/matching/scan-kernel.ts", import.meta.url)))],
];
for (const [name, text] of texts) {
  const module = wabt.parseWat(name, text, features);
  module.resolveNames();
  module.validate(features);
  const { buffer } = module.toBinary({ log: false, write_debug_names: process.argv.includes("--names") });
  const digest = createHash("sha256").update(buffer).digest("hex");
  const made = `// Made by tools/build-kernels.mjs from ${name}; do not edit.\nexport const KERNEL_SHA256 = "${digest}";\nexport const KERNEL_BASE64 =\n  "${Buffer.from(buffer).toString("base64")}";\n`;
  const target = new URL(name.replace(/\.(wat|ts)$/, "-bytes.ts"), folder);
  if (!existsSync(target) || readFileSync(target, "utf8") !== made) writeFileSync(target, made);
  if (process.argv.includes("--say")) console.log(fileURLToPath(target), buffer.length, "bytes", digest);
}
