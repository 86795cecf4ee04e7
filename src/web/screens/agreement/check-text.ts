// What keeps a text from being signed, while it is typed: a bracket still open, a sentence without an end, a character that
// nobody sees. Each with line and column, as the terms engine names its own.

export type TextFault = { readonly code: "BRACKET_LEFT" | "BRACKET_UNMATCHED" | "SENTENCE_END" | "UNSEEN_CHARACTER"; readonly line: number; readonly column: number };

const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/;
const ENDS = /[.!?…؟۔:;]["”»’)]*$/;

/** All of them, in the order of the text. Lines and columns count from 1; columns are UTF-16 units. Linear. */
export function faultsOfText(text: string): TextFault[] {
  return text.split("\n").flatMap((line, i): TextFault[] => {
    const found: TextFault[] = [];
    const at = (code: TextFault["code"], column: number): void => void found.push({ code, line: i + 1, column: column + 1 });
    const unseen = UNSEEN.exec(line);
    if (unseen) at("UNSEEN_CHARACTER", unseen.index);
    let open = -1;
    for (let column = 0; column < line.length; column++) {
      if (line[column] === "[") {
        if (open >= 0) at("BRACKET_UNMATCHED", column);
        open = column;
      }
      if (line[column] === "]") {
        at(open < 0 ? "BRACKET_UNMATCHED" : "BRACKET_LEFT", open < 0 ? column : open);
        open = -1;
      }
    }
    if (open >= 0) at("BRACKET_UNMATCHED", open);
    if (line.trim() !== "" && !line.trim().startsWith("#") && !ENDS.test(line.trim())) at("SENTENCE_END", line.trimEnd().length - 1);
    return found.sort((a, b) => a.column - b.column);
  });
}
