/** The middle one and the two ends, of at least one value. */
export type Spread = { readonly median: number; readonly least: number; readonly most: number };

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (position: number): number => sorted[position] ?? Number.NaN;
  const half = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(half)) + at(Math.ceil(half))) / 2, least: at(0), most: at(sorted.length - 1) };
}

/** Three figures: `0.0314`, `1.52`, `74.6`, `205`. */
export function figureText(value: number): string {
  return value.toFixed(decimalsOf(value));
}

/** `1.52 (1.44–1.61)`, all to the decimals of the median. */
export function spreadText({ median, least, most }: Spread): string {
  const [middle, low, high] = [median, least, most].map((value) => value.toFixed(decimalsOf(median)));
  return least === most ? `${middle}` : `${middle} (${low}–${high})`;
}

const FIGURES = 3;
const MOST_DECIMALS = 4;

function decimalsOf(value: number): number {
  const wholeDigits = value > 0 ? Math.floor(Math.log10(value)) + 1 : 1;
  return Math.min(MOST_DECIMALS, Math.max(0, FIGURES - wholeDigits));
}

/** `1,119,560` */
export function countText(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}
