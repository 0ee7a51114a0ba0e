import { isMainThread } from "node:worker_threads";
import { CommanderError } from "commander";
import { checkCommand } from "./cli/check-command.ts";
import type { CommonOptions } from "./cli/options.ts";
import { program } from "./cli/program.ts";
import { serveSearches } from "./cli/search-worker.ts";
import { OutOfMemory, openSearcher } from "./cli/searcher.ts";
import type { Session } from "./cli/session.ts";
import { VERSION } from "./cli/spec-input.ts";
import type { Terminal } from "./cli/terminal.ts";
import { endOnClosedOutput, openTerminal } from "./cli/terminal.ts";
import { UsageError } from "./cli/usage-error.ts";
import { watching } from "./cli/watch.ts";
import { defectLines, outOfMemoryLines, problemLines } from "./report/diagnostics.ts";
import { DEFECT, exitCodeOfSignal, INCOMPLETE, USAGE_ERROR } from "./report/exit-code.ts";

const loadOthers = async () => (await import("./cli/other-commands.ts")).otherCommands;
type Others = Awaited<ReturnType<typeof loadOthers>>;

/** Opens what a command needs, runs it, and sets the exit code by how it ended. */
async function run(options: CommonOptions, command: (session: Session) => Promise<number>): Promise<void> {
  const terminal = openTerminal(options.color, options.progress && options.quiet !== true);
  const searcher = openSearcher(new URL(import.meta.url));
  try {
    const code = await command({ terminal, searcher });
    const signal = searcher.signal();
    process.exitCode = signal === null ? code : exitCodeOfSignal(signal);
  } catch (problem) {
    terminal.showProgress?.(null);
    process.exitCode = complainOf(problem, options.verbose === true ? "with stack" : "one line", terminal);
  } finally {
    await searcher.close();
  }
}

/** Of a command that is loaded when it is asked for. */
function runOther(
  options: CommonOptions,
  command: (others: Others, session: Session) => Promise<number>,
): Promise<void> {
  return run(options, async (session) => command(await loadOthers(), session));
}

/** Says what went wrong; gives the exit code. */
function complainOf(problem: unknown, detail: "one line" | "with stack", terminal: Terminal): number {
  if (problem instanceof UsageError) {
    terminal.complain((page) => problemLines(problem.message, problem.hint, page));
    return USAGE_ERROR;
  }
  if (problem instanceof OutOfMemory) {
    terminal.complain(outOfMemoryLines);
    return INCOMPLETE;
  }
  terminal.complain(() => defectLines(problem, VERSION, detail));
  return DEFECT;
}

async function main(): Promise<void> {
  endOnClosedOutput();
  try {
    await program({
      check: (paths, options) =>
        run(options, (session) => watching(paths, options, session, () => checkCommand(paths, options, session))),
      compare: (path, options) =>
        runOther(options, ({ compareCommand }, session) =>
          watching([path], options, session, () => compareCommand(path, options, session)),
        ),
      test: (paths, options) => runOther(options, ({ testCommand }, session) => testCommand(paths, options, session)),
      trace: (path, options) => runOther(options, ({ traceCommand }, session) => traceCommand(path, options, session)),
      replay: (path, options) =>
        runOther(options, ({ replayCommand }, session) => replayCommand(path, options, session)),
      errors: (path, options) =>
        runOther(options, ({ errorsCommand }, session) => errorsCommand(path, options, session)),
      explain: (code, path, options) =>
        runOther(options, ({ explainCommand }, session) => explainCommand(code, path, options, session)),
      init: (name, options) => runOther(options, ({ initCommand }, session) => initCommand(name, session)),
      fmt: (paths, options) => runOther(options, ({ fmtCommand }, session) => fmtCommand(paths, options, session)),
      completion: async (shell, tree) => {
        process.stdout.write((await loadOthers()).completionScript(shell, tree));
      },
      man: async (tree) => {
        process.stdout.write((await loadOthers()).manPage(tree));
      },
    }).parseAsync();
  } catch (problem) {
    // Help that was asked for and the version are no mistakes; commander has said what is.
    if (problem instanceof CommanderError) process.exitCode = problem.exitCode === 0 ? 0 : USAGE_ERROR;
    else process.exitCode = complainOf(problem, "one line", openTerminal("auto", false));
  }
}

// A part of the program is no module, so nothing awaits `main`, which lets no problem out.
if (isMainThread) {
  // An event loop that runs empty before that is no verdict.
  const unfinished = () => {
    process.exitCode = complainOf(new Error("nothing is left to wait for"), "one line", openTerminal("auto", false));
  };
  process.once("beforeExit", unfinished);
  void main().finally(() => process.off("beforeExit", unfinished));
} else serveSearches();
