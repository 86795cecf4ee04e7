// The browser's twin of basis/sha256.ts (HOUSE.md §3.5): the build puts it in that file's place. Synchronous, as the pure
// rooms need it; WebCrypto hashes only asynchronously.
import { sha256 as noble } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

export const sha256 = (bytes: Uint8Array): Uint8Array => noble(bytes);
export const sha256Hex = (bytes: Uint8Array): string => bytesToHex(noble(bytes));
