// The one entry of the thread that sets a document: loads the typesetter, sets, answers, and is ended by whoever started it.
import { parentPort, workerData } from "node:worker_threads";
import type { PrintDocument } from "../basis/document.ts";
import { Fault, type Place } from "../basis/fault.ts";
import { stayUntilEnded } from "./start-thread.ts";
import { loadTypesetter } from "./typesetter.ts";

export type PrintSaid = { readonly said: "loaded" } | { readonly said: "set"; readonly pdf: Uint8Array } | { readonly said: "failed"; readonly code: string; readonly message: string; readonly places: readonly Place[] };

const tell = (said: PrintSaid): void => parentPort?.postMessage(said);

stayUntilEnded();
try {
  const typesetter = await loadTypesetter();
  tell({ said: "loaded" });
  tell({ said: "set", pdf: typesetter.set(workerData as PrintDocument) }); // the one sender is print.ts
} catch (error) {
  if (error instanceof Fault) tell({ said: "failed", code: error.code, message: error.message, places: error.places });
  else tell({ said: "failed", code: "PRINT_MEMORY", message: "the document could not be set: it may be too long for the memory; print it in parts", places: [] });
}
