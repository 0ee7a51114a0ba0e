import type { Command } from "commander";
import type { CommandEntry, CommandTree } from "../report/command-tree.ts";
import { VERSION } from "./spec-input.ts";

/** What commander knows of the program, as data. */
export function commandTreeOf(main: Command): CommandTree {
  return {
    name: main.name(),
    version: VERSION,
    description: main.description(),
    commands: main.commands.map(entryOf),
  };
}

function entryOf(command: Command): CommandEntry {
  return {
    name: command.name(),
    description: command.description(),
    args: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      description: argument.description,
      required: argument.required,
      variadic: argument.variadic,
      choices: argument.argChoices ?? [],
    })),
    options: command.options.map((option) => ({
      short: option.short ?? null,
      long: option.long ?? null,
      value: /[<[].*$/.exec(option.flags)?.[0] ?? null,
      description: option.description,
      choices: option.argChoices ?? [],
    })),
  };
}
