// A sheet as PDF in the reader's language: set by the desk as a job, saved by the browser when it is there. Left while it works, it is
// cancelled: nobody waits for it any more.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { FormName, PrintPart } from "../../basis/document.ts";
import type { Job } from "../../desk/api-types.ts";
import { deleteAt, fetchFile, fetchJson, postJson, Refused } from "../frame/api.ts";
import { useLanguage, useSay, type WordKey } from "../frame/language-context.ts";
import { RefusedNote } from "./refused.tsx";

const ASK_MS = 400;
const TITLES: Readonly<Record<FormName, WordKey>> = {
  account: "print.account", act: "print.act", agreement: "print.agreement", identification: "print.identification", letter: "print.letter", list: "print.list", manifest: "print.manifest", plan: "print.plan", receipt: "print.receipt", sheet: "print.sheet", week: "print.week",
};

type PdfProps = {
  readonly form: FormName;
  /** The code of what is printed. */
  readonly of?: string;
  /** That of the view, whose day is asked. */
  readonly query?: string; readonly more?: Readonly<Record<string, string | number | boolean>>;
  /** What the button says, where it is not the name of the form. */
  readonly label?: string;
  /** Of a long list: one file each, set one after the other, so that the desk never holds more than one. */
  readonly parts?: readonly PrintPart[];
};

export function PdfButton({ form, of, query = "", more, parts, label }: PdfProps): ReactNode {
  const say = useSay();
  const { language } = useLanguage();
  const [working, setWorking] = useState<number | undefined>();
  const [error, setError] = useState<unknown>();
  const running = useRef<string | undefined>(undefined);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      if (running.current !== undefined) void deleteAt(`/jobs/${running.current}`).catch(() => {}); // the page is gone
    };
  }, []);
  const printOne = async (part: PrintPart | undefined): Promise<void> => {
    const on = new URLSearchParams(query).get("on");
    const request = { form, language, ...(of === undefined ? {} : { of }), ...(on === null ? {} : { on }), ...more, ...part };
    const job = await postJson<Job>("/jobs", { task: "print", request });
    running.current = job.id;
    await ended(job);
    running.current = undefined;
    save(await fetchFile(`/jobs/${job.id}/result`), `${[form, of, part?.first].filter((one) => one !== undefined).join("-").replace(/[^\p{L}\p{N}.-]+/gu, "_")}-${language}.pdf`);
  };
  const print = async (): Promise<void> => {
    setError(undefined);
    try {
      for (const [i, part] of (parts ?? [undefined]).entries()) {
        if (isGone.current) return;
        setWorking(i + 1);
        await printOne(part);
      }
    } catch (refused) {
      running.current = undefined;
      setError(refused);
    }
    setWorking(undefined);
  };
  const count = parts?.length ?? 1;
  return (
    <div className="no-print">
      <Button className="button" isDisabled={working !== undefined} onPress={() => void print()}>{`${label ?? say(TITLES[form])} (PDF)`}</Button>
      {working === undefined ? null : <span role="status" className="small quiet"> {count === 1 ? say("print.pdfWorking") : say("print.partWorking", { n: working, count })}</span>}
      <RefusedNote error={error} />
    </div>
  );
}

/** @throws Refused with the code that the job ended in. */
async function ended(job: Job): Promise<void> {
  let seen = job;
  while (seen.state === "waiting" || seen.state === "running") {
    await new Promise((done) => setTimeout(done, ASK_MS));
    seen = await fetchJson<Job>(`/jobs/${job.id}`);
  }
  if (seen.state !== "done") throw new Refused(0, [{ code: seen.error ?? "PRINT_FORM", message: "", places: [] }]);
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser reads it when it has asked where to
}
