import { accessSync, chmodSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { reasonOf } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** Writes beside the file and renames: whoever reads it finds the old text or the new one. Links to it stay links. */
export function replaceFile(path: string, text: string): void {
  try {
    const place = realpathSync(path);
    // A rename asks only the folder; a file that may not be written stays as it is.
    accessSync(place, constants.W_OK);
    writeBeside(place, text);
  } catch (problem) {
    throw new UsageError(`cannot write '${path}': ${reasonOf(problem)}`);
  }
}

function writeBeside(place: string, text: string): void {
  const draft = join(dirname(place), `.${basename(place)}.${process.pid}`);
  try {
    writeFileSync(draft, text, { flag: "wx" });
    chmodSync(draft, statSync(place).mode);
    renameSync(draft, place);
  } catch (problem) {
    rmSync(draft, { force: true });
    throw problem;
  }
}
