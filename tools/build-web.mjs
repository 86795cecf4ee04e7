// The browser targets: dist/web (the desk) and dist/verify.html (the verifier, one self-contained page that opens from file:).
import { createHash } from "node:crypto";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import * as configs from "./vite-configs.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

process.env.NODE_ENV = "production"; // set otherwise, as test runners do, it would build React's slow pages for developers

const at = (path) => join(root, path);

mkdirSync(at("dist"), { recursive: true });
await build(configs.desk(at("dist/web")));

const out = mkdtempSync(join(tmpdir(), "all-for-all-verifier-"));
try {
  await build(configs.verifier(out));
  const script = readFileSync(join(out, "verify.js"), "utf8").replaceAll("</script", "<\\/script");
  const style = readFileSync(at("src/web/verify-alone/verify.css"), "utf8");
  const digest = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; base-uri 'none'; form-action 'none'`;
  const page = readFileSync(at("src/web/verify-alone/verify.html"), "utf8")
    .replace("__POLICY__", () => policy).replace("__STYLE__", () => style).replace("__SCRIPT__", () => script);
  writeFileSync(at("dist/verify.html"), page);
} finally {
  rmSync(out, { recursive: true, force: true });
}
