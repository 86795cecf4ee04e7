// A document as PDF, set in a worker thread that is ended afterwards, so that neither the time nor the memory of it stays.
import { PRINT_ROWS_MAX, type PrintDocument } from "../basis/document.ts";
import { Fault } from "../basis/fault.ts";
import type { PrintSaid } from "./print-worker.ts";
import { endedAfter, startThread } from "./start-thread.ts";

/** How many rows the tables of a document have. */
export const rowsOf = ({ blocks }: Pick<PrintDocument, "blocks">): number => blocks.reduce((sum, block) => sum + (block.kind === "table" ? block.rows.length : 0), 0);

/**
 * The bytes of the PDF: the same for the same document, in every process. `say` hears of the steps done: engine loaded, document set.
 * @throws Fault `PRINT_ROWS`, `PRINT_ENGINE`, `PRINT_FORM`, `PRINT_MEMORY`.
 */
export function printPdf(document: PrintDocument, say: (done: number, of: number) => void = () => {}): Promise<Uint8Array> {
  if (rowsOf(document) > PRINT_ROWS_MAX) throw new Fault("PRINT_ROWS", `expected at most ${PRINT_ROWS_MAX} rows in one print, found ${rowsOf(document)}: print it in parts`);
  const worker = startThread("./print-worker", import.meta.url, { workerData: document });
  return endedAfter(worker, new Promise<Uint8Array>((resolve, reject) => {
    worker.on("message", (said: PrintSaid) => {
      if (said.said === "loaded") return say(1, 2);
      if (said.said === "failed") return reject(new Fault(said.code, said.message, said.places));
      say(2, 2);
      resolve(said.pdf);
    });
    worker.on("error", () => reject(new Fault("PRINT_MEMORY", "the thread that sets the document was ended by the system")));
    worker.on("exit", () => reject(new Fault("PRINT_MEMORY", "the thread that sets the document ended before it was done")));
  }));
}
