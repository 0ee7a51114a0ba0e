import type { ArgumentEntry, CommandEntry, CommandTree, OptionEntry } from "./command-tree.ts";
import { spellings } from "./command-tree.ts";

/** The manual page, in the macros of man(7). */
export function manPage(tree: CommandTree): string {
  const { name, version, description } = tree;
  return [
    `.TH ${name.toUpperCase()} 1 "" "${name} ${version}" "User Commands"`,
    ".SH NAME",
    `${name} \\- ${escaped(lowerFirst(description.replace(/\.$/, "")))}`,
    ".SH SYNOPSIS",
    ...tree.commands.map((command) => `.B ${name} ${command.name}\n${escaped(synopsis(command))}\n.br`),
    ".SH DESCRIPTION",
    ...DESCRIPTION.map((text) => `.PP\n${escaped(text)}`),
    ".SH COMMANDS",
    ...tree.commands.flatMap((command) => commandText(name, command, tree)),
    ".SH COMMON OPTIONS",
    ...commonOptions(tree).flatMap(optionText),
    ".SH EXIT STATUS",
    ...EXIT_STATUS.flatMap(([code, meaning]) => [".TP", `.B ${code}`, escaped(meaning)]),
    ".SH ENVIRONMENT",
    ...ENVIRONMENT.flatMap(([variable, meaning]) => [".TP", `.B ${variable}`, escaped(meaning)]),
    ".SH EXAMPLES",
    ...EXAMPLES.flatMap(([command, meaning]) => [".TP", `.B ${escaped(command)}`, escaped(meaning)]),
    "",
  ].join("\n");
}

const DESCRIPTION = [
  "A spec describes a protocol in a small language shaped like C: shared variables, locks, tasks, events of the environment, error codes with their causes, what survives power failure. Every interleaving of its steps is explored, breadth first.",
  "For each property the verdict says whether it holds, is violated, with a shortest trace, or is undecided because a limit ended the search. A search that was cut short never says that something holds.",
  "Spec files end in .untorn; '-' is standard input. Results go to standard output, diagnostics and progress to standard error.",
];

const EXIT_STATUS: readonly (readonly [string, string])[] = [
  ["0", "Every property holds; of compare and test: what was expected came out."],
  ["1", "At least one property is violated; of compare and test: something differs from what was expected."],
  ["2", "A mistake on the command line or in a spec: nothing was checked."],
  ["3", "A limit ended the search before a violation was found."],
  ["70", "A defect of untorn."],
  ["130, 143", "Interrupted; what was known by then is printed."],
];

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ["COLUMNS", "Width of what is printed where no terminal tells it; 80 otherwise."],
  ["NO_COLOR", "Without colour, unless FORCE_COLOR or --color says otherwise."],
  ["FORCE_COLOR", "With colour, terminal or not."],
];

const EXAMPLES: readonly (readonly [string, string])[] = [
  ["untorn init retry", "Writes retry.untorn, a spec to begin with."],
  ["untorn check retry.untorn", "Checks it at the defaults of its knobs."],
  ["untorn compare retry.untorn --format mail", "All its designs side by side, to be pasted into a mail."],
  ["untorn trace retry.untorn --property right_cause", "The shortest counterexample of one property."],
];

function commandText(program: string, command: CommandEntry, tree: CommandTree): string[] {
  const common = new Set(commonOptions(tree).map((option) => option.long));
  const own = command.options.filter((option) => !common.has(option.long));
  return [
    ".SS",
    `${program} ${command.name} ${escaped(synopsis(command))}`,
    `${escaped(upperFirst(command.description))}.`,
    ...own.flatMap(optionText),
  ];
}

/** Those that every command with options of its own has. */
function commonOptions({ commands }: CommandTree): readonly OptionEntry[] {
  const searching = commands.filter(({ options }) => options.some(({ long }) => long === "--max-states"));
  const [first, ...others] = searching;
  return (first?.options ?? []).filter(({ long, choices }) =>
    others.every(({ options }) =>
      options.some((option) => option.long === long && option.choices.join() === choices.join()),
    ),
  );
}

function optionText(option: OptionEntry): string[] {
  const names = spellings(option).map((spelling) => `\\fB${escaped(spelling)}\\fR`);
  const value = option.value === null ? "" : ` ${escaped(option.value)}`;
  const choices = option.choices.length === 0 ? "" : ` (${option.choices.join(", ")})`;
  return [".TP", `${names.join(", ")}${value}`, escaped(`${upperFirst(option.description)}${choices}.`)];
}

function synopsis({ args }: CommandEntry): string {
  return [...args.map(argumentText), "[options]"].join(" ");
}

function argumentText({ name, required, variadic }: ArgumentEntry): string {
  const text = `${name}${variadic ? "..." : ""}`;
  return required ? text : `[${text}]`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A dot or apostrophe that begins a line would be a request, a hyphen would not be copied as typed. */
function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^([.'])/gm, "\\&$1");
}
