/** Orders by UTF-16 code units, the same on every machine (RFC 8785 §3.2.3). */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
