import manifest from "../../package.json" with { type: "json" };
import type { ConstantSettings } from "../check.ts";
import { readSpec } from "../check.ts";
import type { ConstantValues } from "../expectations.ts";
import type { CheckedSpec } from "../language/checked-spec.ts";
import { didYouMean } from "../language/checker/suggest.ts";
import { diagnosticLines } from "../report/diagnostics.ts";
import type { Subject } from "../report/subject.ts";
import type { SpecFiles } from "./files.ts";
import { openSpec } from "./files.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** A spec that was read without errors, and what reports say of its files. */
export type SpecInput = { readonly files: SpecFiles; readonly spec: CheckedSpec; readonly subject: Subject };

export const VERSION: string = manifest.version;

/** How much is told of a spec that was read: commands that are about something else leave its warnings out. */
export type Notices = "errors" | "all" | "all, one line each";

/** Null where the spec has errors; they are on standard error then. */
export function readInput(
  path: string,
  root: string | null,
  constants: ConstantSettings,
  terminal: Terminal,
  notices: Notices = "errors",
): SpecInput | null {
  const files = openSpec(path, root);
  const spec = readWith(files, constants, terminal, notices);
  if (spec === null) return null;
  checkSettings(spec, constants);
  return { files, spec, subject: subjectOf(files, spec, { path, constants, root }) };
}

/** Sums are made when they are asked for: loading what makes them takes longer than some searches. */
export function subjectOf(
  files: SpecFiles,
  spec: CheckedSpec,
  given: Pick<Subject, "path" | "constants" | "root">,
): Subject {
  return {
    version: VERSION,
    ...given,
    get sha256() {
      return files.sumOf(files.main);
    },
    get files() {
      return spec.files.map((file) => ({ path: file.path, sha256: files.sumOf(file) }));
    },
  };
}

/** The same spec with other constants beside those given on the command line, for `expect … with`. */
export function readAgain(input: SpecInput, constants: ConstantValues, terminal: Terminal): CheckedSpec | null {
  const all = new Map([...input.subject.constants, ...constants.map(({ name, value }) => [name, value] as const)]);
  return readWith(input.files, all, terminal, "errors");
}

function readWith(
  files: SpecFiles,
  constants: ConstantSettings,
  terminal: Terminal,
  notices: Notices,
): CheckedSpec | null {
  const { spec, diagnostics } = readSpec(files.main, { constants, readPart: files.readPart });
  const told = notices === "errors" ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics;
  if (told.length > 0) terminal.complain((page) => diagnosticLines(told, page, excerptsOf(notices)));
  if (spec === null && diagnostics.length === 0) throw new Error("a spec was refused without a reason");
  return spec;
}

function excerptsOf(notices: Notices): "with excerpts" | "one line each" {
  return notices === "all, one line each" ? "one line each" : "with excerpts";
}

function checkSettings(spec: CheckedSpec, constants: ConstantSettings): void {
  for (const [name, value] of constants) {
    const constant = spec.constants.find((each) => each.name === name);
    if (constant === undefined) throw unknown("constant", name, spec.constants);
    if (typeof constant.value !== typeof value) {
      throw new UsageError(`--set ${name}=${value}: '${name}' is ${kindOf(constant.value)}`);
    }
  }
}

function kindOf(value: number | boolean): string {
  return typeof value === "boolean" ? "a bool: true or false" : "an int";
}

/** For a name on the command line: what it may be, the nearest one first. */
export function unknown(what: string, name: string, known: readonly { readonly name: string }[]): UsageError {
  const names = known.map((each) => each.name);
  const all = names.length === 0 ? `this spec has no ${what}` : `known: ${names.join(", ")}`;
  return new UsageError(
    `unknown ${what} '${name}'`,
    [didYouMean(name, names), all].filter((part) => part !== null).join(" "),
  );
}
