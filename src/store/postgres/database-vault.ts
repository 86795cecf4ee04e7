// Vault and witnesses' checkpoints in PostgreSQL: ciphertext by its SHA-256, refused by the table unless it is an age
// file that hashes to its name. Each statement is durable when it resolves.
import type { Pool } from "pg";
import { fromHex, hex } from "../../basis/bytes.ts";
import { Fault } from "../../basis/fault.ts";
import type { LogPoint } from "../../record/storage.ts";
import type { Sealed } from "../vault/seal.ts";
import { ask, buffer } from "./connect.ts";

const ASKED_MAX = 256;

export function databaseVault(pool: Pool) {
  const sealedAll = async (names: readonly string[]): Promise<(Uint8Array | undefined)[]> => {
    const found = new Map<string, Uint8Array>();
    for (let at = 0; at < names.length; at += ASKED_MAX) {
      const asked = names.slice(at, at + ASKED_MAX).map((name) => buffer(fromHex(name)));
      const rows = await ask<{ sealed: Uint8Array; ciphertext: Uint8Array }>(pool, "select sealed, ciphertext from allforall.vault_sealed where sealed = any($1::bytea[])", [asked]);
      for (const { sealed, ciphertext } of rows) found.set(hex(sealed), ciphertext);
    }
    return names.map((name) => found.get(name));
  };
  return {
    keep: async ({ sealed, ciphertext }: Pick<Sealed, "sealed" | "ciphertext">): Promise<void> => {
      await ask(pool, "insert into allforall.vault_sealed (sealed, ciphertext) values ($1, $2) on conflict (sealed) do nothing", [buffer(fromHex(sealed)), buffer(ciphertext)]);
    },
    destroy: async (sealed: string): Promise<void> => {
      await ask(pool, "delete from allforall.vault_snapshot", []);
      await ask(pool, "delete from allforall.vault_sealed where sealed = $1", [buffer(fromHex(sealed))]);
    },
    sealed: async (name: string): Promise<Uint8Array | undefined> => (await sealedAll([name]))[0],
    sealedAll,
    snapshotPart: async (compartment: string, first: number): Promise<Uint8Array | undefined> =>
      (await ask<{ ciphertext: Uint8Array }>(pool, "select ciphertext from allforall.vault_snapshot where compartment = $1 and first = $2", [compartment, first]))[0]?.ciphertext,
    keepSnapshotPart: async (compartment: string, first: number, ciphertext: Uint8Array): Promise<void> => {
      await ask(pool, `insert into allforall.vault_snapshot (compartment, first, ciphertext) values ($1, $2, $3)
        on conflict (compartment, first) do update set ciphertext = excluded.ciphertext`, [compartment, first, buffer(ciphertext)]);
    },
    dropSnapshots: async (): Promise<void> => {
      await ask(pool, "delete from allforall.vault_snapshot", []);
    },
  };
}

export function databaseWitnesses(pool: Pool) {
  return {
    cosigned: async (side: string): Promise<Uint8Array | undefined> =>
      (await ask<{ text: Uint8Array }>(pool, "select text from allforall.witness_checkpoint where side = $1", [side]))[0]?.text,
    /** @throws Fault `CHECKPOINT_MOVED` when the witness cosigned something else meanwhile. */
    moveCosigned: async (side: string, from: LogPoint, to: LogPoint, text: Uint8Array): Promise<void> => {
      const moved = await ask(pool, `insert into allforall.witness_checkpoint (side, size, root, text)
        select $1, $4::int8, $5::bytea, $6::bytea
          where $2::int8 = 0 or exists (select from allforall.witness_checkpoint where side = $1 and size = $2::int8 and root = $3::bytea)
        on conflict (side) do update set size = excluded.size, root = excluded.root, text = excluded.text
          where witness_checkpoint.size = $2::int8 and witness_checkpoint.root = $3::bytea
        returning side`, [side, from.size, buffer(from.root), to.size, buffer(to.root), buffer(text)]);
      if (moved.length !== 1) throw new Fault("CHECKPOINT_MOVED", `the witness of ${side} is not at size ${from.size} any more`);
    },
  };
}
