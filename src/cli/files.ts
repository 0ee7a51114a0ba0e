import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, normalize, relative, resolve, sep } from "node:path";
import type { ReadOptions } from "../check.ts";
import type { SourceFile } from "../language/source.ts";
import { UsageError } from "./usage-error.ts";

const MOST_BYTES = 1_000_000;
const STANDARD_INPUT = "-";

/** A spec's file, how its parts are read, and the sha256 of each that was read. */
export type SpecFiles = {
  readonly main: SourceFile;
  readonly readPart: ReadOptions["readPart"];
  readonly sumOf: (file: SourceFile) => string;
  /** Where the files read so far really lie. */
  readonly places: () => string[];
};

type Read = { readonly text: string; readonly bytes: Buffer };
type Problem = { readonly problem: string };

/** `init` takes the name of a spec, and all else its file. */
function nearFile(path: string): string | null {
  const file = `${path}.untorn`;
  return existsSync(file) ? `did you mean '${file}'?` : null;
}

/** `root` is the folder that parts must lie below; null: the spec's own. */
export function openSpec(path: string, root: string | null): SpecFiles {
  const read = path === STANDARD_INPUT ? readStandardInput() : readFile(path);
  if ("problem" in read) throw new UsageError(`cannot read '${path}': ${read.problem}`, nearFile(path));
  const main: SourceFile = { path: path === STANDARD_INPUT ? "<stdin>" : path, text: read.text };
  const place = path === STANDARD_INPUT ? resolve(STANDARD_INPUT) : realpathSync(path);
  const places = new Map<SourceFile, string>([[main, place]]);
  const byPlace = new Map<string, SourceFile>([[place, main]]);
  const bytes = new Map<SourceFile, Buffer>([[main, read.bytes]]);
  const top = realRoot(root ?? dirname(place));
  return {
    main,
    sumOf: (file) => {
      const read = bytes.get(file);
      if (read === undefined) throw new Error(`${file.path} was not read`);
      return createHash("sha256").update(read).digest("hex");
    },
    places: () => [...byPlace.keys()],
    readPart: (named, from) => {
      const found = placeBelow(top, root ?? "the spec's folder", dirname(places.get(from) ?? place), named);
      if ("problem" in found) return found;
      const known = byPlace.get(found.place);
      if (known !== undefined) return known;
      const part = readFile(found.place);
      if ("problem" in part) return part;
      const file = { path: normalize(join(dirname(from.path), named)), text: part.text };
      places.set(file, found.place);
      byPlace.set(found.place, file);
      bytes.set(file, part.bytes);
      return file;
    },
  };
}

function realRoot(root: string): string {
  try {
    return realpathSync(root);
  } catch (problem) {
    throw new UsageError(`cannot use '${root}' as root: ${reasonOf(problem)}`);
  }
}

/** Where a part really lies: below the root before and after symbolic links. */
function placeBelow(
  root: string,
  rootName: string,
  folder: string,
  named: string,
): { readonly place: string } | Problem {
  const wanted = resolve(folder, named);
  if (!isBelow(root, wanted)) return { problem: `it lies outside of ${rootName}; --root allows more` };
  try {
    const place = realpathSync(wanted);
    return isBelow(root, place) ? { place } : { problem: `a symbolic link leads outside of ${rootName}` };
  } catch (problem) {
    return { problem: reasonOf(problem) };
  }
}

function isBelow(root: string, place: string): boolean {
  const way = relative(root, place);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function readFile(path: string): Read | Problem {
  try {
    const facts = statSync(path);
    if (facts.isDirectory()) return { problem: "it is a folder" };
    if (facts.size > MOST_BYTES) return { problem: tooLarge(facts.size) };
    const descriptor = openSync(path, "r");
    try {
      return readAll(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (problem) {
    return { problem: reasonOf(problem) };
  }
}

function readStandardInput(): Read | Problem {
  try {
    return readAll(0);
  } catch (problem) {
    return { problem: reasonOf(problem) };
  }
}

/** Never reads more than is allowed: a pipe or a device has no size that could be asked for. */
function readAll(descriptor: number): Read | Problem {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.alloc(65_536);
    const count = readSync(descriptor, chunk);
    if (count === 0) break;
    size += count;
    if (size > MOST_BYTES) return { problem: tooLarge(null) };
    chunks.push(chunk.subarray(0, count));
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.includes(0)) return { problem: "it is no text file" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), bytes };
  } catch {
    return { problem: "it is no text in UTF-8" };
  }
}

function tooLarge(size: number | null): string {
  return `${size === null ? "more than" : `${(size / 1_000_000).toFixed(1)} MB, but at most`} 1 MB is read`;
}

export function reasonOf(problem: unknown): string {
  const code = problem instanceof Error && "code" in problem ? String(problem.code) : String(problem);
  switch (code) {
    case "ENOENT":
      return "no such file";
    case "EEXIST":
      return "it is there already";
    case "ENOTDIR":
      return "a part of its path is no folder";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "ELOOP":
      return "its symbolic links go round in circles";
    case "ENAMETOOLONG":
      return "its name is too long";
    default:
      return code;
  }
}
