import {
  builtInGroup,
  ERROR_CODE,
  hardGroups,
  lockModeGroup,
  signScopes,
  softBeforeParenthesis,
  softGroup,
  type WordGroup,
} from "./word-groups.ts";

type Captures = Readonly<Record<string, { readonly name: string }>>;
type Rule = {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Captures;
  readonly patterns?: readonly Rule[];
};

const NAME = "[A-Za-z_][A-Za-z0-9_]*";
const CALL = "(?=\\s*\\()";

/** The grammar of the language for editors that read TextMate's. Earlier rules win. */
export function textMateGrammar(): string {
  const grammar = {
    $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
    name: "untorn",
    scopeName: "source.untorn",
    fileTypes: ["untorn"],
    patterns: [
      ...comments,
      ...literals,
      ...labels,
      ...declaredNames,
      ...hardGroups.map((group) => wordRule(group)),
      wordRule(lockModeGroup),
      { name: "constant.other.errno.untorn", match: `\\b${ERROR_CODE}\\b` },
      ...softRules,
      wordRule(builtInGroup, CALL),
      { name: "entity.name.function.untorn", match: `\\b${NAME}${CALL}` },
      // A name that was not spoken of, whole: no rule is to find a word in the middle of it.
      { match: `\\b${NAME}` },
      ...signRules(),
    ] satisfies readonly Rule[],
  };
  return JSON.stringify(grammar);
}

const comments: readonly Rule[] = [
  { name: "comment.line.documentation.untorn", match: "^\\s*///(?!/).*$" },
  { name: "comment.line.double-slash.untorn", match: "//.*$" },
  { name: "comment.block.untorn", begin: "/\\*", end: "\\*/" },
];

const literals: readonly Rule[] = [
  {
    name: "string.quoted.double.untorn",
    begin: '"',
    end: '"|$',
    patterns: [
      { name: "constant.character.escape.untorn", match: '\\\\[\\\\"]' },
      { name: "invalid.illegal.escape.untorn", match: "\\\\." },
    ],
  },
  { name: "constant.numeric.untorn", match: "\\b(?:0|[1-9][0-9]*)\\b" },
];

/** `retry:` at the start of a line, and `goto retry`. */
const labels: readonly Rule[] = [
  {
    match: `^\\s*(?!default\\b)(${NAME})\\s*(:)`,
    captures: { "1": { name: "entity.name.label.untorn" }, "2": { name: "keyword.operator.untorn" } },
  },
  {
    match: `\\b(goto)\\s+(${NAME})`,
    captures: { "1": { name: scopeOf("goto") }, "2": { name: "entity.name.label.untorn" } },
  },
];

/** The name behind the word that declares it. */
const declaredNames: readonly Rule[] = [
  declared(["struct", "enum", "type"], "entity.name.type.untorn"),
  declared(["daemon", "work", "event", "invariant", "crash", "liveness"], "entity.name.function.untorn"),
  // `task x;` is a variable.
  declared(["task"], "entity.name.function.untorn", "(?=\\s*(?:[\\[{]|$))"),
  declared(["design"], "entity.name.section.untorn"),
];

function declared(words: readonly string[], scope: string, behind = ""): Rule {
  const captures = Object.fromEntries(words.map((word, index) => [String(index + 1), { name: scopeOf(word) }]));
  const groups = words.map((word) => `(${word})`).join("|");
  return {
    match: `\\b(?:${groups})\\s+(${NAME})${behind}`,
    captures: { ...captures, [String(words.length + 1)]: { name: scope } },
  };
}

function scopeOf(word: string): string {
  const group = hardGroups.find(({ words }) => words.includes(word));
  if (group === undefined) throw new Error(`'${word}' is no word of the language`);
  return group.textMateScope;
}

function wordRule({ words, textMateScope }: WordGroup, behind = ""): Rule {
  return { name: textMateScope, match: `\\b(?:${words.join("|")})\\b${behind}` };
}

/** Behind a single dot every name is a field. */
const NO_FIELD = "(?<![^.]\\.)";

function softRule(group: WordGroup, behind: string): Rule {
  const { name = "", match = "" } = wordRule(group, behind);
  return { name, match: `${NO_FIELD}${match}` };
}

/** As names they are assigned to, indexed, or have fields. */
const NO_NAME = "(?!\\s*(?:[.\\[]|[-+]?=(?!=)))";

const softRules: readonly Rule[] = [
  softRule({ ...softGroup, words: softBeforeParenthesis }, NO_NAME),
  softRule(
    { ...softGroup, words: softGroup.words.filter((word) => !softBeforeParenthesis.includes(word)) },
    `${NO_NAME}(?!\\s*\\()`,
  ),
];

function signRules(): Rule[] {
  return signScopes.map(({ sign, scope }) => ({ name: scope, match: sign.replace(/[.*+?()[\]{}|/]/g, "\\$&") }));
}
