import { expect, test } from "vitest";
import type { Trace } from "../../../src/model/trace.ts";
import { stepLines } from "../../../src/report/step-text.ts";
import { searched, specOf, traceOf } from "../../spec-text.ts";

function traceTo(property: string, text: string): Trace {
  return traceOf(searched(specOf(`spec told "what a trace says";\n${text}`)), property);
}

/** The lines of each step, as they stand in its column. */
function told(trace: Trace): string[][] {
  return trace.steps.slice(1).map((step) => stepLines(trace, step).map(({ text }) => text));
}

/** Every change of each step, as JSON has it. */
function changed(trace: Trace): string[][] {
  return trace.steps
    .slice(1)
    .map(({ changes }) => changes.map(({ name, before, after }) => `${name}: ${before} -> ${after}`));
}

test("spawn says which instance it starts and with what; changes tell it value by value", () => {
  const trace = traceTo(
    "first_alone",
    `errno EIO;
     0..3 n = 1;
     work completion[2](0..3 k, errno e) { 0..3 m = k; n = m; }
     task a[1] { spawn completion(n, 0); spawn completion(2, -EIO because torn); }
     invariant first_alone: forall (completion c) c.e == 0;`,
  );
  expect(told(trace)).toEqual([
    ["spawn completion[0](1, 0)"],
    ["spawn completion[1](2, -EIO)", "completion[1].e = -EIO"],
  ]);
  expect(changed(trace)[1]).toEqual([
    "completion[1]: idle -> running",
    "completion[1].k: 0 -> 2",
    "completion[1].e: 0 -> -EIO",
  ]);
});

test("a work that ends says that it is idle, and not that each of its locals is its default again", () => {
  const trace = traceTo(
    "never",
    `0..3 n;
     work w[1](0..3 k) { 0..3 m = k; n = m; }
     task a[1] { spawn w(2); }
     invariant never: n != 2;`,
  );
  expect(told(trace)).toEqual([["spawn w(2)"], ["0..3 m = k", "m = 2"], ["n: 0 -> 2", "idle"]]);
  expect(changed(trace)[2]).toEqual(["n: 0 -> 2", "w: running -> idle"]);
});

test("what an event or an atomic spawns stands below it, under the instance's name", () => {
  const trace = traceTo(
    "ranges",
    `bool fired;
     work w[2](0..3 k) { wait (k == 0); }
     event io_done() when (!fired) { fired = true; spawn w(0); spawn w(3); }
     task a[1] { wait (fired); atomic { spawn w(1); } }`,
  );
  expect(told(trace)).toEqual([
    ["io_done", "fired: false -> true", "w[0]: running", "w[1]: running", "w[1].k = 3"],
    ["wait (fired)"],
    ["atomic: spawn w(1)"],
  ]);
  expect(trace.end.message).toBe("no instance of 'w' is idle");
});

test("pop says what it takes; queues and sets change as a whole", () => {
  const trace = traceTo(
    "ends",
    `enum color { RED, GREEN, BLUE }
     struct pixel { color of; bool on; };
     queue<pixel, 2> q;
     queue<bool, 1> more[2];
     set<color> seen = { BLUE };
     bool end;
     task a[1] {
       0..1 i = 1;
       pixel p;
       push(q, { .of = GREEN });
       push(more[i], true);
       if (pop(more[i])) p = pop(q);
       seen += p.of;
       seen -= { BLUE, GREEN };
       end = true;
     }
     invariant ends: !end;`,
  );
  expect(told(trace)).toEqual([
    ["push(q, { .of = GREEN })", "q: [] -> [{ .of = GREEN, .on = false }]"],
    ["push(more[1], true)", "more[1]: [] -> [true]"],
    ["if (pop(more[1])): true", "more[1]: [true] -> []"],
    ["p.of = GREEN", "q: [{ .of = GREEN, .on = false }] -> []"],
    ["seen: {BLUE} -> {GREEN, BLUE}"],
    ["seen: {GREEN, BLUE} -> {}"],
    ["end: false -> true"],
  ]);
});

test("a pop that changes nothing else still says what it took", () => {
  const trace = traceTo(
    "drained",
    `queue<0..2, 1> q; task a[1] { push(q, 0); 0..2 n = pop(q); assert drained (length(q) == 1); }`,
  );
  expect(told(trace)[1]).toEqual(["0..2 n = pop(q): 0", "q: [0] -> []"]);
});

test("a deadlock says which queue is full and which is empty", () => {
  const trace = traceTo(
    "deadlock",
    `struct channel { queue<bool, 1> of[2]; };
     channel c;
     queue<bool, 1> empty;
     work w[2](0..1 k) { push(c.of[k], true); }
     task a[1] { push(c.of[1], true); spawn w(1); while (!pop(empty)) { } }`,
  );
  expect(trace.end.message).toBe("w[0] waits: c.of[1] is full; a waits: empty is empty");
});

test("what no value was stored in is an error of its own", () => {
  const trace = traceTo("ranges", "type blk = symmetric 2; blk a; set<blk> s; task t[1] { s += a; }");
  expect(trace.end.message).toBe("no value was stored here before");
});
