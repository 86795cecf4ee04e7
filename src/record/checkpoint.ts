// C2SP tlog-checkpoint: origin, size, base64 root, each on a line; no extension lines. The log's key is named as the origin.
import { base64, fromBase64 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";

export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array };

export const printCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${base64(root)}\n`;

/** @throws Fault `CHECKPOINT_FORM`. */
export function parseCheckpoint(text: string): Checkpoint {
  const match = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n$/.exec(text);
  if (!match?.[1] || !match[2] || !match[3])
    throw new Fault("CHECKPOINT_FORM", "expected three lines: origin, size, base64 root");
  return { origin: match[1], size: Number(match[2]), root: fromBase64(match[3]) };
}
