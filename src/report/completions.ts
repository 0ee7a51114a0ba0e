import type { CommandEntry, CommandTree, OptionEntry } from "./command-tree.ts";
import { spellings } from "./command-tree.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** A script that teaches a shell the commands, options, their values, and the files that a command reads. */
export function completionScript(shell: Shell, tree: CommandTree): string {
  switch (shell) {
    case "bash":
      return bash(tree);
    case "zsh":
      return `#compdef ${tree.name}\nautoload -U +X bashcompinit && bashcompinit\n${bash(tree)}`;
    case "fish":
      return fish(tree);
  }
}

function bash({ name, commands }: CommandTree): string {
  const functionName = `_${name}`;
  return `# ${name}: put this into a file that your shell reads, or: source <(${name} completion bash)
${functionName}() {
    local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= word
    for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in
            -*) ;;
            *) command=$word; break ;;
        esac
    done
    COMPREPLY=()
    if [[ -z $command ]]; then
        COMPREPLY=($(compgen -W "${words(commands.map((command) => command.name))} help --help --version" -- "$cur"))
        return
    fi
    case "$command $prev" in
${commands.flatMap(bashValues).join("\n")}
    esac
    if [[ $cur == -* ]]; then
        case $command in
${commands.map(bashOptions).join("\n")}
        esac
        return
    fi
    case $command in
${commands.flatMap(bashArguments).join("\n")}
    esac
}
complete -o filenames -F ${functionName} ${name}
`;
}

/** A value that is none of a few words is no file either, but for the one that is a folder. */
function bashValues({ name, options }: CommandEntry): string[] {
  return options
    .filter(({ value }) => value !== null)
    .map((option) => {
      const places = spellings(option).map((spelling) => `"${name} ${spelling}"`);
      return `        ${places.join("|")}) ${bashValue(option)} return ;;`;
    });
}

function bashValue({ value, choices }: OptionEntry): string {
  if (choices.length > 0) return `COMPREPLY=($(compgen -W "${words(choices)}" -- "$cur"));`;
  return value === "<dir>" ? 'COMPREPLY=($(compgen -d -- "$cur"));' : "";
}

function bashOptions({ name, options }: CommandEntry): string {
  const all = [...options.flatMap(spellings), "--help"];
  return `            ${name}) COMPREPLY=($(compgen -W "${words(all)}" -- "$cur")) ;;`;
}

function bashArguments(command: CommandEntry): string[] {
  const choices = command.args.flatMap((argument) => argument.choices);
  const ending = fileEnding(command);
  if (choices.length > 0)
    return [`        ${command.name}) COMPREPLY=($(compgen -W "${words(choices)}" -- "$cur")) ;;`];
  if (ending === null) return [];
  const files = `$(compgen -f -X '!*${ending}' -- "$cur") $(compgen -d -- "$cur")`;
  return [`        ${command.name}) COMPREPLY=(${files}) ;;`];
}

/** Of the files that a command reads. */
function fileEnding({ args }: CommandEntry): string | null {
  const names = args.map(({ name }) => name);
  if (names.includes("trace")) return ".json";
  return names.includes("file") || names.includes("path") ? ".untorn" : null;
}

function words(all: readonly string[]): string {
  return [...new Set(all)].join(" ");
}

function fish({ name, commands }: CommandTree): string {
  const lines = commands.flatMap((command) => [
    `complete -c ${name} -n __fish_use_subcommand -a ${command.name} -d '${quoted(command.description)}'`,
    ...fishOptions(name, command),
    ...fishArguments(name, command),
  ]);
  return `# ${name}: put this into ~/.config/fish/completions/${name}.fish\ncomplete -c ${name} -f\n${lines.join("\n")}\n`;
}

function fishOptions(program: string, { name, options }: CommandEntry): string[] {
  return options.map(({ short, long, value, description, choices }) =>
    [
      `complete -c ${program} -n '__fish_seen_subcommand_from ${name}'`,
      ...(short === null ? [] : [`-s ${short.slice(1)}`]),
      ...(long === null ? [] : [`-l ${long.slice(2)}`]),
      ...(value === null ? [] : ["-x"]),
      ...(choices.length === 0 ? [] : [`-a '${words(choices)}'`]),
      `-d '${quoted(description)}'`,
    ].join(" "),
  );
}

function fishArguments(program: string, command: CommandEntry): string[] {
  const choices = command.args.flatMap((argument) => argument.choices);
  const ending = fileEnding(command);
  if (choices.length === 0 && ending === null) return [];
  const values = choices.length > 0 ? words(choices) : `(__fish_complete_suffix ${ending})`;
  return [`complete -c ${program} -n '__fish_seen_subcommand_from ${command.name}' -a '${values}'`];
}

function quoted(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}
