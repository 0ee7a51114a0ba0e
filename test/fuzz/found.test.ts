import { expect, test } from "vitest";
import { counts, searched, specOf, violations } from "../spec-text.ts";

/** What mutants have found, as small as it can be: both engines must say the same. */

function both(text: string): string[] {
  const engines = ["interpreter", "generated"] as const;
  const [first, second] = engines.map((engine) => {
    const run = searched(specOf(text), { engine });
    return [counts(run), ...violations(run)];
  });
  expect(second).toEqual(first);
  return first ?? [];
}

const empty = 'spec s "x";\ntype data = 4..3;\ndata one, two;\n0..4 wide;\nbool x;\n';

test("a variable of an empty range holds its default, which may be copied to another one", () => {
  expect(both(`${empty}task t { x = true; atomic { one = two; } }`)).toEqual(["states 3 transitions 2 depth 2"]);
});

test("the default of an empty range is checked where another range is wanted", () => {
  const narrow = empty.replace("0..4", "0..3");
  expect(both(`${empty}task t { x = true; atomic { wide = two; } x = false; }`)[0]).toBe(
    "states 4 transitions 3 depth 3",
  );
  expect(both(`${narrow}task t { x = true; atomic { wide = two; } x = false; }`)).toEqual([
    ...["states 2 transitions 1 depth 1", "ranges in 2"],
  ]);
});
