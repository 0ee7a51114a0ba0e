import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";

/** The folder beside this file that has the parts of the program; its name is known when it is built. */
declare const PARTS: string;
/** The Node that made their bytecode, as `thisNode` names it. */
declare const MADE_BY: string;

/**
 * A part of the program as a function in CommonJS form. Beside each lies the bytecode that V8 made of it when it was
 * built, so that it need not be compiled at every start, which is most of the work of a small search. V8 refuses
 * bytecode of other flags, and compiles then; but bytecode of another Node whose V8 has the same version ends the process,
 * so only the one that made it takes it. That it was made of this very text is up to who builds: the folder is
 * written whole and never changed.
 */
type Part = (module: { exports: unknown }, exports: unknown, require: Require, program: string) => void;
type Require = (name: string) => unknown;

/** Two that are built otherwise from the same source differ in size. scripts/build.mjs says the same. */
const thisNode = `${process.version}-${process.arch}-${statSync(process.execPath).size}`;

const loaded = new Map<string, { readonly exports: unknown }>();

function requirePart(name: string): unknown {
  const before = loaded.get(name);
  if (before !== undefined) return before.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  const filename = join(__dirname, PARTS, name);
  const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData: bytecodeOf(filename) });
  (script.runInThisContext() as Part)(module, module.exports, requireAny, pathToFileURL(__filename).href);
  return module.exports;
}

function bytecodeOf(filename: string): Buffer | undefined {
  if (thisNode !== MADE_BY) return undefined;
  try {
    return readFileSync(`${filename}.bytecode`);
  } catch {
    return undefined;
  }
}

function requireAny(name: string): unknown {
  if (name.startsWith("./")) return requirePart(name);
  return LATER.has(name) ? laterModule(name) : require(name);
}

/** Modules of Node that take long to load, and of which hardly any run uses something. */
const LATER = new Set(["node:child_process", "node:crypto"]);

/** Loads it when something of it is used: right for `import { … }` and `require`, not for `import * as`. */
function laterModule(name: string): unknown {
  return new Proxy({}, { get: (_, key) => require(name)[key] });
}

requirePart("./cli.js");
