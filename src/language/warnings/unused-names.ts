import { bodyOf, statementsOf } from "../checker/walk.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { tokenize } from "../lexer.ts";
import type { LoadedSpec } from "../load-spec.ts";
import type { SourceFile, Span } from "../source.ts";
import type { DeclarationSyntax, Name, StatementSyntax } from "../syntax.ts";
import { isName } from "../token.ts";
import { warningAt } from "./warning-codes.ts";

/**
 * Names that stand nowhere but in their own declaration. Decided by the words of the text: a word that means two things
 * may hide that one of them is unused, but nothing used is ever called unused.
 */
export function unusedNames(loaded: LoadedSpec): Diagnostic[] {
  const words = wordsOf(loaded.files);
  const [main] = loaded.files;
  const own = loaded.declarations.filter(({ span }) => span.file === main);
  const global = own.flatMap((declaration) => unusedGlobals(declaration, words));
  const inner = own.flatMap((declaration) => unusedInside(declaration, words));
  return [...global, ...inner];
}

/** How often each word stands where. */
type Words = ReadonlyMap<string, readonly Span[]>;

function wordsOf(files: readonly SourceFile[]): Words {
  const words = new Map<string, Span[]>();
  for (const file of files) {
    for (let token = tokenize(file).first; token.next !== undefined; token = token.next) {
      if (!isName(token.kind)) continue;
      const span = { file, start: token.pos.index, end: token.end };
      const known = words.get(token.text);
      if (known === undefined) words.set(token.text, [span]);
      else known.push(span);
    }
  }
  return words;
}

function standsOnce(words: Words, { text }: Name): boolean {
  return words.get(text)?.length === 1;
}

function unusedGlobals(declaration: DeclarationSyntax, words: Words): Diagnostic[] {
  const unused = (what: string, names: readonly Name[], hint: string | null = null) =>
    names
      .filter((name) => standsOnce(words, name))
      .map((name) => warningAt(name.span, "U0701", `${what} '${name.text}' is never used`, hint));
  switch (declaration.kind) {
    case "const":
      return unused("the constant", [declaration.name]);
    case "type":
      return unused("the type", [declaration.name]);
    case "struct":
      return unused("the struct", [declaration.name]);
    case "enum":
      return [declaration.name, ...declaration.members].every((name) => standsOnce(words, name))
        ? unused("the enum", [declaration.name])
        : [];
    case "codes":
      return unused("the error code", declaration.names);
    case "knob":
      return unusedKnob(declaration, words);
    case "variable":
      return unused(
        "the variable",
        declaration.declarators.map(({ name }) => name),
      );
    case "lock":
      return unused(
        "the lock",
        declaration.declarators.map(({ name }) => name),
      );
    case "function":
      return unused("the function", [declaration.name], "nothing calls it");
    default:
      return [];
  }
}

/** Designs only set a knob: it is used where something reads it. */
function unusedKnob(knob: Extract<DeclarationSyntax, { kind: "knob" }>, words: Words): Diagnostic[] {
  const places = words.get(knob.name.text) ?? [];
  const reads = places.filter(({ file, start }) => start !== knob.name.span.start && !isSetting(file, start));
  if (reads.length > 0) return [];
  return [warningAt(knob.name.span, "U0701", `the knob '${knob.name.text}' decides nothing`, "no statement reads it")];
}

/** Whether a word is set by a design: a knob is assigned nowhere else. */
function isSetting(file: SourceFile, start: number): boolean {
  return /^\w+\s*=(?!=)/.test(file.text.slice(start, start + 200));
}

function unusedInside(declaration: DeclarationSyntax, words: Words): Diagnostic[] {
  const body = bodyOf(declaration);
  if (body === null) return [];
  const warnings: Diagnostic[] = [];
  for (const statement of statementsOf(body)) {
    for (const name of localsOf(statement)) {
      if (!isUsed(words, name, body.span, /\.\s*$/, /^/))
        warnings.push(warningAt(name.span, "U0701", `the local '${name.text}' is never used`));
    }
    for (const label of statement.labels) {
      if (!isUsed(words, label, body.span, /,\s*$/, /^\s*\)/))
        warnings.push(warningAt(label.span, "U0702", `no 'goto' and no property names the label '${label.text}'`));
    }
  }
  return warnings;
}

/** Once more in the body, or anywhere in the form in which properties name it: `w.local`, `at(w, label)`. */
function isUsed(words: Words, { text, span }: Name, body: Span, before: RegExp, behind: RegExp): boolean {
  return (words.get(text) ?? []).some((word) => {
    if (word.file === span.file && word.start === span.start) return false;
    if (word.file === body.file && word.start >= body.start && word.end <= body.end) return true;
    const { text: around } = word.file;
    return before.test(around.slice(Math.max(0, word.start - 40), word.start)) && behind.test(around.slice(word.end));
  });
}

function localsOf(statement: StatementSyntax): readonly Name[] {
  return statement.kind === "declare" ? statement.declarators.map(({ name }) => name) : [];
}
