// A probability in millionths as per cent: two decimals, more where it is near one, so that 99.97 is not said as 100.
const CERTAIN = 999_999;

export const percent = (millionths: number): string =>
  millionths >= CERTAIN ? "> 99.9999 %" : `${(millionths / 10_000).toFixed(millionths > 999_000 || millionths < 1_000 ? 4 : 2)} %`;
