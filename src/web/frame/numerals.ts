// Decimals, shares and powers of ten as the language of a page writes them: 50,00 % in Ukrainian, %50,00 in Turkish, 50.00% in English.
const kept = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, style: "decimal" | "percent", digits: number): Intl.NumberFormat {
  const key = `${locale} ${style} ${digits}`;
  const known = kept.get(key) ?? new Intl.NumberFormat(locale, { style, minimumFractionDigits: digits, maximumFractionDigits: digits });
  kept.set(key, known);
  return known;
}

/** With `digits` decimals and a minus that is not a hyphen. */
export const decimalIn = (locale: string, value: number, digits: number): string => formatOf(locale, "decimal", digits).format(value).replace("-", "−");

/** A share of 0 to 1 as per cent with `digits` decimals. */
export const percentIn = (locale: string, share: number, digits: number): string => formatOf(locale, "percent", digits).format(share);

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const raised = (power: number): string => `${power < 0 ? "⁻" : ""}${[...String(Math.abs(power))].map((digit) => RAISED[Number(digit)] ?? "").join("")}`;

/** A positive number with two figures: 0.35, 12.0; below a thousandth and from a million on as 1.7 × 10¹⁰. */
export function figuresIn(locale: string, log10: number): string {
  const power = Math.floor(log10);
  if (log10 >= -3 && log10 < 6) return decimalIn(locale, 10 ** log10, log10 >= 0 ? 1 : 1 - power);
  const first = 10 ** (log10 - power);
  return first >= 9.95 ? `${decimalIn(locale, 1, 1)} × 10${raised(power + 1)}` : `${decimalIn(locale, first, 1)} × 10${raised(power)}`;
}

/** With the decimals that it was stated with: a rate of 0.0005 is not 0.001. */
export function asStatedIn(locale: string, value: number): string {
  const text = String(value);
  return text.includes("e") ? (value > 0 ? figuresIn(locale, Math.log10(value)) : text) : decimalIn(locale, value, (text.split(".")[1] ?? "").length);
}
