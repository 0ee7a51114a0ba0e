import { isMainThread } from "node:worker_threads";
import { CommanderError } from "commander";
import { checkCommand } from "./cli/check-command.ts";
import { compareCommand } from "./cli/compare-command.ts";
import { errorsCommand } from "./cli/errors-command.ts";
import { explainCommand } from "./cli/explain-command.ts";
import { fmtCommand } from "./cli/fmt-command.ts";
import { initCommand } from "./cli/init-command.ts";
import type { CommonOptions } from "./cli/options.ts";
import { program } from "./cli/program.ts";
import { replayCommand } from "./cli/replay-command.ts";
import { serveSearches } from "./cli/search-worker.ts";
import { OutOfMemory, openSearcher } from "./cli/searcher.ts";
import type { Session } from "./cli/session.ts";
import { VERSION } from "./cli/spec-input.ts";
import type { Terminal } from "./cli/terminal.ts";
import { endOnClosedOutput, openTerminal } from "./cli/terminal.ts";
import { testCommand } from "./cli/test-command.ts";
import { traceCommand } from "./cli/trace-command.ts";
import { UsageError } from "./cli/usage-error.ts";
import { watching } from "./cli/watch.ts";
import { completionScript } from "./report/completions.ts";
import { defectLines, outOfMemoryLines, problemLines } from "./report/diagnostics.ts";
import { DEFECT, exitCodeOfSignal, INCOMPLETE, USAGE_ERROR } from "./report/exit-code.ts";
import { manPage } from "./report/man-page.ts";

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
        run(options, (session) => watching([path], options, session, () => compareCommand(path, options, session))),
      test: (paths, options) => run(options, (session) => testCommand(paths, options, session)),
      trace: (path, options) => run(options, (session) => traceCommand(path, options, session)),
      replay: (path, options) => run(options, (session) => replayCommand(path, options, session)),
      errors: (path, options) => run(options, (session) => errorsCommand(path, options, session)),
      explain: (code, path, options) => run(options, (session) => explainCommand(code, path, options, session)),
      init: (name, options) => run(options, (session) => initCommand(name, session)),
      fmt: (paths, options) => run(options, (session) => fmtCommand(paths, options, session)),
      completion: (shell, tree) => process.stdout.write(completionScript(shell, tree)),
      man: (tree) => process.stdout.write(manPage(tree)),
    }).parseAsync();
  } catch (problem) {
    // Help that was asked for and the version are no mistakes; commander has said what is.
    if (problem instanceof CommanderError) process.exitCode = problem.exitCode === 0 ? 0 : USAGE_ERROR;
    else process.exitCode = complainOf(problem, "one line", openTerminal("auto", false));
  }
}

if (isMainThread) await main();
else serveSearches();
