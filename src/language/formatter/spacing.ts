import { isName, type TokenKind } from "../token.ts";
import { type Brackets, kindAt } from "./brackets.ts";
import type { Layout } from "./outline.ts";
import type { SignRole } from "./sign-roles.ts";

/** Blanks between two tokens of a line. */
export type Spacing = {
  readonly brackets: Brackets;
  readonly layouts: readonly Layout[];
  readonly roles: readonly SignRole[];
};

const joinedBehind: ReadonlySet<TokenKind> = new Set<TokenKind>(["(", "[", ".", ".."]);
const joinedBefore: ReadonlySet<TokenKind> = new Set<TokenKind>([")", "]", "[", ",", ".."]);
const rolesJoinedBehind: ReadonlySet<SignRole> = new Set<SignRole>(["prefix", "left angle", "inner colon", "tight"]);
const rolesJoinedBefore: ReadonlySet<SignRole> = new Set<SignRole>([
  "mark",
  "left angle",
  "right angle",
  "head colon",
  "inner colon",
  "tight",
]);

/** What stands before a token that is not the first in its line. */
export function gapBefore(spacing: Spacing, index: number): "" | " " {
  const { brackets, layouts, roles } = spacing;
  const [left, right] = [kindAt(brackets, index - 1), kindAt(brackets, index)];
  if (joinedBehind.has(left) || joinedBefore.has(right)) return "";
  if (rolesJoinedBehind.has(roles[index - 1] ?? "plain") || rolesJoinedBefore.has(roles[index] ?? "plain")) return "";
  switch (right) {
    case ";": // An empty statement stands apart from the head it belongs to.
      return layouts[index]?.role === "start" ? " " : "";
    case ".": // Of a literal, where a field gets its value; or else behind a struct.
      return left === "{" || left === "," ? " " : "";
    case "(":
      return isCalled(spacing, index - 1) ? "" : " ";
    default:
      return " ";
  }
}

/** Whether the parentheses behind a token hold arguments or parameters. */
function isCalled({ brackets, roles }: Spacing, index: number): boolean {
  const kind = kindAt(brackets, index);
  const isNamedAssert = kindAt(brackets, index - 1) === "assert";
  return kind === "]" || (isName(kind) && roles[index] !== "word" && !isNamedAssert);
}
