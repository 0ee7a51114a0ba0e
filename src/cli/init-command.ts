import { writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isHardWord, kindOfWord } from "../language/token.ts";
import { line } from "../report/line.ts";
import { nextLines } from "../report/next-line.ts";
import { specTemplate } from "../report/spec-template.ts";
import { shellWord } from "../report/subject.ts";
import { reasonOf } from "./files.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** Writes a spec to begin with; never over a file that is there. */
export async function initCommand(name: string, { terminal }: Session): Promise<number> {
  const bare = basename(name).replace(/\.untorn$/, "");
  const word = bare.replaceAll("-", "_");
  if (!/^[A-Za-z]\w*$/.test(word) || isHardWord(kindOfWord(word))) {
    throw new UsageError(
      `'${bare}' cannot be the name of a spec`,
      "use letters, digits, '-' and '_', a letter first, and no word of the language",
    );
  }
  const path = join(dirname(name), `${bare}.untorn`);
  try {
    writeFileSync(path, specTemplate(word, `${bare}.untorn`), { flag: "wx" });
  } catch (problem) {
    throw new UsageError(`cannot write '${path}': ${reasonOf(problem)}`);
  }
  terminal.printLines([
    line(`wrote ${path}: one writer, one mapper, two designs, and one violation to mend`),
    ...nextLines(["check", shellWord(path)], terminal.width),
  ]);
  return 0;
}
