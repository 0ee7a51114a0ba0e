import type { Line } from "../../src/report/line.ts";
import { EMPTY, MAIL } from "../../src/report/line.ts";
import { paragraph } from "../../src/report/wrap.ts";
import type { Result } from "./verdicts.ts";
import { areAlike, holds, stepsOf, verdictOf } from "./verdicts.ts";

/** Searches with an unaligned writer: the designs, all codes, all codes insisting twice, and beside an atomic write. */
export type UnalignedSearches = {
  readonly designs: Result;
  readonly codes: Result;
  readonly again: Result;
  readonly both: Result;
};

const ENDS = ["two_passes", "retry_ends"] as const;

export function unalignedLines({ designs, codes, again, both }: UnalignedSearches): Line[] {
  return [FACTS, ownCode(designs, codes), ending(designs), insisting(again), beside(both)].flatMap((words) => [
    ...paragraph(2, words, MAIL.width),
    EMPTY,
  ]);
}

const FACTS = `It retries on -EAGAIN as well, and nothing but an assertion tells its second pass from the first. But that
  -EAGAIN has a producer of its own: the first pass asks, with IOMAP_DIO_OVERWRITE_ONLY, for a write that allocates and
  converts nothing, and xfs_direct_write_iomap_begin() refuses what is none (so does __iomap_dio_rw() beyond EOF, which
  the model leaves out). Its kiocb has no IOCB_ATOMIC, so a failed
  invalidation is -ENOTBLK there and ends in the page cache.`;

/** Whether what the atomic path does with its codes reaches the unaligned one. */
function ownCode(designs: Result, codes: Result): string {
  const names = designs.runs.map(({ design }) => design ?? "defaults").join(", ");
  const { length } = codes.runs;
  if (areAlike(designs.runs) && areAlike(codes.runs)) {
    return `So no answer changes it. In the model, with an unaligned write in place of the atomic one, ${names} give the
      same states, transitions and verdicts, and so do all ${length} points of the three codes.`;
  }
  const alike = areAlike(designs.runs) ? "the designs" : areAlike(codes.runs) ? "the codes" : "neither";
  return `Yet the answers do change it: in the model, with an unaligned write in place of the atomic one, the searches of
    ${names} and of all ${length} points of the three codes differ (alike are: ${alike}).`;
}

function ending({ runs }: Result): string {
  const open = runs.flatMap((run) =>
    ENDS.filter((name) => !holds(run, name)).map((name) => `${name} in ${run.design}, ${stepsOf(run, name)}`),
  );
  const isVacuous = runs.some((run) => ENDS.some((name) => verdictOf(run, name).vacuous));
  if (isVacuous) throw new Error("that the unaligned retry ends holds because nothing retries");
  return open.length === 0
    ? `Its retry ends, beside a mapper that stores for ever, after two passes at most: two_passes and retry_ends hold in
       all of them.`
    : `Its retry need not end: ${open.join("; ")}.`;
}

/** The loop that there would be, which also shows that the retry is taken at all. */
function insisting({ runs }: Result): string {
  const broken = runs.filter((run) => ENDS.every((name) => !holds(run, name)));
  const [first] = broken;
  if (first === undefined) {
    return `Nor would it loop if the second pass insisted on an overwrite too (CHANGE=OVERWRITE_ONLY_AGAIN): no point of the
      codes violates both two_passes and retry_ends.`;
  }
  const which = broken.length === runs.length ? `all ${runs.length}` : `${broken.length} of the ${runs.length}`;
  return `What ends it is that only the first pass insists on an overwrite. If -EAGAIN came again in pass 2, because that one
    insisted too (CHANGE=OVERWRITE_ONLY_AGAIN), nothing would stop the loop: a third pass begins (two_passes,
    ${stepsOf(first, "two_passes")}), and with an unwritten block in the range it goes on for ever (retry_ends,
    ${stepsOf(first, "retry_ends")} with the loop), in ${which} points of the codes: no code of the atomic path helps.`;
}

/** What the two paths do to each other. */
function beside({ runs }: Result): string {
  const verdicts = runs.map((run) => {
    const broken = ["right_cause", ...ENDS].filter((name) => !holds(run, name));
    const told = broken.map((name) => `${name} is violated, ${stepsOf(run, name)}`).join(", ");
    return `${run.design}: ${told === "" ? "nothing of it is violated" : told}`;
  });
  return `An unaligned write beside an atomic one and a mapper, asked for the cause of the retry and for its end
    (right_cause, two_passes, retry_ends): ${verdicts.join("; ")}.`;
}
