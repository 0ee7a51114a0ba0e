import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { openSpec, reasonOf } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** A spec to test, and the root of its parts. */
export type SpecPath = { readonly path: string; readonly root: string | null };

export type FoundSpecs = { readonly specs: readonly SpecPath[]; readonly parts: number };

/** Files as they are named; of a folder, every `.untorn` file below it that has a `spec` line. */
export function findSpecs(paths: readonly string[], root: string | null): FoundSpecs {
  const specs: SpecPath[] = [];
  let parts = 0;
  for (const path of paths) {
    if (path === "-" || !isFolder(path)) {
      specs.push({ path, root });
      continue;
    }
    for (const found of filesBelow(path)) {
      if (hasSpecLine(openSpec(found, root ?? path).main.text)) specs.push({ path: found, root: root ?? path });
      else parts += 1;
    }
  }
  if (specs.length === 0) throw new UsageError(`no spec below ${paths.map((path) => `'${path}'`).join(", ")}`);
  return { specs, parts };
}

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (problem) {
    throw new UsageError(`cannot read '${path}': ${reasonOf(problem)}`);
  }
}

/** In the order of their names; symbolic links and hidden folders are left out. */
export function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith(".") || entry.name === "node_modules" ? [] : filesBelow(path);
    return entry.isFile() && entry.name.endsWith(".untorn") ? [path] : [];
  });
}

/** Outside of comments. A file whose `spec` line is misspelt passes for a part; the total says how many there were. */
function hasSpecLine(text: string): boolean {
  return /^\s*spec\s+[A-Za-z_]/m.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""));
}
