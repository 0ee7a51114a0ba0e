import { expect, test } from "vitest";
import type { Trace } from "../../src/model/trace.ts";
import { MAIL, render } from "../../src/report/line.ts";
import { traceLines } from "../../src/report/trace-text.ts";
import { actors, change, FILE, property, spanOf, step, trace } from "./drawn.ts";

function drawn(shown: Trace, width = 72, shortest = true): string {
  return render({ ...MAIL, width }, traceLines(shown, shortest, width));
}

const cause = property(0, "right_cause");

test("a trace has one column per task, shows only what changed, and what is held at the end", () => {
  const shown = trace(
    cause,
    actors("writer", "daemon mapper"),
    [
      step(1, "dirty[0] = true", { changes: [change("dirty[0]", false, true)] }),
      step(0, "lock(iolock, SHARED)", { lockActions: [{ action: "lock", lock: "iolock", mode: "SHARED" }] }),
      step(0, "dirty[0]", {
        where: "__iomap_dio_rw()",
        changes: [change("writer.ret", 0, "-EAGAIN", { owner: 0, cause: "page_dirty" })],
        failures: [{ property: 0, message: "taken for misaligned_extent", span: spanOf(FILE, "line three") }],
      }),
    ],
    { heldAtEnd: [{ lock: "iolock", mode: "SHARED", holder: 0 }] },
  );
  expect(`\n${drawn(shown)}`).toMatchInlineSnapshot(`
    "
         writer                           mapper
         ------------------------------   -----------------------
      1                                   dirty[0]: false -> true
      2  lock iolock SHARED
      3  __iomap_dio_rw(): dirty[0]
         ret = -EAGAIN                    <== cause page_dirty
         ^^^^^^ right_cause: taken for misaligned_extent

      held at the end   iolock SHARED by writer
      shortest          yes: no trace with fewer steps exists
    "
  `);
});

test("all events share the last column, each step with the event's name", () => {
  const shown = trace(cause, actors("writer", "event io_done", "event checkpoint"), [
    step(1, "in_flight -= 1", { changes: [change("in_flight", 1, 0)] }),
    step(0, "wait (in_flight == 0)"),
    step(2, "durable = disk", { changes: [change("durable", "OLD", "NEW")] }),
  ]);
  expect(`\n${drawn(shown)}`).toMatchInlineSnapshot(`
    "
         writer                  events
         ---------------------   -------------------------------
      1                          io_done: in_flight: 1 -> 0
      2  wait (in_flight == 0)
      3                          checkpoint: durable: OLD -> NEW
                                 ^^^^^^ right_cause

      shortest          yes: no trace with fewer steps exists
    "
  `);
});

test("where there are more tasks than columns, those with the fewest steps share the last one", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const steps = [0, 1, 2, 3, 4, 5, 0, 1, 2, 3].map((actor) => step(actor, `x[${actor}] = y[${actor}] + z[${actor}]`));
  const text = drawn(trace(cause, actors(...names), steps), 80);
  expect(`\n${text}`).toMatchInlineSnapshot(`
    "
          a            b            c            d             others
          ----------   ----------   ----------   -----------   ---------------------
       1  x[0] = y[0] + z[0]
       2               x[1] = y[1] + z[1]
       3                            x[2] = y[2] + z[2]
       4                                         x[3] = y[3] + z[3]
       5                                                       e: x[4] = y[4] + z[4]
       6                                                       f: x[5] = y[5] + z[5]
       7  x[0] = y[0] + z[0]
       8               x[1] = y[1] + z[1]
       9                            x[2] = y[2] + z[2]
      10                                         x[3] = y[3] + z[3]
                                                 ^^^^^^ right_cause

          idle: g

      shortest          yes: no trace with fewer steps exists
    "
  `);
});

test("no row is wider than the page, whatever is in it", () => {
  const long = "a_very_long_name_of_a_variable[1].and_its_field".repeat(3);
  const failures = [{ property: 0, message: `${"why and ".repeat(20)}`, span: spanOf(FILE, "line two") }];
  const steps = [0, 1, 2, 3, 4, 5].map((actor) =>
    step(actor, `${long} = f()`, {
      where: "a_rather_long_function_name()",
      changes: [change(long, 0, "-EAGAIN", { cause: long })],
      choices: [{ value: 0, text: long, span: spanOf(FILE, "line one") }],
      failures,
    }),
  );
  const who = actors("writer[0]", "writer[1]", "daemon mapper", "reader", "event io_done", "daemon a_long_daemon_name");
  for (const width of [40, 60, 72, 80, 132]) {
    const widths = drawn(trace(cause, who, steps), width)
      .split("\n")
      .map(({ length }) => length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(width);
  }
});

test("a deadlock ends with who waits for what", () => {
  const shown = trace(
    property(0, "deadlock", "deadlock"),
    actors("phil[0]", "phil[1]"),
    [
      step(0, "lock(fork[0])", { lockActions: [{ action: "lock", lock: "fork[0]", mode: null }] }),
      step(1, "lock(fork[1])", { lockActions: [{ action: "lock", lock: "fork[1]", mode: null }] }),
    ],
    {
      end: {
        message: "phil[0] waits for fork[1], held by phil[1]; phil[1] waits for fork[0], held by phil[0]",
        span: null,
        actors: [0, 1],
      },
      heldAtEnd: [
        { lock: "fork[0]", mode: null, holder: 0 },
        { lock: "fork[1]", mode: null, holder: 1 },
      ],
    },
  );
  expect(`\n${drawn(shown)}`).toMatchInlineSnapshot(`
    "
         phil[0]        phil[1]
         ------------   ------------------------------
      1  lock fork[0]
      2                 lock fork[1]
                        ^^^^^^ deadlock: phil[0] waits for fork[1], held by
                               phil[1]; phil[1] waits for fork[0], held by
                               phil[0]

      held at the end   fork[0] by phil[0], fork[1] by phil[1]
      shortest          yes: no trace with fewer steps exists
    "
  `);
});

test("power failure stands below the steps, with its choices and its failed assert", () => {
  const untorn = property(0, "untorn", "crash");
  const shown = trace(
    untorn,
    actors("writer"),
    [step(0, "disk[0] = NEW", { changes: [change("disk[0]", "OLD", "NEW")] })],
    {
      crash: {
        choices: [{ value: 1, text: "landed = 1", span: spanOf(FILE, "line one") }],
        changes: [change("disk[1]", "OLD", "GARBAGE")],
        failure: { property: 0, message: "old and new in one range", span: spanOf(FILE, "line three") },
      },
    },
  );
  expect(`\n${drawn(shown)}`).toMatchInlineSnapshot(`
    "
         writer
         -------------------
      1  disk[0]: OLD -> NEW

         power fails after 1 step
         choice: landed = 1
         disk[1]: OLD -> GARBAGE
         ^^^^^^ untorn: old and new in one range

      shortest          yes: no trace with fewer steps exists
    "
  `);
});

test("tasks that never move are named in one line", () => {
  const shown = trace(cause, actors("writer", "reader[0]", "reader[1]", "daemon log"), [step(0, "x = 1")]);
  expect(drawn(shown)).toContain("idle: reader[0], reader[1], log");
});
