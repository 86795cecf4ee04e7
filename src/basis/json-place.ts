// Where a member of a JSON text stands, so that a fault of its meaning has a line and a column as a fault of its form has.

export type JsonPath = readonly (string | number)[];

/**
 * Line and column (from 1) of the member at the end of `path`, of the innermost member of the path that exists where one is missing.
 * `text` has been parsed before: what is no JSON gives the place where reading stopped. Linear.
 */
export function placeInJson(text: string, path: JsonPath): { readonly line: number; readonly column: number } {
  let at = 0;
  let found = 0;
  const space = (): void => {
    while (at < text.length && " \t\n\r".includes(text.charAt(at))) at++;
  };
  const skipText = (): string => {
    const start = ++at;
    while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    return text.slice(start, at++);
  };
  const skipValue = (): void => {
    let depth = 0;
    for (; at < text.length; at++) {
      const mark = text.charAt(at);
      if (mark === '"') {
        skipText();
        at--;
      } else if ("{[".includes(mark)) depth++;
      else if ("}]".includes(mark) && depth-- === 0) return;
      else if (mark === "," && depth === 0) return;
    }
  };
  const enter = (step: number): void => {
    const wanted = path[step];
    if (wanted === undefined || at >= text.length) return;
    const isObject = text[at] === "{";
    if ((!isObject && text[at] !== "[") || isObject === (typeof wanted === "number")) return;
    at++;
    for (let n = 0; at < text.length; n++) {
      space();
      if ("}]".includes(text.charAt(at))) return;
      const start = at;
      const key = isObject ? skipText() : n;
      if (isObject) {
        space();
        at++; // the colon
        space();
      }
      if (key === wanted) {
        found = isObject ? start : at;
        return enter(step + 1);
      }
      skipValue();
      if (text[at] !== ",") return;
      at++;
    }
  };
  space();
  found = at;
  enter(0);
  const before = text.slice(0, found);
  return { line: before.split("\n").length, column: found - before.lastIndexOf("\n") };
}
