// Bytes and their spellings: UTF-8 (fatal on bad input), hex, RFC 4648 base64 (standard, padded, canonical).
import { Fault } from "./fault.ts";

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** @throws Fault `BYTES_UTF8` when the bytes are no UTF-8; a leading BOM is kept as a character. */
export function fromUtf8(bytes: Uint8Array, file?: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Fault("BYTES_UTF8", "expected UTF-8, found other bytes", [
      { ...(file === undefined ? {} : { file }), line: lineOfBadByte(bytes) },
    ]);
  }
}

/** The line (from 1) of the first byte that begins no UTF-8 character. */
function lineOfBadByte(bytes: Uint8Array): number {
  const reading = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let start = 0;
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== 10) continue;
    try {
      reading.decode(bytes.subarray(start, i));
    } catch {
      return line;
    }
    line++;
    start = i + 1;
  }
  return line;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** @throws Fault `BYTES_HEX` unless an even number of lower-case hex digits. */
export function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new Fault("BYTES_HEX", "expected lower-case hex");
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUE = new Int16Array(128).fill(-1);
for (let i = 0; i < 64; i++) VALUE[DIGITS.charCodeAt(i)] = i;

export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += DIGITS[word >> 18] ?? "";
    text += DIGITS[(word >> 12) & 63] ?? "";
    text += left > 1 ? (DIGITS[(word >> 6) & 63] ?? "") : "=";
    text += left > 2 ? (DIGITS[word & 63] ?? "") : "=";
  }
  return text;
}

/** @throws Fault `BYTES_BASE64` unless standard alphabet, padded, and with no stray bits (RFC 4648 §3.5). */
export function fromBase64(text: string): Uint8Array {
  const refuse = (): never => {
    throw new Fault("BYTES_BASE64", "expected standard padded base64");
  };
  if (text.length % 4 !== 0) refuse();
  const pad = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - pad);
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    const last = i + 4 === text.length;
    let word = 0;
    for (let j = 0; j < 4; j++) {
      const padded = last && j >= 4 - pad;
      const code = text.charCodeAt(i + j);
      const value = padded ? 0 : code < 128 ? (VALUE[code] ?? -1) : -1;
      if (value < 0) refuse();
      word = (word << 6) | value;
    }
    if (last && pad > 0 && (word & (pad === 1 ? 0xff : 0xffff)) !== 0) refuse();
    for (let j = 0; j < 3 && at < bytes.length; j++) bytes[at++] = (word >> (16 - 8 * j)) & 255;
  }
  return bytes;
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Big-endian unsigned 64 bits of a safe integer. */
export function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
