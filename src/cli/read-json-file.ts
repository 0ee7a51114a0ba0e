import { readFile, stat } from "node:fs/promises";
import { reasonOf } from "./files.ts";
import { UsageError } from "./usage-error.ts";

const MOST_BYTES = 64_000_000;

/** A file, or standard input for `-`; `name` is what messages call it. */
export async function readJsonFile(path: string): Promise<{ readonly name: string; readonly text: string }> {
  const refuse = (why: string): UsageError => new UsageError(`cannot read '${path}': ${why}`);
  const tooLarge = `at most ${MOST_BYTES / 1_000_000} MB are read`;
  try {
    if (path !== "-") {
      const facts = await stat(path);
      if (facts.isDirectory()) throw refuse("it is a folder");
      if (facts.size > MOST_BYTES) throw refuse(tooLarge);
    }
    const bytes = path === "-" ? await standardInput() : await readFile(path);
    if (bytes === null) throw refuse(tooLarge);
    return { name: path === "-" ? "<stdin>" : path, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (problem) {
    if (problem instanceof UsageError) throw problem;
    throw refuse(problem instanceof TypeError ? "it is no text in UTF-8" : reasonOf(problem));
  }
}

/** Null where there is too much of it. A pipe from another Node process may not be ready: it cannot be read at once. */
async function standardInput(): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) return null;
  }
  return Buffer.concat(chunks);
}
