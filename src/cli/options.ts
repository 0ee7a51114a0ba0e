import { InvalidArgumentError } from "commander";
import type { ConstantSettings } from "../check.ts";
import type { SearchLimits } from "./search-worker.ts";
import type { ColorChoice } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export type Format = "text" | "mail" | "json" | "gcc";

/** `NAME=VALUE` as written. */
export type Setting = { readonly name: string; readonly value: string };

/** As commander gives them: options of every command. */
export type CommonOptions = {
  readonly set?: readonly Setting[];
  readonly json?: true;
  readonly format?: Format | "mermaid" | "markdown";
  readonly maxStates?: number;
  readonly maxDepth?: number;
  readonly timeout?: number;
  readonly maxMemory?: number;
  readonly engine: "generated" | "interpreter";
  readonly reduce: boolean;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly progress: boolean;
  readonly color: ColorChoice;
  readonly root?: string;
  readonly watch?: true;
};

export type PointOptions = CommonOptions & { readonly design?: string; readonly D?: readonly Setting[] };

export type TraceOptions = PointOptions & { readonly property: string };

export type ReplayOptions = CommonOptions & {
  readonly spec?: string;
  readonly property?: string;
  readonly design?: string;
};

export type CompareOptions = CommonOptions & {
  readonly design?: readonly string[];
  readonly D?: readonly Setting[];
  readonly vary?: readonly string[];
  readonly all?: true;
  readonly traces?: true;
  readonly diff?: readonly string[];
  readonly property?: string;
  readonly mutate?: true;
  readonly grow?: true;
};

export function formatOf({ json, format }: CommonOptions): Format {
  if (json === true && format !== undefined && format !== "json") {
    throw new UsageError(`--json and --format ${format} exclude each other`);
  }
  if (format === "mermaid") throw new UsageError("--format mermaid is for 'trace' and 'replay'");
  if (format === "markdown")
    throw new UsageError("--format markdown is for 'compare' without --diff, --mutate, --grow");
  return json === true ? "json" : (format ?? "text");
}

/** Of a command whose results have no lines for editors. */
export function reportFormatOf(options: CommonOptions): Exclude<Format, "gcc"> {
  const format = formatOf(options);
  if (format === "gcc") throw new UsageError("--format gcc is for 'check'");
  return format;
}

/** Of a command that shows a table of designs. */
export function compareFormatOf(options: CommonOptions): Exclude<Format, "gcc"> | "markdown" {
  return options.format === "markdown" && options.json !== true ? "markdown" : reportFormatOf(options);
}

/** Of a command that shows one trace. */
export function traceFormatOf(options: CommonOptions): Exclude<Format, "gcc"> | "mermaid" {
  return options.format === "mermaid" && options.json !== true ? "mermaid" : reportFormatOf(options);
}

export function limitsOf({ maxStates, maxDepth, timeout, maxMemory, engine, reduce }: CommonOptions): SearchLimits {
  const limits = { maxStates: maxStates ?? null, maxDepth: maxDepth ?? null, maxBytes: maxMemory ?? null };
  return { ...limits, seconds: timeout ?? null, engine, reduce, traces: "found", flow: false };
}

/** The values of `--set`; the last one counts. */
export function constantsOf({ set = [] }: CommonOptions): ConstantSettings {
  return new Map(set.map(({ name, value }) => [name, constantValue(value)]));
}

function constantValue(text: string): number | boolean {
  return text === "true" || text === "false" ? text === "true" : Number(text);
}

export function parseSetting(text: string, before: readonly Setting[] = []): readonly Setting[] {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Expected NAME=VALUE.");
  return [...before, { name, value: value.trim() }];
}

export function parseConstant(text: string, before: readonly Setting[] = []): readonly Setting[] {
  const settings = parseSetting(text, before);
  const value = settings.at(-1)?.value ?? "";
  const integer = /^-?\d+$/.test(value) && Number.isSafeInteger(Number(value));
  if (!integer && value !== "true" && value !== "false") {
    throw new InvalidArgumentError("Expected CONST=N, an int, or CONST=true or false.");
  }
  return settings;
}

export function parseNames(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("Expected names with commas between them.");
  return names;
}

export function parseRepeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count) || count < 1) {
    throw new InvalidArgumentError("Expected a number from 1.");
  }
  return count;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ["ms", 0.001],
  ["s", 1],
  ["m", 60],
  ["h", 3600],
]);

/** In seconds. */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  if (amount === undefined) throw new InvalidArgumentError("Expected a duration such as 60s, 500ms, 5m or 1h.");
  return Number(amount) * (UNITS.get(unit ?? "s") ?? 1);
}

const SIZES: ReadonlyMap<string, number> = new Map([
  ["K", 2 ** 10],
  ["M", 2 ** 20],
  ["G", 2 ** 30],
]);

/** In bytes. */
export function parseBytes(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([KMG])?$/i.exec(text) ?? [];
  if (amount === undefined) throw new InvalidArgumentError("Expected a size such as 512M or 2G.");
  return Number(amount) * (SIZES.get((unit ?? "").toUpperCase()) ?? 1);
}

export function detailOf({ quiet, verbose }: CommonOptions): "quiet" | "normal" | "verbose" {
  if (quiet === true) return "quiet";
  return verbose === true ? "verbose" : "normal";
}
