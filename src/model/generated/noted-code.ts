/** Arrays of the environment in which generated code says what it came across: statements, left sides of invariants. */
type NotedArray = "R" | "SUB";

/** Text that notes that this was come across; `designWords`: of a set of designs, 0 where there is one design only. */
export function noted(designWords: number, array: NotedArray, index: number): string {
  if (designWords === 0) return `${array}[${index}]=1;`;
  const words = Array.from(
    { length: designWords },
    (_, word) => `${array}[${index * designWords + word}]|=DS[${word}];`,
  );
  return words.join("");
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
