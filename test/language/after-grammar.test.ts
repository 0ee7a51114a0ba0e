import { expect, test } from "vitest";
import { readText, shown } from "../spec-text.ts";

// Mistakes of grammar do not hide mistakes in names and types, and nothing is told that only follows from them.

function told(text: string): string[] {
  const { spec, diagnostics } = readText(`spec s "x";\n${text}`);
  expect(spec).toBeNull();
  return diagnostics.map((each) => shown(each).replace(/ \|.*/, ""));
}

test("a missing semicolon and a misspelt code are told in one run", () => {
  const text = "errno EAGAIN;\nbool x;\ntask t {\n\terrno e = -EAGIAN;\n\tx = true\n}";
  expect(told(text)).toEqual([
    "5:13 U0103 unknown error code 'EAGIAN'",
    "6:10 U0007 expected ';' or an operator, found '}'",
  ]);
});

test("a name that may have been declared in text that could not be read is no mistake", () => {
  expect(told("bool x y;\ntask t { x = true; y = false; z = true; }")).toEqual([
    expect.stringMatching(/^2:8 U0007 /),
    "3:31 U0103 unknown variable 'z'",
  ]);
  expect(told("bool x;\ntask t { goto on; x = true; on x = 1 2; }")).toHaveLength(1);
});

test("a name that is declared elsewhere is checked, whatever else it stands in", () => {
  expect(told("bool x;\ntask t { x = = true; x = 5; }")).toEqual([
    expect.stringMatching(/^3:14 U0008 /),
    "3:26 U0202 expected a bool, found 5..5",
  ]);
});

test("what lost its only task or the end of a case is not blamed for that", () => {
  expect(told("bool x;\ntask t[ { x = true; }")).toEqual([expect.stringMatching(/U0009/)]);
  expect(told("0..2 n;\nbool x;\ntask t { switch (n) { case 0: x = true; brek 3; case 1: x = false; } }")).toHaveLength(
    1,
  );
});

test("a file that was given up, or a part that is missing, leaves names and types unchecked", () => {
  expect(told('use "gone.untorn";\ntask t { x = true; }')).toEqual([expect.stringMatching(/^2:5 U0602 /)]);
});
