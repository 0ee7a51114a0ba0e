import { expect, test } from "vitest";
import type { Diagnostic } from "../../src/language/diagnostic.ts";
import { errorAt } from "../../src/language/diagnostic.ts";
import { defectLines, diagnosticLines, problemLines } from "../../src/report/diagnostics.ts";
import { MAIL, render } from "../../src/report/line.ts";
import { spanOf } from "./drawn.ts";

const page = { ...MAIL, width: 80, charset: "any" as const };

function shown(text: string, marked: string, hint: string | null = null, width = 80): string {
  const span = spanOf({ path: "specs/retry-demo.untorn", text }, marked);
  return render(
    page,
    diagnosticLines([errorAt(span, "U0103", "unknown error code 'EAGIAN'", hint)], { ...page, width }),
  );
}

test("an error shows its place, its line, a caret under every character of it, and a hint", () => {
  const text = "errno f()\n{\n        return -EAGIAN;\n}\n";
  expect(`\n${shown(text, "EAGIAN", "did you mean 'EAGAIN'?")}`).toMatchInlineSnapshot(`
    "
    specs/retry-demo.untorn:3:17: error: unknown error code 'EAGIAN'  [U0103]
        3 |         return -EAGIAN;
          |                 ^^^^^^ did you mean 'EAGAIN'?
    1 error, nothing was checked
    next: untorn explain U0103
    "
  `);
});

test("tabs are expanded in the line and below it alike, so the caret is right", () => {
  const [, line = "", carets = ""] = shown("{\n\tif (a)\treturn -EAGIAN;\n}", "EAGIAN").split("\n");
  expect(carets.indexOf("^")).toBe(line.indexOf("EAGIAN"));
  expect(line).not.toContain("\t");
});

test("a span over several lines is underlined to the end of its first one", () => {
  const [, , carets] = shown("choose {\n  a();\n}", "choose {\n  a();").split("\n");
  expect(carets).toBe("      | ^^^^^^^^");
});

test("an error at the end of the file has a caret behind the last character", () => {
  const file = { path: "a.untorn", text: "spec a" };
  const lines = diagnosticLines([errorAt({ file, start: 6, end: 6 }, "U0001", "expected a string", null)], page);
  expect(render(page, lines)).toContain("    1 | spec a\n      |       ^\n");
});

test("a long line is shown around the caret, within the width", () => {
  const text = `${"x = 1; ".repeat(100)}y = EAGIAN; ${"z = 1; ".repeat(100)}`;
  const [, line = "", carets = ""] = shown(text, "EAGIAN").split("\n");
  expect(line.length).toBeLessThanOrEqual(80);
  expect(carets.indexOf("^")).toBe(line.indexOf("EAGIAN"));
});

test("a hint that does not fit behind the carets stands below them", () => {
  const text = `${" ".repeat(50)}EAGIAN;`;
  const lines = shown(text, "EAGIAN", "did you mean 'EAGAIN'?", 80).split("\n");
  expect(lines[3]).toBe("      | did you mean 'EAGAIN'?");
});

test("control characters of a spec never reach the terminal", () => {
  expect(shown("\u001b[31mEAGIAN \u0007", "EAGIAN")).toContain("?[31mEAGIAN ?");
});

test("the closing line counts errors, not warnings; warnings alone have none", () => {
  const span = spanOf({ path: "a.untorn", text: "abc" }, "b");
  const warning: Diagnostic = { severity: "warning", code: "U0400", message: "odd", span, hint: null };
  const error = errorAt(span, "U0001", "wrong");
  expect(render(page, diagnosticLines([warning, error, error], page))).toMatch(/\n2 errors, nothing was checked\n/);
  expect(render(page, diagnosticLines([error], page))).toMatch(/\n1 error, nothing was checked\n/);
  expect(render(page, diagnosticLines([warning], page))).not.toContain("checked");
});

test("behind the count stands how to learn more of the first error, but not for other programs", () => {
  const span = spanOf({ path: "a.untorn", text: "abc" }, "b");
  const warning: Diagnostic = { severity: "warning", code: "U0701", message: "odd", span, hint: null };
  const errors = [errorAt(span, "U0103", "wrong"), errorAt(span, "U0001", "wrong")];
  const told = (form: "with excerpts" | "one line each", diagnostics: readonly Diagnostic[]) =>
    render(page, diagnosticLines(diagnostics, page, form));
  expect(told("with excerpts", [warning, ...errors])).toMatch(/\n2 errors, .*\nnext: untorn explain U0103\n$/);
  expect(told("one line each", [warning, ...errors])).toMatch(/\n2 errors, nothing was checked\n$/);
  expect(told("with excerpts", [warning])).not.toContain("next:");
});

test("of more than a hundred errors the rest is counted", () => {
  const span = spanOf({ path: "a.untorn", text: "abc" }, "b");
  const many = Array.from({ length: 1234 }, () => errorAt(span, "U0001", "wrong"));
  const text = render(page, diagnosticLines(many, page));
  expect(text).toContain("... and 1,134 more\n1,234 errors, nothing was checked\n");
});

test("a mistake on the command line is said in one line, what could be meant in the next", () => {
  const lines = problemLines("unknown design 'mergd'", "did you mean 'merged'? known: posted, merged", page);
  expect(render(page, lines)).toBe(
    "untorn: error: unknown design 'mergd'\n        did you mean 'merged'? known: posted, merged\n",
  );
});

test("a defect of ours is one line that asks to report it; the stack is shown only when it is asked for", () => {
  const problem = new Error("untorn defect: no such lock");
  const oneLine = render(page, defectLines(problem, "0.1.0", "one line"));
  expect(oneLine).toBe(
    "untorn: a defect of untorn: no such lock. Please report it with the spec; this is untorn 0.1.0.\n",
  );
  expect(render(page, defectLines(problem, "0.1.0", "with stack"))).toContain("diagnostics.test.ts");
});
