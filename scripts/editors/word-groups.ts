import { hardWords, type Sign, signs, softWords } from "../../src/language/token.ts";

/** The words and signs of the language, sorted by how editors show them. */
export type WordGroup = {
  /** In Vim: `untorn` and this, linked to the group `vimLink`. */
  readonly name: string;
  readonly words: readonly string[];
  readonly textMateScope: string;
  readonly vimLink: string;
};

type Look = Omit<WordGroup, "words">;

/** One look for each class of hard words: a new class does not compile until it has one. */
const hardLooks: Readonly<Record<keyof typeof hardWords, Look>> = {
  type: { name: "Type", textMateScope: "storage.type.untorn", vimLink: "Type" },
  declaration: { name: "Declaration", textMateScope: "keyword.other.declaration.untorn", vimLink: "Structure" },
  statement: { name: "Statement", textMateScope: "keyword.control.untorn", vimLink: "Statement" },
  value: { name: "Value", textMateScope: "constant.language.untorn", vimLink: "Constant" },
  quantifier: { name: "Quantifier", textMateScope: "keyword.operator.quantifier.untorn", vimLink: "Operator" },
  inner: { name: "Inner", textMateScope: "keyword.control.inner.untorn", vimLink: "Conditional" },
};

export const hardGroups: readonly WordGroup[] = Object.entries(hardLooks).map(([kind, look]) => ({
  ...look,
  words: hardWords[kind as keyof typeof hardWords],
}));

/** Names elsewhere; what follows shows whether they are meant as words. */
export const softGroup: WordGroup = {
  name: "Soft",
  words: softWords,
  textMateScope: "keyword.other.soft.untorn",
  vimLink: "Keyword",
};

/** Of these a parenthesis may follow and they are still no names of functions. */
export const softBeforeParenthesis: readonly string[] = [
  ...["when", "where", "from", "until", "leads_to", "always", "eventually", "next", "count"],
];

/** Names that the language gives a meaning, and nobody else can: what is asked of tasks and locks, and done to them. */
export const builtInGroup: WordGroup = {
  name: "BuiltIn",
  words: [
    ...["holds", "held", "at", "done", "blocked", "may_sleep", "enabled", "cause"],
    ...["lock", "unlock", "trylock", "downgrade", "push", "pop"],
  ],
  textMateScope: "support.function.untorn",
  vimLink: "Function",
};

export const lockModeGroup: WordGroup = {
  name: "LockMode",
  words: ["SHARED", "EXCL"],
  textMateScope: "constant.language.lock-mode.untorn",
  vimLink: "Constant",
};

/** A name that the language takes for an error code. */
export const ERROR_CODE = "E[A-Z0-9]+";

const punctuation: ReadonlyMap<Sign, string> = new Map<Sign, string>([
  [";", "punctuation.terminator.untorn"],
  [",", "punctuation.separator.untorn"],
  [".", "punctuation.accessor.untorn"],
  ["(", "punctuation.parenthesis.open.untorn"],
  [")", "punctuation.parenthesis.close.untorn"],
  ["[", "punctuation.bracket.open.untorn"],
  ["]", "punctuation.bracket.close.untorn"],
  ["{", "punctuation.brace.open.untorn"],
  ["}", "punctuation.brace.close.untorn"],
]);

/** Longer signs first. */
export const signScopes: readonly { readonly sign: Sign; readonly scope: string }[] = signs.map((sign) => ({
  sign,
  scope: punctuation.get(sign) ?? "keyword.operator.untorn",
}));
