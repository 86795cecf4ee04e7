// Acts that are signed and not yet acknowledged: kept in this browser, byte for byte, so that sending again can never double
// one and a lost connection or an ended session loses none.
import type { PasskeyAnswer } from "../../desk/api-types.ts";
import { inStore } from "./device-key.ts";

export type WaitingAct = {
  /** The act's leaf hash, hex. */
  readonly id: string;
  readonly officer: string;
  readonly label: string;
  readonly kind: string;
  readonly envelope: string;
  readonly sealed: string;
  readonly passkey?: PasskeyAnswer;
};

export const keepWaiting = (act: WaitingAct): Promise<IDBValidKey> => inStore("waiting", "readwrite", (store) => store.put(act));
export const dropWaiting = (id: string): Promise<undefined> => inStore("waiting", "readwrite", (store) => store.delete(id));
export const readWaiting = (): Promise<WaitingAct[]> => inStore("waiting", "readonly", (store) => store.getAll() as IDBRequest<WaitingAct[]>);
