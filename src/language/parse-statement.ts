import { apply, kright, seq } from "typescript-parsec";
import { grammarError } from "./grammar-codes.ts";
import { expression, parameter } from "./parse-expression.ts";
import { enter, leave, noteExpected, reportAt, reportFailure } from "./parse-notes.ts";
import { condition, simpleStatement, type UnlabelledStatement } from "./parse-simple-statement.ts";
import { beginsCase, readCases } from "./parse-switch.ts";
import {
  after,
  cut,
  enclosed,
  many,
  nameOf,
  optional,
  read,
  type SpecParser,
  type Step,
  spanned,
  specToken,
  succeed,
  tokenAfter,
  unspoken,
  word,
} from "./parser-kit.ts";
import { beginsTopLevel, readAll, readOrSkip, skipBroken } from "./recovery.ts";
import { positionAt } from "./source.ts";
import type { BlockSyntax, BranchSyntax, CaseSyntax, Name, StatementSyntax } from "./syntax.ts";
import { shown, spanOfToken, startsLine } from "./syntax-error.ts";
import { isName, type SpecToken, type TokenKind } from "./token.ts";

/** Blocks, labels, and the statements that hold other ones. The span of such a statement is its head. */

export const block: SpecParser<BlockSyntax> = {
  parse(first) {
    const { value: open, next } = read(word("{"), specToken(first));
    const { value, next: behind } = readBlock(open, next);
    return succeed(open, behind, value);
  },
};

/** The block of a declaration: where its '{' is missing, the statements are read all the same. */
export const bodyBlock: SpecParser<BlockSyntax> = {
  parse(first) {
    const token = specToken(first);
    if (token.kind === "{" || token.previous === undefined || !startsLine(token) || endsBlock(token)) {
      return block.parse(token);
    }
    noteExpected(token, "'{'");
    reportFailure(token.notes);
    const { value, next } = readBlock(token.previous, token);
    return succeed(token, next, value);
  },
};

/** Statements from `start` to the brace that closes `open`. */
function readBlock(open: SpecToken, start: SpecToken): Step<BlockSyntax> {
  const statements: StatementSyntax[] = [];
  const close = readAll(start, statement, endsBlock, resumeInBlock, statements);
  const next = behindBrace(open, close);
  const span = { ...spanOfToken(open), end: next === close ? (close.previous?.end ?? open.end) : close.end };
  return { value: { statements, span }, next };
}

/** The token behind the brace that closes `open`, or the one that was found instead. */
function behindBrace(open: SpecToken, close: SpecToken): SpecToken {
  if (close.kind === "}") return tokenAfter(close);
  reportUnclosed(open, close);
  return close;
}

/** `{ case A: … default: … }` */
const cases: SpecParser<readonly CaseSyntax[]> = {
  parse(first) {
    const { value: open, next: start } = read(word("{"), specToken(first));
    const { value, next } = readCases(start, endsBlock, (token, statements) =>
      readAll(token, statement, endsCase, resumeInBlock, statements),
    );
    return succeed(open, behindBrace(open, next), value);
  },
};

function endsCase(token: SpecToken): boolean {
  return endsBlock(token) || beginsCase(token);
}

function endsBlock(token: SpecToken): boolean {
  return token.kind === "}" || token.kind === "end" || beginsTopLevel(token);
}

function reportUnclosed(open: SpecToken, found: SpecToken): void {
  const { line } = positionAt(open.notes.file, open.pos.index);
  const message = `expected a statement or '}', found ${shown(found)}`;
  reportAt(found, grammarError(spanOfToken(found), "U0014", message, `the '{' in line ${line} is not closed`));
}

function resumeInBlock(first: SpecToken, wrong: SpecToken): SpecToken {
  return skipBroken(first, wrong, { level: "statement", readBlock: blockForErrors });
}

/** Looks for errors in a block whose head was wrong; gives the token behind it. */
export function blockForErrors(open: SpecToken): SpecToken {
  return beginsCase(tokenAfter(open)) ? read(cases, open).next : read(branch, open).next;
}

const when = spanned(after("when", condition));

/** `{ when (e) … }`; the span is the guard, or the opening brace. */
const branch: SpecParser<BranchSyntax> = {
  parse(first) {
    const { value: open, next } = read(word("{"), specToken(first));
    const guarded = next.kind === "when" && tokenAfter(next).kind === "(";
    const { value: guard, next: start } = guarded ? readOrSkip(when, next, resumeInBlock) : { value: null, next };
    const { value: body, next: behind } = readBlock(open, start);
    return succeed(open, behind, { guard: guard?.value ?? null, body, span: guard?.span ?? spanOfToken(open) });
  },
};

/** Labels, then one statement; labels before a closing brace or a `case` stand at an empty statement. */
export const statement: SpecParser<StatementSyntax> = {
  parse(first) {
    const token = specToken(first);
    enter(token);
    const labels: Name[] = [];
    let start = token;
    while (isName(start.kind) && tokenAfter(start).kind === ":") {
      labels.push(nameOf(start));
      start = tokenAfter(tokenAfter(start));
    }
    const ends = start.kind === "}" || start.kind === "case" || start.kind === "default";
    const { value, next } = start !== token && ends ? emptyAt(token, start) : read(unlabelled, start);
    leave(token.notes);
    return succeed(token, next, { ...value, labels, doc: start.doc ?? token.doc });
  },
};

function emptyAt(label: SpecToken, brace: SpecToken): Step<UnlabelledStatement> {
  return { value: { kind: "empty", span: spanOfToken(label) }, next: brace };
}

const unlabelled: SpecParser<UnlabelledStatement> = {
  parse(first) {
    const token = specToken(first);
    return (compoundStatements.get(token.kind) ?? simpleStatement).parse(token);
  },
};

const substatement = cut(statement);
const typedName = seq(parameter, optional(after("where", expression), null));

const compoundStatements: ReadonlyMap<TokenKind, SpecParser<UnlabelledStatement>> = new Map<
  TokenKind,
  SpecParser<UnlabelledStatement>
>([
  ["{", apply(block, (body) => ({ kind: "block", body, span: { ...body.span, end: body.span.start + 1 } }))],
  [
    "if",
    apply(
      seq(spanned(after("if", condition)), substatement, optional(kright(unspoken("else"), substatement), null)),
      ([head, then, otherwise]) => ({ kind: "if", condition: head.value, then, else: otherwise, span: head.span }),
    ),
  ],
  [
    "switch",
    apply(seq(spanned(after("switch", condition)), cut(cases)), ([head, listed]) => ({
      kind: "switch",
      value: head.value,
      cases: listed,
      span: head.span,
    })),
  ],
  [
    "while",
    apply(seq(spanned(after("while", condition)), substatement), ([head, body]) => ({
      kind: "while",
      condition: head.value,
      body,
      span: head.span,
    })),
  ],
  [
    "for",
    apply(seq(spanned(after("for", enclosed("(", parameter, ")"))), substatement), ([head, body]) => ({
      kind: "for",
      type: head.value.type,
      name: head.value.name,
      body,
      span: head.span,
    })),
  ],
  ["loop", apply(seq(spanned(word("loop")), substatement), ([{ span }, body]) => ({ kind: "loop", body, span }))],
  ["atomic", apply(seq(spanned(word("atomic")), cut(block)), ([{ span }, body]) => ({ kind: "atomic", body, span }))],
  [
    "choose",
    apply(
      seq(spanned(word("choose")), cut(branch), many(kright(unspoken("or"), cut(branch)))),
      ([{ span }, first, others]) => ({ kind: "choose", branches: [first, ...others], span }),
    ),
  ],
  [
    "pick",
    apply(
      seq(
        spanned(after("pick", enclosed("(", typedName, ")"))),
        cut(block),
        optional(kright(unspoken("else"), cut(block)), null),
      ),
      ([{ value, span }, body, otherwise]) => {
        const [{ type, name }, where] = value;
        return { kind: "pick", type, name, where, body, otherwise, span };
      },
    ),
  ],
]);
