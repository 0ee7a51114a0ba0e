import { didYouMean } from "./checker/suggest.ts";
import { grammarError } from "./grammar-codes.ts";
import { alternative } from "./parse-expression.ts";
import { reportAt } from "./parse-notes.ts";
import { read, type SpecParser, type Step, specToken, succeed, tokenAfter, word } from "./parser-kit.ts";
import { readOrSkip } from "./recovery.ts";
import { join } from "./source.ts";
import type { CaseLabelSyntax, CaseSyntax, StatementSyntax } from "./syntax.ts";
import { shown, spanOfToken } from "./syntax-error.ts";
import { isName, type SpecToken, type TokenKind } from "./token.ts";

/** The cases of a `switch`. Each goes on to the next label of a case, however many statements that may be. */

/** Reads statements up to what ends a case; gives that token. */
export type ReadStatements = (start: SpecToken, statements: StatementSyntax[]) => SpecToken;

/** Cases from `start` to the first token that ends the block they stand in. */
export function readCases(
  start: SpecToken,
  ends: (token: SpecToken) => boolean,
  readStatements: ReadStatements,
): Step<readonly CaseSyntax[]> {
  const cases: CaseSyntax[] = [];
  let token = start;
  while (!ends(token)) {
    const labels: CaseLabelSyntax[] = [];
    if (!beginsCase(token)) reportOutside(token);
    while (beginsCase(token)) {
      const { value, next } = readOrSkip(label, token, behindLabel);
      if (value !== null) labels.push(value);
      token = next;
    }
    const statements: StatementSyntax[] = [];
    const next = readStatements(token, statements);
    const span = { ...spanOfToken(token), end: next === token ? token.pos.index : (next.previous?.end ?? token.end) };
    const [first, last] = [labels[0], labels.at(-1)];
    if (first !== undefined && last !== undefined)
      cases.push({ labels, body: { statements, span }, span: join(first.span, last.span) });
    token = next;
  }
  return { value: cases, next: token };
}

/** Whether a case begins here, be its word misspelt: `cse A:` is nothing else. */
export function beginsCase(token: SpecToken): boolean {
  if (token.kind === "case" || token.kind === "default") return true;
  if (!isName(token.kind) || didYouMean(token.text, ["case"]) === null) return false;
  const behind = tokenAfter(token);
  return (isName(behind.kind) || caseValues.has(behind.kind)) && colonInLine(behind) !== null;
}

const caseValues: ReadonlySet<TokenKind> = new Set<TokenKind>(["int", "-", "true", "false", "none"]);
const noLabel: ReadonlySet<TokenKind> = new Set<TokenKind>([";", "{", "}", "=", "+=", "-=", "?", "end"]);

function colonInLine(first: SpecToken): SpecToken | null {
  const line = first.pos.rowBegin;
  let token = first;
  while (token.pos.rowBegin === line && !noLabel.has(token.kind)) {
    if (token.kind === ":") return token;
    token = tokenAfter(token);
  }
  return null;
}

/** Goes on behind the colon of a label that is wrong, or where it went wrong if there is none. */
function behindLabel(first: SpecToken, wrong: SpecToken): SpecToken {
  const colon = colonInLine(wrong);
  if (colon !== null && colon.pos.rowBegin === first.pos.rowBegin) return tokenAfter(colon);
  return wrong === first ? tokenAfter(first) : wrong;
}

function reportOutside(token: SpecToken): void {
  const message = `expected 'case', 'default' or '}', found ${shown(token)}`;
  reportAt(token, grammarError(spanOfToken(token), "U0013", message, "statements stand behind a 'case' or 'default'"));
}

const label: SpecParser<CaseLabelSyntax> = {
  parse(first) {
    const token = specToken(first);
    const { value, next } = token.kind === "default" ? readDefault(token) : readCase(token);
    return succeed(token, read(word(":"), next).next, value);
  },
};

function readDefault(token: SpecToken): Step<CaseLabelSyntax> {
  return { value: { kind: "default", span: spanOfToken(token) }, next: tokenAfter(token) };
}

function readCase(token: SpecToken): Step<CaseLabelSyntax> {
  const found = shown(token);
  if (token.kind !== "case") {
    const message = `expected 'case', 'default' or '}', found ${found}`;
    reportAt(token, grammarError(spanOfToken(token), "U0013", message, "did you mean 'case'?"));
  }
  const { value, next } = read(alternative, tokenAfter(token));
  if (next.kind === ",") {
    reportAt(next, grammarError(spanOfToken(next), "U0013", "expected ':', found ','", "write 'case A: case B:'"));
  }
  return { value: { kind: "case", alternative: value, span: join(spanOfToken(token), value.span) }, next };
}
