import { isHardWord, isName, softWords, type TokenKind } from "../token.ts";
import { type Brackets, isClosing, isOpening, kindAt, partnerOf } from "./brackets.ts";
import type { Layout } from "./outline.ts";
import type { Code } from "./source-layout.ts";

/** What a sign or word is, where its kind alone does not say. */
export type SignRole =
  | "plain"
  | "prefix"
  /** The `?` of a type. */
  | "mark"
  | "left angle"
  | "right angle"
  /** The colon of a label, `case` or property. */
  | "head colon"
  /** The colon of `line:12`. */
  | "inner colon"
  /** Of a bound, written without blanks: `0..N-1`. */
  | "tight"
  /** A soft word that is no name. */
  | "word";

type Reading = {
  readonly code: readonly Code[];
  readonly layouts: readonly Layout[];
  readonly brackets: Brackets;
  readonly conditionals: ReadonlySet<number>;
  readonly angles: ReadonlyMap<number, SignRole>;
  readonly roles: SignRole[];
};

export function signRoles(code: readonly Code[], brackets: Brackets, layouts: readonly Layout[]): readonly SignRole[] {
  const conditionals = conditionalSigns(brackets, layouts);
  const reading: Reading = { code, layouts, brackets, conditionals, angles: anglesOf(brackets), roles: [] };
  for (const index of code.keys()) reading.roles.push(roleOf(reading, index));
  return reading.roles;
}

/** Each `?` and `:` of a conditional: a colon belongs to the last `?` before it in the same brackets. */
function conditionalSigns({ kinds }: Brackets, layouts: readonly Layout[]): ReadonlySet<number> {
  const found = new Set<number>();
  const questions: number[][] = [[]];
  for (const [index, kind] of kinds.entries()) {
    const { role } = layouts[index] ?? { role: "plain" };
    if (role === "start") questions.splice(-1, 1, []);
    if (isOpening(kind)) questions.push([]);
    if (isClosing(kind)) questions.pop();
    if (kind === "?") questions.at(-1)?.push(index);
    const question = kind === ":" && role === "plain" ? questions.at(-1)?.pop() : undefined;
    if (question !== undefined) found.add(question).add(index);
  }
  return found;
}

/** `set<T>` and `queue<T, N>`: everywhere else these signs compare. */
function anglesOf({ kinds }: Brackets): ReadonlyMap<number, SignRole> {
  const found = new Map<number, SignRole>();
  const open: number[] = [];
  let depth = 0;
  for (const [index, kind] of kinds.entries()) {
    if (isOpening(kind)) depth += 1;
    if (isClosing(kind)) depth -= 1;
    const before = kinds[index - 1];
    if (kind === "<" && (before === "set" || before === "queue")) {
      open.push(depth);
      found.set(index, "left angle");
    } else if (kind === ">" && open.at(-1) === depth) {
      open.pop();
      found.set(index, "right angle");
    }
  }
  return found;
}

function roleOf(reading: Reading, index: number): SignRole {
  const { angles, brackets, conditionals, layouts } = reading;
  const kind = kindAt(brackets, index);
  switch (kind) {
    case "<":
    case ">":
      return angles.get(index) ?? "plain";
    case "!":
      return "prefix";
    case "?":
      return conditionals.has(index) ? "plain" : "mark";
    case ":":
      if (layouts[index]?.role === "colon") return "head colon";
      return conditionals.has(index) ? "plain" : "inner colon";
    default:
      return arithmetic.has(kind) ? roleOfArithmetic(reading, index) : roleOfWord(reading, index);
  }
}

function roleOfArithmetic(reading: Reading, index: number): SignRole {
  if (kindAt(reading.brackets, index) === "-" && !isBehindOperand(reading, index)) return "prefix";
  return isTight(reading, index) ? "tight" : "plain";
}

function roleOfWord(reading: Reading, index: number): SignRole {
  return isOperatorWord(reading, index) ? "word" : "plain";
}

const arithmetic: ReadonlySet<TokenKind> = new Set<TokenKind>(["+", "-", "*", "/", "%"]);
const operandWords: ReadonlySet<TokenKind> = new Set<TokenKind>(["true", "false", "none", "self"]);
const operandEnds: ReadonlySet<TokenKind> = new Set<TokenKind>(["int", "string", "]", "}", ...operandWords]);

/** Whether an operand ends before this token, so that a minus here is an operator between two. */
function isBehindOperand(reading: Reading, index: number): boolean {
  const { brackets, layouts, roles } = reading;
  if (layouts[index]?.role === "start") return false;
  const before = kindAt(brackets, index - 1);
  if (before === ")") return !bindsNames(brackets, index - 1);
  if (isName(before)) return roles[index - 1] === "plain";
  return operandEnds.has(before);
}

/** `forall (T x)`: an operand begins behind it. */
function bindsNames(brackets: Brackets, close: number): boolean {
  const word = kindAt(brackets, partnerOf(brackets, close) - 1);
  return word === "forall" || word === "exists" || word === "count";
}

const soft: ReadonlySet<TokenKind> = new Set<TokenKind>(softWords);
/** These can be names of variables, but not of functions. */
const beforeOperand: ReadonlySet<TokenKind> = new Set<TokenKind>(["always", "eventually", "next", "count", "when"]);
const betweenOperands: ReadonlySet<TokenKind> = new Set<TokenKind>(["from", "until", "leads_to", "where"]);

function isOperatorWord(reading: Reading, index: number): boolean {
  const kind = kindAt(reading.brackets, index);
  if (!soft.has(kind)) return false;
  if (beforeOperand.has(kind)) return kindAt(reading.brackets, index + 1) === "(";
  // Behind the first word of a declaration it is the name that is declared.
  const isDeclared = reading.layouts[index - 1]?.role === "start";
  return betweenOperands.has(kind) && !isDeclared && isBehindOperand(reading, index);
}

/** An operator of a bound may stand without blanks, as `0..N-1` is usually written. */
function isTight({ code, brackets }: Reading, index: number): boolean {
  const around = [code[index], code[index + 1]];
  if (!around.every((each) => each?.place.gap === "" && each.comments.length === 0)) return false;
  return reachesRange(brackets, index, -1) || reachesRange(brackets, index, 1);
}

/** Whether nothing but operands and arithmetic stands between here and a `..` in this direction. */
function reachesRange(brackets: Brackets, from: number, direction: 1 | -1): boolean {
  let index = from + direction;
  for (;;) {
    const kind = kindAt(brackets, index);
    if (kind === "..") return true;
    const partner = partnerOf(brackets, index);
    const isGroup = direction === 1 ? partner > index : partner < index;
    const isPart = kind === "int" || kind === "." || arithmetic.has(kind) || (isName(kind) && !isHardWord(kind));
    if (kind === "{" || kind === "}" || !(isGroup || isPart)) return false;
    index = (isGroup ? partner : index) + direction;
  }
}
