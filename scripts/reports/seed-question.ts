import type { Line } from "../../src/report/line.ts";
import { EMPTY, line, MAIL, render } from "../../src/report/line.ts";
import { commandLines, labelled, number, paragraph } from "../../src/report/wrap.ts";
import { unalignedLines } from "./unaligned-path.ts";
import type { Result, RunResult } from "./verdicts.ts";
import { formulaOf, holds, resultOf, runOf, stepsOf, verdictOf } from "./verdicts.ts";

/** The page that answers the question of the fourth posting; every sentence that a verdict decides is chosen by it. */

/** JSON of one `compare`, and what follows `npx untorn` to get it again. */
export type Searched = { readonly json: string; readonly command: readonly string[] };

export type Searches = {
  /** All designs beside one atomic write, one plain one and a mapper. */
  readonly designs: Searched;
  /** The codes, the lock and the drain of the retry. */
  readonly vary: Searched;
  /** An unaligned write instead of the atomic one: the designs, the codes, and the codes with a second insistence. */
  readonly unaligned: Searched;
  readonly unalignedCodes: Searched;
  readonly unalignedAgain: Searched;
  /** An unaligned write beside an atomic one. */
  readonly both: Searched;
  /** Of the seed, as mail. */
  readonly trace: { readonly mail: string; readonly command: readonly string[] };
};

const ANSWERS = [
  { design: "seed", label: "1. Keep -EAGAIN", about: "as posted" },
  { design: "both", label: "2. Another code", about: "-ENOPROTOOPT, and a failed invalidation returns it too" },
  { design: "private", label: "3. A code of its own", about: "-ENOPROTOOPT, which nothing else returns" },
] as const;

export function seedQuestion(searches: Searches, version: string): string {
  const designs = resultOf(searches.designs.json);
  const lines = [
    ...text("Is -EAGAIN the right code for the retry of an atomic write in XFS?"),
    EMPTY,
    ...heading("The question"),
    ...QUESTION.flatMap((each) => [...text(each), EMPTY]),
    ...heading("The answer"),
    ...answerLines(designs),
    ...codesLines(resultOf(searches.vary.json)),
    ...heading("How the retry of the posting comes to be taken for the wrong cause"),
    ...traceLines(searches.trace.mail),
    ...heading("What becomes of xfs_file_dio_write_unaligned()"),
    ...unalignedLines({
      designs: resultOf(searches.unaligned.json),
      codes: resultOf(searches.unalignedCodes.json),
      again: resultOf(searches.unalignedAgain.json),
      both: resultOf(searches.both.json),
    }),
    ...heading("What was searched"),
    ...boundLines(searches, designs),
    ...heading("How to get it again"),
    ...commandsOf(searches).flatMap(({ what, command }) => [
      ...text(`${what}:`),
      ...commandLines("    ", ["npx", `untorn@${version}`, ...command], MAIL.width),
    ]),
  ];
  return render(MAIL, lines);
}

const QUESTION = [
  `The fourth posting of the series for large atomic writes (March 2025) has xfs_file_dio_write_atomic() try by hardware
   first. Where that is impossible ->iomap_begin returns -EAGAIN, and when iomap_dio_rw() comes back with -EAGAIN, the write
   is tried again by copy-on-write. But since the autumn before, -EAGAIN is also what iomap_dio_rw() returns for an atomic
   write whose page cache invalidation failed, because a store through mmap dirtied the folio again.`,
  `Three answers were offered: keep -EAGAIN; take another code, and give that to a failed invalidation too; take a code
   that nothing else returns. What follows is what a model of that code does under each, in all interleavings. None of it was
   tried on a kernel.`,
];

function text(words: string): Line[] {
  return paragraph(2, words, MAIL.width);
}

function heading(words: string): Line[] {
  return [line(`  ${words}`), line(`  ${"=".repeat(words.length)}`), EMPTY];
}

function answerLines(designs: Result): Line[] {
  const runs = ANSWERS.map(({ design }) => runOf(designs, design));
  if (runs.some((run) => verdictOf(run, "right_cause").vacuous)) throw new Error("an answer never retries");
  const right = runs.flatMap((run, index) => (holds(run, "right_cause") ? [String(index + 1)] : []));
  const verdict =
    right.length === 0
      ? "In the model none of the three keeps the retry to its own cause."
      : right.length === runs.length
        ? "In the model each of the three keeps the retry to its own cause."
        : `In the model only ${right.length === 1 ? "answer" : "answers"} ${right.join(" and ")} ${
            right.length === 1 ? "keeps" : "keep"
          } the retry to its own cause.`;
  return [
    ...text(verdict),
    EMPTY,
    ...ANSWERS.flatMap(({ design, label, about }, index) => [
      ...text(`${label}: ${about} (design ${design}).${index === 0 ? "" : ` ${againstFirst(designs, design)}`}`),
      ...factsOf(designs, design).flatMap((fact) => labelled("     - ", fact, MAIL.width)),
      EMPTY,
    ]),
    ...text("What went upstream in Linux 6.16 (design merged), which locks differently too:"),
    ...factsOf(designs, "merged").flatMap((fact) => labelled("     - ", fact, MAIL.width)),
    EMPTY,
  ];
}

/** What another answer breaks and mends of all that is judged. */
function againstFirst(designs: Result, design: string): string {
  const [before, after] = [runOf(designs, ANSWERS[0].design), runOf(designs, design)];
  const changed = (from: RunResult, to: RunResult): string => {
    const names = from.properties.flatMap(({ name }) => (holds(from, name) && !holds(to, name) ? [name] : []));
    return names.length === 0 ? "nothing" : names.join(", ");
  };
  return `Against answer 1 it mends ${changed(after, before)} and breaks ${changed(before, after)}.`;
}

/** One sentence for each property that the code of the retry could break or mend. */
function factsOf(designs: Result, design: string): string[] {
  const run = runOf(designs, design);
  const told = (name: string, good: string, bad: string): string =>
    holds(run, name) ? `${good} (${name} holds)` : `${bad} (${name}, ${stepsOf(run, name)})`;
  const others = run.properties.filter(({ name, verdict }) => !TOLD.includes(name) && verdict !== "holds");
  return [
    told("right_cause", "the retry is for want of hardware only", "the retry is taken because an invalidation failed"),
    told("no_private_code", "-ENOPROTOOPT and -ENOTBLK stay inside", "-ENOPROTOOPT or -ENOTBLK reaches the caller"),
    told(
      "no_internal_code",
      "a write that may block never comes back with a code that is for the inside, or with -EAGAIN",
      "a write that may block can come back with a code that is for the inside, or with -EAGAIN",
    ),
    told("retry_ends", "the retry ends, also beside a mapper that stores for ever", "the retry need not end"),
    ...others.map(({ name }) => `beside that, ${name} is violated ${stepsOf(run, name)}`),
  ];
}

const TOLD: readonly string[] = ["right_cause", "no_private_code", "no_internal_code", "retry_ends"];
const CODES: readonly string[] = ["HW_REFUSED", "CACHE_BUSY", "RETRY_ON"];

/** When the cause is right, over all points of the knobs. */
function codesLines(vary: Result): Line[] {
  const formula = formulaOf(vary, "right_cause");
  const named = formula.match(/\b[A-Z][A-Z_]*_[A-Z_]*\b|\bDRAIN\b/g) ?? [];
  const others = named.filter((name) => !CODES.includes(name));
  const { searched, notSearched } = vary.formulaPoints;
  if (notSearched !== 0) throw new Error("the formula speaks of points that nobody searched");
  const scope =
    named.length === 0
      ? "It does not depend on any of these."
      : others.length === 0
        ? "So it is a matter of the codes alone: neither the lock of the retry nor its drain changes anything."
        : `So it is no matter of the codes alone: ${[...new Set(others)].join(", ")} counts too.`;
  return [
    ...text(
      `Over all ${searched} points of the three codes, the lock of the retry and its drain, all else as in the seed, the
       retry has the right cause exactly when`,
    ),
    EMPTY,
    line(`    ${formula}`),
    EMPTY,
    ...text(
      `HW_REFUSED is what ->iomap_begin returns where hardware cannot do it, CACHE_BUSY what a failed invalidation becomes,
       RETRY_ON what the retry waits for. ${scope}`,
    ),
    EMPTY,
  ];
}

/** From the verdict to the last fact; what was searched is told once, at the end of the page. */
function traceLines(mail: string): Line[] {
  const lines = mail.split("\n");
  const start = lines.findIndex((each) => each.startsWith("  VIOLATED"));
  const end = lines.findIndex((each) => each.startsWith("  Model: "));
  if (start < 0 || end < start) throw new Error("the trace of the seed is no trace");
  return lines.slice(start, end).map((each) => line(each));
}

/** Of the closing lines of the mail: they begin with what the others have in common. */
function boundLines({ trace, ...others }: Searches, designs: Result): Line[] {
  const closing = trace.mail.slice(trace.mail.indexOf("  Model: ")).split("  Reproduce: ")[0] ?? "";
  const failed = designs.expectations.filter(({ outcome }) => outcome !== "fulfilled").length;
  if (failed > 0) throw new Error(`${failed} 'expect' lines of the spec do not come out`);
  const states = Object.values(others)
    .flatMap(({ json }) => resultOf(json).runs)
    .reduce((sum, run) => sum + run.states, 0);
  return [
    ...text(closing),
    ...text(
      `The other searches have the same bounds, but for the --set below; all ${Object.keys(others).length} came to their end,
       with ${number(states)} states, design by design and point by point. All ${designs.expectations.length} 'expect' lines
       of the spec that speak of these designs and bounds came out.`,
    ),
    EMPTY,
  ];
}

function commandsOf(searches: Searches): { readonly what: string; readonly command: readonly string[] }[] {
  return [
    { what: "The answers", command: searches.designs.command },
    { what: "The condition on the codes (add --json: formula.right_cause)", command: searches.vary.command },
    { what: "The trace", command: searches.trace.command },
    { what: "The unaligned write under the designs", command: searches.unaligned.command },
    { what: "Under all codes", command: searches.unalignedCodes.command },
    { what: "The same, insisting on an overwrite in pass 2 too", command: searches.unalignedAgain.command },
    { what: "The unaligned write beside an atomic one", command: searches.both.command },
  ];
}
