// The officer's keys on this device: Ed25519 to sign, X25519 to open. Made here by WebCrypto, not extractable, kept in
// IndexedDB: no script, no page and no server can read the secret; it dies with the browser profile.

export type DeviceKey = {
  /** Sign-in name of the officer on this desk. */
  readonly officer: string;
  readonly sign: CryptoKeyPair;
  /** 32 bytes of RFC 8032. */
  readonly signPublic: Uint8Array;
  readonly madeAt: string;
  /** What opens for the party what is sealed to it alone: in an exercise its age identity, else a key that cannot be read out, where the officer chose to keep it here. */
  readonly identity: string | CryptoKey | null;
};

const database = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("all-for-all", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keys", { keyPath: "officer" });
      request.result.createObjectStore("waiting", { keyPath: "id" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB cannot be opened"));
  });

/** Runs one request on one store. Resolves when the transaction is complete, not before. */
export async function inStore<T>(store: "keys" | "waiting", mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await database();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction(store, mode, { durability: "strict" });
      const request = ask(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error ?? new Error("IndexedDB refused"));
      transaction.onabort = transaction.onerror;
    });
  } finally {
    db.close();
  }
}

/** A fresh pair for `officer`. It replaces nothing: the old one stays until the desk has registered the new one. */
export async function makeDeviceKey(officer: string, madeAt: string, identity: DeviceKey["identity"] = null): Promise<DeviceKey> {
  const sign = await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
  if (!("privateKey" in sign)) throw new Error("expected a pair of keys");
  const signPublic = new Uint8Array(await crypto.subtle.exportKey("raw", sign.publicKey));
  return { officer, sign, signPublic, madeAt, identity };
}

export const keepDeviceKey = (key: DeviceKey): Promise<IDBValidKey> => inStore("keys", "readwrite", (store) => store.put(key));

/** The key of `officer` on this device, or `undefined`: then acts can be read here, not signed. */
export const readDeviceKey = (officer: string): Promise<DeviceKey | undefined> =>
  inStore("keys", "readonly", (store) => store.get(officer) as IDBRequest<DeviceKey | undefined>);

/** A signature of the exact bytes (RFC 8032, 64 bytes). */
export const signWith = async (key: DeviceKey, message: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, key.sign.privateKey, new Uint8Array(message)));
