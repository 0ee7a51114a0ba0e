import { Command, Option } from "commander";
import type { CommonOptions, CompareOptions, PointOptions, TraceOptions } from "./options.ts";
import {
  parseBytes,
  parseConstant,
  parseCount,
  parseDuration,
  parseNames,
  parseRepeated,
  parseSetting,
} from "./options.ts";
import { VERSION } from "./spec-input.ts";

/** What each command does with what was given; the arguments are checked by then. */
export type Actions = {
  readonly check: (paths: readonly string[], options: PointOptions) => Promise<void>;
  readonly compare: (path: string, options: CompareOptions) => Promise<void>;
  readonly test: (paths: readonly string[], options: CommonOptions) => Promise<void>;
  readonly trace: (path: string, options: TraceOptions) => Promise<void>;
};

const EXIT_CODES = `
Exit codes: 0 every property holds (compare, test: what was expected came out),
1 violated (something differs), 2 usage or spec error, 3 incomplete,
70 a defect of untorn, 130 and 143 interrupted.`;

/** Throws a CommanderError instead of leaving the process. */
export function program(actions: Actions): Command {
  const main = new Command("untorn");
  main
    .description("Model checker for kernel retry protocols.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`untorn: ${text}`) });
  addCheck(main, actions);
  addCompare(main, actions);
  addTest(main, actions);
  addTrace(main, actions);
  for (const command of main.commands) command.helpOption("-h, --help", "print this help");
  return main;
}

function addCheck(main: Command, { check }: Actions): void {
  const command = main
    .command("check")
    .description("check one design of each spec: every property, a trace for each violated one")
    .argument("<file...>", "spec files; - is standard input");
  pointOptions(command);
  commonOptions(command, ["text", "mail", "json"]).action(check);
}

function addCompare(main: Command, { compare }: Actions): void {
  const command = main
    .command("compare")
    .description("compare the designs of a spec, or points of its knobs")
    .argument("<file>", "spec file; - is standard input")
    .option("--design <name>", "only this design (repeatable); with --vary, the one to vary", parseRepeated)
    .option("-D <knob=value>", "with --vary: a knob that is the same everywhere", parseSetting)
    .option("--vary <k1,k2>", "all values of these knobs instead of the designs", parseNames)
    .option("--all", "all values of all knobs")
    .option("--traces", "also show the shortest trace of each violated property");
  commonOptions(command, ["text", "mail", "json"]).action(compare);
}

function addTest(main: Command, { test }: Actions): void {
  const command = main
    .command("test")
    .description("check the 'expect' lines of specs; a folder means all specs below it")
    .argument("<path...>", "spec files and folders");
  commonOptions(command, ["text", "json"]).action(test);
}

function addTrace(main: Command, { trace }: Actions): void {
  const command = main
    .command("trace")
    .description("show the shortest counterexample of one property")
    .argument("<file>", "spec file; - is standard input")
    .requiredOption("--property <name>", "the property");
  pointOptions(command);
  commonOptions(command, ["text", "mail", "json"]).action(trace);
}

function pointOptions(command: Command): void {
  command
    .option("--design <name>", "the design to check, instead of the knobs' defaults")
    .option("-D <knob=value>", "set a knob (repeatable)", parseSetting);
}

function commonOptions(command: Command, formats: readonly string[]): Command {
  return command
    .option("--set <const=n>", "set a constant (repeatable)", parseConstant)
    .addOption(new Option("--format <format>", "how to print").choices(formats))
    .option("--json", "the same as --format json")
    .option("--max-states <n>", "end each search after this many states", parseCount)
    .option("--max-depth <n>", "end each search after this many steps", parseCount)
    .option("--timeout <time>", "end each search after this time: 60s, 5m", parseDuration)
    .option("--max-memory <size>", "end each search when table and queues would exceed this: 512M, 2G", parseBytes)
    .addOption(
      new Option("--engine <engine>", "who searches").choices(["generated", "interpreter"]).default("generated"),
    )
    .option("--no-reduce", "keep the values of dead variables: every state as the language defines it")
    .option("-q, --quiet", "print verdicts only")
    .option("-v, --verbose", "print more")
    .option("--no-progress", "draw no line of progress")
    .addOption(new Option("--color <when>", "use colour").choices(["auto", "always", "never"]).default("auto"))
    .option("--root <dir>", "the folder that parts named in 'use' must lie below");
}
