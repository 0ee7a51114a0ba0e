/**
 * Arrays of the environment in which generated code says what it came across: statements, left sides of invariants,
 * facts of error codes.
 */
type NotedArray = "R" | "SUB" | "F";

/** Text that notes that this was come across; `designWords`: of a set of designs, 0 where there is one design only. */
export function noted(designWords: number, array: NotedArray, index: number): string {
  return `${notedInside(designWords, array, String(index))};`;
}

/** The same as an expression, for the middle of one; the index is one too. */
export function notedInside(designWords: number, array: NotedArray, index: string): string {
  if (designWords === 0) return `${array}[${index}]=1`;
  if (designWords === 1) return `${array}[${index}]|=DS[0]`;
  const words = Array.from(
    { length: designWords },
    (_, word) => `${array}[(${index})*${designWords}+${word}]|=DS[${word}]`,
  );
  return words.join(",");
}

/** Condition: something is still to be noted. */
export function unnoted(designWords: number, array: NotedArray, index: number): string {
  if (designWords === 0) return `!${array}[${index}]`;
  const words = Array.from(
    { length: designWords },
    (_, word) => `DS[${word}]&~${array}[${index * designWords + word}]`,
  );
  return words.length === 1 ? words.join("") : words.map((word) => `(${word})`).join("|");
}
