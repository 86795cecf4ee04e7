// A probability in millionths as per cent: two decimals, more where it is near one, so that 99.97 is not said as 100.
import type { Say } from "../../frame/language-context.ts";

const CERTAIN = 999_999;

export const percent = (millionths: number, say: Pick<Say, "percent">): string =>
  millionths >= CERTAIN ? `> ${say.percent(CERTAIN / 1_000_000, 4)}` : say.percent(millionths / 1_000_000, millionths > 999_000 || millionths < 1_000 ? 4 : 2);
