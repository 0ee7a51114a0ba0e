import { expect, test } from "vitest";
import { errorsOf } from "./parsed.ts";

test("many statements in a row are no nesting: each begins anew", () => {
  const stores = "v[0] = true; ".repeat(2000);
  expect(errorsOf(`spec many "x"; bool v[1]; task t { ${stores}}`)).toEqual([]);
});
