/** Arrays of the environment in which generated code says what it came across: statements, left sides of invariants. */
type NotedArray = "R" | "SUB";

/** Text that notes that this was come across. */
export function noted(array: NotedArray, index: number): string {
  return `${array}[${index}]=1;`;
}
