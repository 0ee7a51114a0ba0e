import { isName, type TokenKind } from "../token.ts";
import type { Code } from "./source-layout.ts";

/** How far brackets and statements reach, by their tokens alone. The text was parsed before: it is known to be right. */

export type Brackets = {
  readonly kinds: readonly TokenKind[];
  /** The partner of each bracket; the index itself for every other token. */
  readonly partners: readonly number[];
};

const openings: ReadonlySet<TokenKind> = new Set<TokenKind>(["(", "[", "{"]);
const closings: ReadonlySet<TokenKind> = new Set<TokenKind>([")", "]", "}"]);

export function isClosing(kind: TokenKind): boolean {
  return closings.has(kind);
}

export function isOpening(kind: TokenKind): boolean {
  return openings.has(kind);
}

export function bracketsOf(code: readonly Code[]): Brackets {
  const kinds = code.map(({ token }) => token.kind);
  const partners = kinds.map((_, index) => index);
  const open: number[] = [];
  for (const [index, kind] of kinds.entries()) {
    if (isOpening(kind)) open.push(index);
    if (!isClosing(kind)) continue;
    const partner = open.pop() ?? index;
    partners[index] = partner;
    partners[partner] = index;
  }
  return { kinds, partners };
}

export function kindAt({ kinds }: Brackets, index: number): TokenKind {
  return kinds[index] ?? "end";
}

/** Of a bracket, its partner. */
export function partnerOf({ partners }: Brackets, index: number): number {
  return partners[index] ?? index;
}

/** From an opening bracket to its partner; any other token is its own end. */
export function groupEnd(brackets: Brackets, index: number): number {
  return isOpening(kindAt(brackets, index)) ? partnerOf(brackets, index) : index;
}

/** Of the tokens from `start` on, brackets left out, the first of one of these kinds. */
export function firstOf(brackets: Brackets, start: number, kinds: ReadonlySet<TokenKind>): number {
  let index = start;
  while (!kinds.has(kindAt(brackets, index)) && kindAt(brackets, index) !== "end") {
    index = groupEnd(brackets, index) + 1;
  }
  return index;
}

/** Statements that hold another one or a block, and whether parentheses stand between. */
const heads: ReadonlyMap<TokenKind, "with parentheses" | "plain"> = new Map([
  ["if", "with parentheses"],
  ["while", "with parentheses"],
  ["for", "with parentheses"],
  ["pick", "with parentheses"],
  ["switch", "with parentheses"],
  ["loop", "plain"],
  ["atomic", "plain"],
  ["choose", "plain"],
]);

/** What may follow the block or statement of a head. */
const continuations: ReadonlyMap<TokenKind, TokenKind> = new Map<TokenKind, TokenKind>([
  ["if", "else"],
  ["pick", "else"],
  ["choose", "or"],
]);

export function isHead(kind: TokenKind): boolean {
  return heads.has(kind);
}

/** The last token of the head that begins here. */
export function headEnd(brackets: Brackets, start: number): number {
  return heads.get(kindAt(brackets, start)) === "plain" ? start : partnerOf(brackets, start + 1);
}

/** Whether the statement that `head` begins goes on at this token. */
export function continues(brackets: Brackets, head: TokenKind, index: number): boolean {
  return continuations.get(head) === kindAt(brackets, index);
}

export function isLabel(brackets: Brackets, index: number): boolean {
  return isName(kindAt(brackets, index)) && kindAt(brackets, index + 1) === ":";
}

export function isCase(kind: TokenKind): boolean {
  return kind === "case" || kind === "default";
}

const semicolon: ReadonlySet<TokenKind> = new Set<TokenKind>([";"]);
const colon: ReadonlySet<TokenKind> = new Set<TokenKind>([":"]);

/** The colon of the `case` or `default` that begins here. */
export function caseColon(brackets: Brackets, start: number): number {
  return firstOf(brackets, start, colon);
}

/** The last token of the statement that begins here, labels included. */
export function statementEnd(brackets: Brackets, start: number): number {
  let index = start;
  while (isLabel(brackets, index)) index += 2;
  const head = kindAt(brackets, index);
  // A label may stand before a closing brace or a `case`.
  if (index > start && (head === "}" || isCase(head))) return index - 1;
  if (head === "{") return partnerOf(brackets, index);
  if (!isHead(head)) return firstOf(brackets, index, semicolon);
  let end = statementEnd(brackets, headEnd(brackets, index) + 1);
  while (continues(brackets, head, end + 1)) {
    end = statementEnd(brackets, end + 2);
    if (head !== "choose") break;
  }
  return end;
}
