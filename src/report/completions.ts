import type { CommandEntry, CommandTree } from "./command-tree.ts";
import { spellings } from "./command-tree.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** A script that teaches a shell the commands, options and their values; files are those that end in .untorn. */
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
        *) COMPREPLY=($(compgen -f -X '!*.untorn' -- "$cur") $(compgen -d -- "$cur")) ;;
    esac
}
complete -o filenames -F ${functionName} ${name}
`;
}

function bashValues({ name, options }: CommandEntry): string[] {
  return options
    .filter(({ choices }) => choices.length > 0)
    .map((option) => {
      const places = spellings(option).map((spelling) => `"${name} ${spelling}"`);
      return `        ${places.join("|")}) COMPREPLY=($(compgen -W "${words(option.choices)}" -- "$cur")); return ;;`;
    });
}

function bashOptions({ name, options }: CommandEntry): string {
  const all = [...options.flatMap(spellings), "--help"];
  return `            ${name}) COMPREPLY=($(compgen -W "${words(all)}" -- "$cur")) ;;`;
}

function bashArguments({ name, args }: CommandEntry): string[] {
  const choices = args.flatMap((argument) => argument.choices);
  return choices.length === 0 ? [] : [`        ${name}) COMPREPLY=($(compgen -W "${words(choices)}" -- "$cur")) ;;`];
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

function fishArguments(program: string, { name, args }: CommandEntry): string[] {
  const [first] = args;
  if (first === undefined) return [];
  const values = first.choices.length > 0 ? `'${words(first.choices)}'` : "'(__fish_complete_suffix .untorn)'";
  return [`complete -c ${program} -n '__fish_seen_subcommand_from ${name}' -a ${values}`];
}

function quoted(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}
