// The verifier as one page: opened from a stick, without network, without the product. Drop a bundle, read the verdict.
import { bundleOf, chosenFiles, droppedFiles, type NamedFile } from "./dropped-files.ts";
import { unpacked } from "./read-tar.ts";
import { verdictSaid, type VerdictSaid } from "./say-verdict.ts";
import { verifyInBrowser } from "./verify-async.ts";

/** Put in by tools/build-web.mjs: the `verifier.` messages of words/, by language. */
declare const VERIFIER_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>>;
declare const LANGUAGE_NAMES: Readonly<Record<string, string>>;

const need = <T extends HTMLElement>(id: string, kind: new () => T): T => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
};
const drop = need("drop", HTMLDivElement);
const shown = need("verdict", HTMLElement);
const progress = need("progress", HTMLProgressElement);
let language = [location.hash.slice(1), ...navigator.languages.map((one) => one.slice(0, 2))].find((one) => one in VERIFIER_WORDS) ?? "en";
let last: VerdictSaid | undefined;

const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
  (VERIFIER_WORDS[language]?.[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

function speak(): void {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  document.title = say("verifier.title");
  for (const one of document.querySelectorAll<HTMLElement>("[data-say]")) one.textContent = say(`verifier.${one.dataset["say"] ?? ""}`);
  for (const one of document.querySelectorAll<HTMLButtonElement>("#languages button")) one.setAttribute("aria-pressed", String(one.lang === language));
  if (last) show(last);
}

function show(said: VerdictSaid): void {
  last = said;
  shown.hidden = false;
  shown.className = said.tone;
  const heading = document.createElement("h2");
  heading.textContent = say(`verifier.tone.${said.tone}`);
  const text = document.createElement("p");
  text.textContent = say(said.key, said.values);
  shown.replaceChildren(heading, text);
}

async function judge(named: readonly NamedFile[]): Promise<void> {
  if (named.length === 0) return;
  progress.hidden = false;
  shown.hidden = true;
  try {
    const verdict = await verifyInBrowser(bundleOf(await unpacked(named)), (done, of, reading) => (progress.value = (done / of) * (reading === 1 ? 0.6 : 1)));
    show(verdictSaid(verdict));
  } catch (error) {
    const isUnable = error instanceof DOMException && error.name === "NotSupportedError";
    show({ tone: "wait", key: isUnable ? "verifier.noEd25519" : "verifier.unreadable", values: {} });
  }
  progress.hidden = true;
  shown.focus();
}

for (const [code, name] of Object.entries(LANGUAGE_NAMES)) {
  const button = document.createElement("button");
  button.type = "button";
  button.lang = code;
  button.textContent = name;
  button.onclick = () => {
    language = code;
    speak();
  };
  need("languages", HTMLParagraphElement).append(button);
}
for (const id of ["folder", "files"]) {
  const input = need(id, HTMLInputElement);
  input.onchange = () => void judge(chosenFiles(input.files ?? []));
}
document.ondragover = (event) => {
  event.preventDefault();
  drop.className = "over";
};
document.ondragleave = () => (drop.className = "");
document.ondrop = (event) => {
  event.preventDefault();
  drop.className = "";
  if (event.dataTransfer) void droppedFiles(event.dataTransfer.items).then(judge);
};
speak();
