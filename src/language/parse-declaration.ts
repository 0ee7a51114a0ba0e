import { apply, kleft, opt_sc, seq } from "typescript-parsec";
import { grammarError } from "./grammar-codes.ts";
import { assume, design, knob } from "./parse-design.ts";
import { expression, indices, type } from "./parse-expression.ts";
import { noteExpected, report } from "./parse-notes.ts";
import { crash, expectation, invariant, liveness } from "./parse-property.ts";
import { declaratorList } from "./parse-simple-statement.ts";
import { bodyBlock } from "./parse-statement.ts";
import { daemon, event, init, parameters, task, work } from "./parse-task.ts";
import { declarators, startsTypedName } from "./parse-type.ts";
import {
  after,
  cut,
  enclosed,
  fail,
  many,
  name,
  nameOf,
  nameToken,
  read,
  type SpecParser,
  type Step,
  separatedLoosely,
  spanned,
  specToken,
  succeed,
  terminated,
  text,
  tokenAfter,
  unspoken,
} from "./parser-kit.ts";
import { beginsTask } from "./recovery.ts";
import { join } from "./source.ts";
import type { DeclarationKind, DeclarationSyntax, DeclaratorSyntax, TypeSyntax } from "./syntax.ts";
import { spanOfToken } from "./syntax-error.ts";
import { isName, type ParseNotes, type SpecToken, type TokenKind } from "./token.ts";

/** The span of a declaration with a body in braces is its head; of the others, the text without the semicolon. */

function simple(parser: SpecParser<DeclarationKind>): SpecParser<DeclarationSyntax> {
  return terminated(parser);
}

const noInitial: SpecParser<null> = { parse: (token) => succeed(specToken(token), specToken(token), null) };
const plainDeclarators = declarators(indices, noInitial);

const use = simple(
  apply(after("use", spanned(text)), ({ value, span }) => ({ kind: "use", path: value, pathSpan: span })),
);

const constant = simple(
  apply(after("const", seq(name, after("=", expression))), ([named, value]) => ({ kind: "const", name: named, value })),
);

const typeName = simple(
  apply(after("type", seq(name, after("=", type))), ([named, typed]) => ({ kind: "type", name: named, type: typed })),
);

const optionalSemicolon = opt_sc(unspoken(";"));

const enumeration: SpecParser<DeclarationSyntax> = apply(
  seq(spanned(after("enum", name)), kleft(enclosed("{", separatedLoosely(name), "}"), optionalSemicolon)),
  ([head, members]) => ({ kind: "enum", name: head.value, members, span: head.span }),
);

const fields = terminated(
  apply(seq(type, cut(plainDeclarators)), ([typed, names]) => ({
    fields: names.map((declarator) => ({ type: typed, declarator })),
  })),
);

const struct: SpecParser<DeclarationSyntax> = apply(
  seq(spanned(after("struct", name)), kleft(enclosed("{", many(fields), "}"), optionalSemicolon)),
  ([head, lines]) => ({
    kind: "struct",
    name: head.value,
    fields: lines.flatMap((line) => line.fields),
    span: head.span,
  }),
);

function lock(kind: "mutex" | "spinlock" | "rwsem" | "semaphore"): SpecParser<DeclarationSyntax> {
  return simple(apply(after(kind, plainDeclarators), (names) => ({ kind: "lock", lock: kind, declarators: names })));
}

function stored(storage: "ghost" | "durable"): SpecParser<DeclarationSyntax> {
  return simple(
    apply(after(storage, seq(type, declaratorList)), ([typed, names], [first]) => {
      if (typed.kind === "errno") refuseCodes(specToken(first).notes, names);
      return { kind: "variable", storage, type: typed, declarators: names };
    }),
  );
}

// ---------------------------------------------------------------------------------------------- variables, functions

function looksLikeCode({ name: { text } }: DeclaratorSyntax): boolean {
  return /^E[A-Z0-9]+$/.test(text);
}

function refuseCodes(notes: ParseNotes, names: readonly DeclaratorSyntax[]): void {
  for (const { name: named } of names.filter(looksLikeCode)) {
    const message = `the variable '${named.text}' is named like an error code`;
    report(notes, grammarError(named.span, "U0019", message, "give it another name"));
  }
}

/** `errno EAGAIN, EBUSY;` declares error codes; any other name, an index or an initial value makes variables. */
function errnoLine(notes: ParseNotes, typed: TypeSyntax, names: readonly DeclaratorSyntax[]): DeclarationKind {
  const codes = names.filter(looksLikeCode);
  const plain = codes.every(({ indices: indexed, initial }) => indexed.length === 0 && initial === null);
  const [odd] = names.filter((each) => !looksLikeCode(each));
  if (odd === undefined && plain) return { kind: "codes", names: codes.map((code) => code.name) };
  if (odd !== undefined && codes.length > 0 && plain) {
    const message = `'${odd.name.text}' is no error code, the line declares others`;
    report(notes, grammarError(odd.name.span, "U0018", message, "codes are E and capitals; declare variables apart"));
  } else refuseCodes(notes, names);
  return { kind: "variable", storage: "shared", type: typed, declarators: names };
}

const operatorNames: ReadonlySet<TokenKind> = new Set<TokenKind>(["always", "eventually", "next", "count", "when"]);

function refuseOperatorName(token: SpecToken): void {
  if (!operatorNames.has(token.kind)) return;
  const message = `a function cannot be named '${token.kind}', which is an operator before '('`;
  report(token.notes, grammarError(spanOfToken(token), "U0023", message, "give it another name"));
}

type Declared = { readonly typed: TypeSyntax | null; readonly first: SpecToken };

/** What stands behind the result type of a function. */
const functionParts = seq(spanned(seq(nameToken, parameters)), cut(bodyBlock));

function readFunction({ typed, first }: Declared, start: SpecToken): Step<DeclarationSyntax> {
  const { value: parts, next } = read(functionParts, start);
  const [{ value, span }, body] = parts;
  const [named, parameterList] = value;
  refuseOperatorName(named);
  const head = join(spanOfToken(first), span);
  const rest = { name: nameOf(named), parameters: parameterList, body, doc: first.doc, span: head };
  return { value: { kind: "function", result: typed, ...rest }, next };
}

const variableParts = terminated(apply(declaratorList, (names) => ({ names })));

function readVariables(typed: TypeSyntax, start: SpecToken): Step<DeclarationSyntax> {
  const { value, next } = read(variableParts, start);
  const span = join(typed.span, value.span);
  if (typed.kind === "errno") return { value: { ...errnoLine(start.notes, typed, value.names), span }, next };
  return { value: { kind: "variable", storage: "shared", type: typed, declarators: value.names, span }, next };
}

/** `T f(…) { … }` or `T x, y[2] = 1;`: which of them shows behind the first name. */
const functionOrVariables: SpecParser<DeclarationSyntax> = {
  parse(first) {
    const token = specToken(first);
    const { value: typed, next: start } = read(type, token);
    const isNamed = isName(start.kind);
    if (isNamed) noteExpected(tokenAfter(start), "'('");
    const isFunction = isNamed && tokenAfter(start).kind === "(";
    const { value, next } = isFunction ? readFunction({ typed, first: token }, start) : readVariables(typed, start);
    return succeed(token, next, value);
  },
};

const procedure: SpecParser<DeclarationSyntax> = {
  parse(first) {
    const token = specToken(first);
    const { value, next } = readFunction({ typed: null, first: token }, tokenAfter(token));
    return succeed(token, next, value);
  },
};

// ---------------------------------------------------------------------------------------------- all of them

const byWord: ReadonlyMap<TokenKind, SpecParser<DeclarationSyntax>> = new Map<TokenKind, SpecParser<DeclarationSyntax>>(
  [
    ["use", use],
    ["const", constant],
    ["type", typeName],
    ["enum", enumeration],
    ["struct", struct],
    ["knob", knob],
    ["design", design],
    ["assume", assume],
    ["ghost", stored("ghost")],
    ["durable", stored("durable")],
    ["mutex", lock("mutex")],
    ["spinlock", lock("spinlock")],
    ["rwsem", lock("rwsem")],
    ["semaphore", lock("semaphore")],
    ["daemon", daemon],
    ["work", work],
    ["event", event],
    ["void", procedure],
    ["init", init],
    ["invariant", invariant],
    ["crash", crash],
    ["liveness", liveness],
    ["expect", expectation],
  ],
);

const fairnessWords: ReadonlySet<TokenKind> = new Set<TokenKind>(["fair", "strong", "unfair"]);
const fairThings: ReadonlyMap<TokenKind, SpecParser<DeclarationSyntax>> = new Map([
  ["task", task],
  ["daemon", daemon],
  ["work", work],
  ["event", event],
]);

export const declaration: SpecParser<DeclarationSyntax> = {
  parse(first) {
    const token = specToken(first);
    const fair = fairnessWords.has(token.kind) ? fairThings.get(tokenAfter(token).kind) : undefined;
    const chosen = fair ?? byWord.get(token.kind);
    if (chosen !== undefined) return chosen.parse(token);
    if (token.kind === "task" && beginsTask(token)) return task.parse(token);
    return startsTypedName(token) ? functionOrVariables.parse(token) : fail(token, "a declaration");
  },
};
