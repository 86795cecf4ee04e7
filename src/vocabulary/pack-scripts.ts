// Scripts by their ISO 15924 code: a name of a language must be written in the letters of that language, so that a column which
// was pasted one place too far is found out.
const LETTERS: Readonly<Record<string, RegExp>> = {
  Arab: /\p{Script=Arabic}/u, Armn: /\p{Script=Armenian}/u, Cyrl: /\p{Script=Cyrillic}/u, Deva: /\p{Script=Devanagari}/u, Ethi: /\p{Script=Ethiopic}/u,
  Geor: /\p{Script=Georgian}/u, Grek: /\p{Script=Greek}/u, Hang: /\p{Script=Hangul}/u, Hani: /\p{Script=Han}/u, Hebr: /\p{Script=Hebrew}/u, Latn: /\p{Script=Latin}/u,
};

export const SCRIPTS: readonly string[] = Object.keys(LETTERS).sort();

/** Whether a text has a letter of the script. A code that is not of `SCRIPTS` has every letter. */
export const isWrittenIn = (text: string, script: string): boolean => LETTERS[script]?.test(text) ?? true;
