// SHA-256 (FIPS 180-4), the one platform need of the pure rooms (HOUSE.md §3.5).
import { createHash } from "node:crypto";

export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash("sha256").update(bytes).digest());

export const sha256Hex = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");
