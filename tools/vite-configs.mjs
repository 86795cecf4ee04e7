// Two browser targets: the desk (dist/web) and the verifier, one script inlined into one page (tools/build-web.mjs).
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";


const here = (path) => fileURLToPath(new URL(`../src/web/${path}`, import.meta.url));
const root = here("");

/** basis/sha256.ts asks node:crypto; a browser has its own twin. */
const browserSha256 = {
  name: "browser-sha256",
  enforce: "pre",
  resolveId: (source, importer) => (importer !== undefined && /(^|\/)sha256\.ts$/.test(source) && !importer.includes("sha256-browser") ? here("frame/sha256-browser.ts") : null),
};

export const desk = (outDir) => ({
  root, configFile: false, publicDir: here("public"), plugins: [browserSha256, react()], base: "/", logLevel: "warn",
  build: { outDir, emptyOutDir: true, manifest: true, target: "es2023", assetsInlineLimit: 0, chunkSizeWarningLimit: 900, modulePreload: { polyfill: false } },
});

const wordsOf = (language) => {
  const all = JSON.parse(readFileSync(here(`../../words/${language}.json`), "utf8"));
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith("verifier.")));
};
const NAMES = { en: "English", uk: "Українська", ru: "Русский", tr: "Türkçe", ar: "العربية" };

export const verifier = (outDir) => ({
  root, configFile: false, publicDir: false, plugins: [browserSha256], logLevel: "warn",
  define: { VERIFIER_WORDS: JSON.stringify(Object.fromEntries(Object.keys(NAMES).map((language) => [language, wordsOf(language)]))), LANGUAGE_NAMES: JSON.stringify(NAMES) },
  build: {
    outDir, emptyOutDir: true, target: "es2023",
    lib: { entry: here("verify-alone/page.ts"), formats: ["iife"], name: "verifier", fileName: () => "verify.js" },
  },
});
