import type { Run } from "../properties/run.ts";
import { listed } from "./actor-name.ts";
import type { ComparedColumns, NamedColumn } from "./compare-table.ts";
import { comparedColumns, unshownProperties } from "./compare-table.ts";
import type { Comparison } from "./compare-text.ts";
import { toldViolations } from "./compare-text.ts";
import { expectationLines } from "./expect-text.ts";
import { findingLines } from "./knob-findings.ts";
import { changedKnobs, settingsText } from "./knob-text.ts";
import type { Line } from "./line.ts";
import { MAIL, render, withoutControls } from "./line.ts";
import { againPieces, limitOf, limitText, modelText } from "./model-text.ts";
import { sharedCodeLines } from "./shared-codes.ts";
import type { Subject } from "./subject.ts";
import { commandLines } from "./wrap.ts";

/** As wide as mail, so that a block can be quoted there. */
const PAGE = { ...MAIL, charset: "any" } as const;

/**
 * A comparison as a page of Markdown, without timings. Names stand in code, sentences of the spec are escaped, all else is
 * in fenced blocks: nothing of the spec can mean anything to Markdown.
 */
export function compareMarkdown(comparison: Comparison, subject: Subject, pieces: readonly string[]): string {
  const { runs, expected, findings } = comparison;
  const spec = runs[0]?.spec;
  if (spec === undefined) return "";
  const columns = comparedColumns(runs);
  const unexpected = expected.every(({ outcome }) => outcome.kind === "fulfilled") ? [] : expected;
  const command = commandLines("", againPieces(subject, pieces), PAGE.width);
  const parts = [
    `# ${escaped(spec.doc ?? spec.name)}`,
    tableText(columns),
    ...notes(runs, columns),
    ...legend(runs),
    ...section("What the verdicts depend on", findingLines(findings, runs, PAGE.width, "normal")),
    ...section("What becomes of error codes", sharedCodeLines(runs, PAGE.width)),
    ...section("What was expected", expectationLines(unexpected, PAGE.width)),
    ...traceParts(comparison, subject),
    "## What was searched",
    escaped(modelText(spec, limitOf(runs), subject)),
    fenced("sh", command),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Knobs have columns where nothing else names a row; designs are told by the legend. */
function tableText({ names, knobs, judged, closing }: ComparedColumns): string {
  const columns = [...(names.length === 0 ? knobs : names), ...judged, ...closing];
  const rows = columns[0]?.cells.map((_, row) => columns.map((column) => cellText(column, row))) ?? [];
  const rule = columns.map(({ align }) => (align === "left" ? ":--" : "--:"));
  return [columns.map(({ name }) => coded(name)), rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function cellText({ cells }: NamedColumn, row: number): string {
  const cell = cells[row];
  if (cell === undefined) return "";
  const text = escaped(cell.text);
  return cell.tone === "bad" || cell.tone === "doubtful" ? `**${text}**` : text;
}

function notes(runs: readonly Run[], { rows }: ComparedColumns): string[] {
  const unshown = unshownProperties(runs).map(({ name }) => coded(name));
  const limits = new Set(
    runs.flatMap(({ verdicts }) => verdicts.flatMap((each) => (each.kind === "undecided" ? [each.limit] : []))),
  );
  return [
    ...(unshown.length === 0 ? [] : [`${listed(unshown)} ${unshown.length === 1 ? "holds" : "hold"} in all of them.`]),
    ...(rows.some((row) => row.runs.length > 1)
      ? ["What shares a row differs in nothing that was counted or judged."]
      : []),
    ...[...limits].map((limit) => `${coded("?")}: undecided, ${limitText(limit)}.`),
  ];
}

/** The sentence of each design, and the knobs that it changes. */
function legend(runs: readonly Run[]): string[] {
  const items = runs.flatMap((run) => {
    if (run.design === null) return [];
    const doc = run.spec.designs.find(({ name }) => name === run.design)?.doc ?? null;
    const changed = settingsText(run, changedKnobs(run)).map(coded).join(", ");
    const texts = [...(doc === null ? [] : [escaped(doc)]), changed === "" ? "no knob is changed" : changed];
    return [`- ${coded(run.design)}: ${texts.join("; ")}`];
  });
  return items.length === 0 ? [] : ["## Designs", items.join("\n")];
}

function section(heading: string, lines: readonly Line[]): string[] {
  return lines.length === 0 ? [] : [`## ${heading}`, fenced("text", lines)];
}

function traceParts({ runs, traces }: Comparison, subject: Subject): string[] {
  const told = traces === "shown" ? toldViolations(runs, subject, PAGE.width) : [];
  if (told.length === 0) return [];
  return ["## Traces", ...told.flatMap(({ heading, lines }) => [`### ${escaped(heading)}`, fenced("text", lines)])];
}

/** Between fences that are longer than whatever the block holds. */
function fenced(language: string, lines: readonly Line[]): string {
  const text = render(PAGE, lines).trimEnd();
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Names and settings: they have no backtick. */
function coded(text: string): string {
  return `\`${withoutControls(text)}\``;
}

/** A sentence that anyone may have written. */
function escaped(text: string): string {
  return withoutControls(text).replace(/[\\`*_[\]<>|&~$]/g, "\\$&");
}
