// The stand-alone verifier: one file, importing nothing but Node.
import { build } from "esbuild";

await build({
  entryPoints: ["src/cli/verify-alone.ts"],
  outfile: "dist/verify.mjs",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  legalComments: "none",
});
