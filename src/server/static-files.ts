// The built web as a closed list: read once at start, one route a file, with ETag; a list cannot be walked out of.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { createHash } from "node:crypto";

export type StaticFile = { readonly path: string; readonly type: string; readonly bytes: Buffer; readonly etag: string; readonly isNamedByHash: boolean };

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json; charset=utf-8", ".woff2": "font/woff2", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8",
};

/** Files below `folder` by address; `/` is index.html. Hidden folders and unknown types are left out. */
export function readStatic(folder: string): StaticFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).sort().flatMap((name) => {
    const full = join(folder, name);
    const type = TYPES[extname(name)];
    const address = name.split("\\").join("/");
    if (!type || !statSync(full).isFile() || address.split("/").some((part) => part.startsWith("."))) return [];
    const bytes = readFileSync(full);
    return [{ path: address === "index.html" ? "/" : `/${address}`, type, bytes, etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`, isNamedByHash: /-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/.test(address) }];
  });
}

/** STACK §7: nothing from elsewhere, no inline script, style only by nonce, WASM for the engines, framed by nobody. */
export const pagePolicy = (nonce: string): string =>
  `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

export const HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin", "permissions-policy": "geolocation=(), microphone=(), payment=(), usb=()",
};
/** For answers that are no page. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";
