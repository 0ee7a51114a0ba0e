import { Argument, Command, Option } from "commander";
import type { CommandTree } from "../report/command-tree.ts";
import type { Shell } from "../report/completions.ts";
import { SHELLS } from "../report/completions.ts";
import { wrap } from "../report/wrap.ts";
import { commandTreeOf } from "./command-tree-of.ts";
import type { FmtOptions } from "./fmt-command.ts";
import type { CommonOptions, CompareOptions, PointOptions, ReplayOptions, TraceOptions } from "./options.ts";
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
import { pageWidth } from "./terminal.ts";

/** What each command does with what was given; the arguments are checked by then. */
export type Actions = {
  readonly check: (paths: readonly string[], options: PointOptions) => Promise<void>;
  readonly compare: (path: string, options: CompareOptions) => Promise<void>;
  readonly test: (paths: readonly string[], options: CommonOptions) => Promise<void>;
  readonly trace: (path: string, options: TraceOptions) => Promise<void>;
  readonly replay: (path: string, options: ReplayOptions) => Promise<void>;
  readonly errors: (path: string, options: PointOptions) => Promise<void>;
  readonly explain: (code: string, path: string | undefined, options: CommonOptions) => Promise<void>;
  readonly init: (name: string, options: CommonOptions) => Promise<void>;
  readonly fmt: (paths: readonly string[], options: FmtOptions) => Promise<void>;
  readonly completion: (shell: Shell, tree: CommandTree) => Promise<void>;
  readonly man: (tree: CommandTree) => Promise<void>;
};

const EXIT_CODES =
  "Exit codes: 0 every property holds (compare, test: what was expected came out), 1 violated (something differs), " +
  "2 usage or spec error, 3 incomplete, 70 a defect of untorn, 130 and 143 interrupted.";

/** Descriptions are wrapped beside their options as long as so many columns are left for them. */
const NARROWEST_HELP = 10;

/** Throws a CommanderError instead of leaving the process. */
export function program(actions: Actions): Command {
  const main = new Command("untorn");
  const width = pageWidth(process.env, process.stdout);
  main
    .description("Model checker for kernel retry protocols.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", `\n${wrap(EXIT_CODES, width).join("\n")}`)
    .exitOverride()
    .configureHelp({ helpWidth: width, minWidthToWrap: NARROWEST_HELP })
    .configureOutput({ outputError: (text, write) => write(`untorn: ${text}`) });
  addCheck(main, actions);
  addCompare(main, actions);
  addTest(main, actions);
  addTrace(main, actions);
  addReplay(main, actions);
  addErrors(main, actions);
  addExplain(main, actions);
  addInit(main, actions);
  addFmt(main, actions);
  addShellHelp(main, actions);
  for (const command of main.commands) command.helpOption("-h, --help", "print this help");
  return main;
}

function addCheck(main: Command, { check }: Actions): void {
  const command = main
    .command("check")
    .description("check one design of each spec: every property, a trace for each violated one")
    .argument("<file...>", "spec files; - is standard input");
  pointOptions(command);
  commonOptions(command, ["text", "mail", "json", "gcc"]);
  watchOption(command).action(check);
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
    .option("--traces", "also show the shortest trace of each violated property")
    .option("--diff <designs...>", "two designs: where the counterexample of one parts from the other")
    .option("--property <name>", "with --diff: the property")
    .option("--mutate", "what each lock, wait and test is needed for: one thing dropped at a time")
    .option("--grow", "whether what holds still does with one more of each actor");
  commonOptions(command, ["text", "mail", "json", "markdown"]);
  watchOption(command).action(compare);
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
  commonOptions(command, ["text", "mail", "json", "mermaid"]).action(trace);
}

function addReplay(main: Command, { replay }: Actions): void {
  const command = main
    .command("replay")
    .description("walk a saved trace on the interpreter, and refuse it if the spec is another one")
    .argument("<trace>", "what --format json wrote; - is standard input")
    .option("--spec <file>", "the spec, where it is not at the path in the file")
    .option("--property <name>", "which trace, where the file has several")
    .option("--design <name>", "of which design, where the file has several")
    .addOption(new Option("--format <format>", "how to print").choices(["text", "mail", "json", "mermaid"]))
    .option("--json", "the same as --format json");
  looksOptions(command).option("--root <dir>", "the folder that parts named in 'use' must lie below").action(replay);
}

function addErrors(main: Command, { errors }: Actions): void {
  const command = main
    .command("errors")
    .description("tell what becomes of each error code under one design, and which causes a test takes for one")
    .argument("<file>", "spec file; - is standard input");
  pointOptions(command);
  commonOptions(command, ["text", "json"]).action(errors);
}

function addExplain(main: Command, { explain }: Actions): void {
  const command = main
    .command("explain")
    .description("explain a diagnostic (U0103) or an error code (EBUSY), in a spec too")
    .argument("<code>", "a code of a diagnostic, or an error code")
    .argument("[file]", "a spec: who raises, changes and tests the error code there");
  readingOptions(command).action(explain);
}

function addInit(main: Command, { init }: Actions): void {
  const command = main
    .command("init")
    .description("write a spec to begin with")
    .argument("<name>", "name of the spec; the file is NAME.untorn");
  looksOptions(command).action(init);
}

function addFmt(main: Command, { fmt }: Actions): void {
  const command = main
    .command("fmt")
    .description("bring specs into the one style, in place; names the files it changes")
    .argument("<path...>", "spec files and folders; - is standard input, written to standard output")
    .option("--check", "change nothing: name the files that would change, and end with 1 if there are any");
  looksOptions(command).action(fmt);
}

function addShellHelp(main: Command, { completion, man }: Actions): void {
  main
    .command("completion")
    .description("print a completion script for a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .action((shell: Shell) => completion(shell, commandTreeOf(main)));
  main
    .command("man")
    .description("print the manual page, for 'man -l -'")
    .action(() => man(commandTreeOf(main)));
}

function pointOptions(command: Command): void {
  command
    .option("--design <name>", "the design to check, instead of the knobs' defaults")
    .option("-D <knob=value>", "set a knob (repeatable)", parseSetting);
}

function commonOptions(command: Command, formats: readonly string[]): Command {
  command
    .option("--set <const=n>", "set a constant (repeatable)", parseConstant)
    .addOption(new Option("--format <format>", "how to print").choices(formats))
    .option("--json", "the same as --format json")
    .option("--max-states <n>", "end each search after this many states", parseCount)
    .option("--max-depth <n>", "end each search after this many steps", parseCount)
    .option(
      "--timeout <time>",
      "end each search after this time: 60s, 5m; designs that are compared share one",
      parseDuration,
    )
    .option("--max-memory <size>", "end each search when what it keeps would exceed this: 512M, 2G", parseBytes)
    .addOption(
      new Option("--engine <engine>", "who searches").choices(["generated", "interpreter"]).default("generated"),
    )
    .option("--no-reduce", "keep the values of dead variables: every state as the language defines it");
  return looksOptions(command).option("--root <dir>", "the folder that parts named in 'use' must lie below");
}

function watchOption(command: Command): Command {
  return command.option("--watch", "check again whenever a file of the spec changes");
}

/** Of commands that read a spec and search nothing. */
function readingOptions(command: Command): Command {
  return looksOptions(command)
    .option("--set <const=n>", "set a constant (repeatable)", parseConstant)
    .option("--root <dir>", "the folder that parts named in 'use' must lie below");
}

function looksOptions(command: Command): Command {
  return command
    .option("-q, --quiet", "print verdicts only")
    .option("-v, --verbose", "print more")
    .option("--no-progress", "draw no line of progress")
    .addOption(new Option("--color <when>", "use colour").choices(["auto", "always", "never"]).default("auto"));
}
