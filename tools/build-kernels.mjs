// Compiles src/compute/kernels/*.wat with wabt to a module that holds the bytes as base64 and their digest.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import loadWabt from "wabt";

const folder = new URL("../src/compute/kernels/", import.meta.url);
const features = { simd: true, bulk_memory: true };
const wabt = await loadWabt();
for (const name of readdirSync(folder).filter((one) => one.endsWith(".wat"))) {
  const text = readFileSync(new URL(name, folder), "utf8");
  const module = wabt.parseWat(name, text, features);
  module.resolveNames();
  module.validate(features);
  const { buffer } = module.toBinary({ log: false });
  const digest = createHash("sha256").update(buffer).digest("hex");
  const made = `// Made by tools/build-kernels.mjs from ${name}; do not edit.\nexport const KERNEL_SHA256 = "${digest}";\nexport const KERNEL_BASE64 =\n  "${Buffer.from(buffer).toString("base64")}";\n`;
  const target = new URL(name.replace(/\.wat$/, "-bytes.ts"), folder);
  if (!existsSync(target) || readFileSync(target, "utf8") !== made) writeFileSync(target, made);
  if (process.argv.includes("--say")) console.log(fileURLToPath(target), buffer.length, "bytes", digest);
}
