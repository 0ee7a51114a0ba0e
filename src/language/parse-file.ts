import { apply, seq } from "typescript-parsec";
import type { Diagnostic } from "./diagnostic.ts";
import { grammarError } from "./grammar-codes.ts";
import { tokenize } from "./lexer.ts";
import { declaration } from "./parse-declaration.ts";
import { ParseAbandoned, report, reportNesting } from "./parse-notes.ts";
import { blockForErrors } from "./parse-statement.ts";
import { after, name, optional, type SpecParser, specToken, terminated, text, tokenAfter } from "./parser-kit.ts";
import { readAll, skipBroken } from "./recovery.ts";
import type { SourceFile, Span } from "./source.ts";
import type { DeclarationSyntax, FileSyntax, Name } from "./syntax.ts";
import { isName, type ParseNotes, type SpecToken, type TokenKind } from "./token.ts";

/**
 * Reads one file. Never throws: what is wrong is in `diagnostics`, in the order of the text, and is left out of `syntax`,
 * which is whole only when there are none. `lost` holds the names in what was left out; null when they are not known:
 * reading was given up, or it is open what the rest of the text means.
 */
export function parseFile(file: SourceFile): {
  readonly syntax: FileSyntax;
  readonly diagnostics: readonly Diagnostic[];
  readonly lost: ReadonlySet<string> | null;
} {
  const { first, notes, complete } = tokenize(file);
  const elements: FileElement[] = [];
  const whole = complete && readElements(first, elements);
  const diagnostics = [...notes.lexical, ...notes.grammar].sort((a, b) => a.span.start - b.span.start);
  const recovered = diagnostics.every(({ code }) => MISSING.has(code));
  return { syntax: syntaxOf(elements), diagnostics, lost: whole && recovered ? notes.lost : null };
}

/** Something is missing, or too much, in one place; other mistakes leave it open what the rest means. */
const MISSING: ReadonlySet<string> = new Set(["U0007", "U0008", "U0009", "U0010", "U0011", "U0012", "U0013", "U0014"]);

type FileElement =
  | DeclarationSyntax
  | { readonly kind: "spec"; readonly name: Name; readonly doc: string | null; readonly span: Span }
  | { readonly kind: "hides"; readonly what: string; readonly span: Span };

const specLine = terminated(
  apply(after("spec", seq(name, optional(text, null))), ([named, doc]) => ({
    kind: "spec" as const,
    name: named,
    doc,
  })),
);
const hidesLine = terminated(apply(after("hides", text), (what) => ({ kind: "hides" as const, what })));

const behindVariable: ReadonlySet<TokenKind> = new Set<TokenKind>(["=", "[", ",", "("]);

/** `spec` and `hides` are names elsewhere: `spec x = 1;` is a variable of a type named `spec`. */
function beginsSpecLine(token: SpecToken): boolean {
  const behind = tokenAfter(token);
  if (token.kind !== "spec") return false;
  return behind.kind === "string" || (isName(behind.kind) && !behindVariable.has(tokenAfter(behind).kind));
}

const fileElement: SpecParser<FileElement> = {
  parse(first) {
    const token = specToken(first);
    if (beginsSpecLine(token)) return specLine.parse(token);
    if (token.kind === "hides" && tokenAfter(token).kind === "string") return hidesLine.parse(token);
    return declaration.parse(token);
  },
};

/** False when it was given up before the end. */
function readElements(first: SpecToken, elements: FileElement[]): boolean {
  const resume = (start: SpecToken, wrong: SpecToken): SpecToken =>
    skipBroken(start, wrong, { level: "declaration", readBlock: blockForErrors });
  try {
    readAll(first, fileElement, (token) => token.kind === "end", resume, elements);
    checkOrder(first.notes, elements);
    return true;
  } catch (failure) {
    if (failure instanceof ParseAbandoned) return false;
    // A stack that overflows before the levels are counted out; anything else is a defect of ours.
    if (!(failure instanceof RangeError)) throw failure;
    reportNesting(first.notes.entered ?? first);
    return false;
  }
}

function checkOrder(notes: ParseNotes, elements: readonly FileElement[]): void {
  for (const [index, element] of elements.entries()) {
    if (element.kind === "spec" && index > 0) {
      report(notes, grammarError(element.span, "U0020", "the 'spec' line stands first in its file, and once"));
    }
    if (element.kind === "hides" && !(index === 0 || (index === 1 && elements[0]?.kind === "spec"))) {
      report(notes, grammarError(element.span, "U0021", "the 'hides' line follows the 'spec' line, once"));
    }
  }
}

function syntaxOf(elements: readonly FileElement[]): FileSyntax {
  const spec = elements.find((element) => element.kind === "spec") ?? null;
  const hides = elements.find((element) => element.kind === "hides")?.what ?? null;
  const declarations = elements.filter((element) => element.kind !== "spec" && element.kind !== "hides");
  return { spec: spec === null ? null : { name: spec.name, doc: spec.doc }, hides, declarations };
}
