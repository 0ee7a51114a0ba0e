import { builtInGroup, ERROR_CODE, hardGroups, lockModeGroup, softGroup, type WordGroup } from "./word-groups.ts";

const groups: readonly WordGroup[] = [...hardGroups, lockModeGroup, softGroup, builtInGroup];

/** Keywords win over matches that begin at the same place; of matches, the later one wins. */
export function vimSyntax(): string {
  return `${[
    '" Vim syntax of untorn specs. Made by "npm run editors" from the words of the language.',
    'if exists("b:current_syntax")',
    "  finish",
    "endif",
    "",
    "syntax match untornFunction /\\<\\h\\w*\\ze\\s*(/",
    `syntax match untornErrorCode /\\<${ERROR_CODE.replace("+", "\\+")}\\>/`,
    "syntax match untornNumber /\\<\\%(0\\|[1-9]\\d*\\)\\>/",
    "syntax match untornLabel /\\%(^\\s*\\)\\@<=\\h\\w*\\ze\\s*:/",
    "",
    ...groups.map(({ name, words }) => `syntax keyword untorn${name} ${words.join(" ")}`),
    "",
    "syntax keyword untornTodo contained TODO FIXME XXX",
    "syntax match untornComment ,//.*$, contains=untornTodo",
    "syntax region untornComment start=,/[*], end=,[*]/, contains=untornTodo",
    "syntax match untornDoc ,\\%(^\\s*\\)\\@<=///\\%(/\\)\\@!.*$,",
    'syntax match untornEscape /\\\\[\\\\"]/ contained',
    'syntax region untornString start=/"/ skip=/\\\\./ end=/"/ oneline contains=untornEscape',
    "",
    ...groups.map(({ name, vimLink }) => `highlight default link untorn${name} ${vimLink}`),
    ...links.map(([name, link]) => `highlight default link untorn${name} ${link}`),
    "",
    'let b:current_syntax = "untorn"',
  ].join("\n")}\n`;
}

const links: readonly (readonly [string, string])[] = [
  ["Function", "Identifier"],
  ["ErrorCode", "Constant"],
  ["Number", "Number"],
  ["Label", "Label"],
  ["Todo", "Todo"],
  ["Comment", "Comment"],
  ["Doc", "SpecialComment"],
  ["Escape", "SpecialChar"],
  ["String", "String"],
];
