// Numbers as people type them: grouped or not, in any of the desk's digits.
const ARABIC_ZERO = 0x660;
const PERSIAN_ZERO = 0x6f0;

/** A whole number, 0 or more; `undefined` for anything else. Groups by space, comma, dot or apostrophe of three digits. */
export function wholeOf(text: string): number | undefined {
  const plain = text.trim().replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - ARABIC_ZERO)).replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - PERSIAN_ZERO));
  if (!/^\d{1,3}([ \u00a0\u202f,.'’٬]\d{3})+$|^\d{1,15}$/.test(plain)) return undefined;
  return Number(plain.replace(/\D/g, ""));
}
