import fc from "fast-check";
import { expect, test } from "vitest";
import type { Path } from "../src/explorer/state-graph.ts";
import type { CheckedSpec } from "../src/language/checked-spec.ts";
import type { Actor, Choices } from "../src/model/transition-system.ts";
import type { Run } from "../src/properties/run.ts";
import { comparePaths, shortestWalks, switches } from "./explorer/brute-force.ts";
import type { Interpreted } from "./interpreted.ts";
import { interpreted } from "./interpreted.ts";
import { searched, specOf, verdictOf } from "./spec-text.ts";

const MOST_STATES = 200;

/** "0 | a b[1].2 e.0.1": the initial choices, then who steps, with the choices made. */
function shown({ start, steps }: Path, actors: readonly Actor[]): string {
  const several = (name: string) => actors.filter((actor) => actor.name === name).length > 1;
  const move = (index: number, choices: Choices): string => {
    const actor = actors[index];
    const name = actor === undefined ? "?" : several(actor.name) ? `${actor.name}[${actor.instance}]` : actor.name;
    return [name, ...choices].join(".");
  };
  return [start.join(" "), "|", ...steps.map(({ actor, choices }) => move(actor, choices))].join(" ").trim();
}

/** The property's shortest walks, all there are, the preferred one first. */
function walksTo({ table }: Interpreted, property: number): Path[] {
  const breaks = (violated: readonly number[]) => violated.includes(property);
  const moves = [...table.starts, ...[...table.steps.values()].flat()];
  const broken = moves.some(({ violated }) => breaks(violated)) || [...table.broken.values()].some(breaks);
  return broken ? [...shortestWalks(table, property)].sort(comparePaths) : [];
}

/** Checks every property of a spec against brute force; says of each violated one how its trace goes. */
function tracesOf(spec: CheckedSpec): { readonly traces: Record<string, string>; readonly walks: Path[][] } {
  const model = interpreted(spec);
  const run = searched(spec);
  expect(run.states).toBe(model.table.steps.size);
  expect(run.states).toBeLessThanOrEqual(MOST_STATES);
  const traces: Record<string, string> = {};
  const walks = spec.properties.map(({ index, name }) => {
    const all = walksTo(model, index);
    const verdict = verdictOf(run, name);
    const [preferred, second] = all;
    if (preferred === undefined) expect(verdict.kind).toBe("holds");
    else if (verdict.kind !== "violated" || verdict.counterexample === null) expect.fail(`${name} is ${verdict.kind}`);
    else {
      const { start, steps } = verdict.counterexample.path;
      expect(`${name}: ${shown({ start, steps }, model.actors)}`).toBe(`${name}: ${shown(preferred, model.actors)}`);
      expect(verdict.counterexample.steps).toHaveLength(preferred.steps.length + 1);
      if (second !== undefined) expect(comparePaths(preferred, second)).toBeLessThan(0);
      traces[name] = shown(preferred, model.actors);
    }
    return all;
  });
  return { traces, walks };
}

/** What decides among a property's shortest walks. */
function demands(walks: readonly Path[]): string[] {
  const [first, second] = walks;
  if (first === undefined || second === undefined) return [];
  const bySwitches = walks.some((walk) => switches(walk) > switches(first)) ? ["switches"] : [];
  if (switches(first) !== switches(second)) return bySwitches;
  if (String(first.start) !== String(second.start)) return [...bySwitches, "initial choices"];
  const differing = first.steps.findIndex(({ actor, choices }, index) => {
    const other = second.steps[index];
    return actor !== other?.actor || String(choices) !== String(other.choices);
  });
  const sameActor = first.steps[differing]?.actor === second.steps[differing]?.actor;
  return [...bySwitches, sameActor ? "choices" : "order"];
}

/** Each spec's text with the traces of its violated properties: "initial choices | who steps, with the choices made". */
const specs: readonly { readonly rule: string; readonly text: string; readonly traces: Record<string, string> }[] = [
  {
    rule: "of two orders the one with fewer task switches is shown",
    text: `bool x, y, z; task a { x = true; y = true; } task b { z = true; } invariant p: !(x && z);`,
    traces: { p: "| a b" },
  },
  {
    rule: "fewer task switches come before the order of declaration",
    text: `bool s, t, u; task a { s = true; wait (t); u = true; } task b { t = true; } invariant p: !u;`,
    traces: { p: "| b a a a" },
  },
  {
    rule: "a shorter trace comes before one with fewer task switches",
    text: `0..3 n; bool s; task a { n += 1; n += 1; n += 1; } task b { s = true; }
      invariant p: !(n == 3 || (n == 1 && s));`,
    traces: { p: "| a b" },
  },
  {
    rule: "tasks come in the order of their declaration",
    text: `bool x, y; task b { x = true; } task a { y = true; } invariant p: !(x && y); invariant q: !x && !y;`,
    traces: { p: "| b a", q: "| b" },
  },
  {
    rule: "instances come in the order of their numbers",
    text: `bool on[3]; task a[3] { on[2 - self] = true; } invariant p: count (0..2 k) (on[k]) < 2; invariant q: !on[0];`,
    traces: { p: "| a[0] a[1]", q: "| a[2]" },
  },
  {
    rule: "events and tasks come in the order of their declaration, the values of parameters in theirs",
    text: `0..2 n; bool b; event up(1..2 by, bool c) when (n + by <= 2) { n += by; b = c; } task a { n = 2; }
      invariant p: n < 2; invariant q: !(n == 2 && b); invariant r: !(n == 2 && !b);`,
    traces: { p: "| up.1.0", q: "| up.1.1", r: "| up.1.0" },
  },
  {
    rule: "an event after itself is no task switch, whatever its values",
    text: `bool on[3]; event put(0..2 k) { on[k] = true; } task a { on[0] = true; }
      invariant p: !(on[0] && on[1] && on[2]);`,
    traces: { p: "| put.0 put.1 put.2" },
  },
  {
    rule: "choices come in the order of their numbers, not of their digits",
    text: `0..11 n, k; bool go; task a { go = true; pick (0..11 p) { n = p; } k = n; }
      invariant p: k < 9; invariant q: k != 10;`,
    traces: { p: "| a.9 a a", q: "| a.10 a a" },
  },
  {
    rule: "branches of a choose come in the order of the text, visible or not",
    text: `0..3 n; bool x; task a { x = true; choose { n = 2; } or { n = 1; } or { n = 2; } }
      task b { choose { when (x) n = 0; } or { when (!x) n = 3; } } invariant p: n < 2; invariant q: n != 3;`,
    traces: { p: "| a.0 a", q: "| b.1 b" },
  },
  {
    rule: "of two steps of a task the earlier choice decides",
    text: `0..1 n, k; bool done_with; task a { choose { n = 0; } or { n = 1; } choose { k = 1; } or { k = 0; } done_with = true; }
      invariant p: !(done_with && n != k);`,
    traces: { p: "0 | a.0 a a" },
  },
  {
    rule: "initial choices come before steps, those of init before those of the prologues",
    text: `0..1 n; bool x; init { choose { n = 1; } or { n = 0; } } task a[2] { bool mine; choose { } or { mine = true; } x = mine; }
      invariant p: !x; invariant q: !(x && n == 0); invariant r: !(exists (a w) w.mine);`,
    traces: { p: "0 0 1 | a[1]", q: "1 0 1 | a[1]", r: "0 0 1 |" },
  },
  {
    rule: "task switches come before initial choices",
    text: `bool k, x, y; init { choose { k = false; } or { k = true; } } task a { x = true; } task b { y = true; }
      daemon c { wait (k); atomic { x = true; y = true; } } invariant p: !(x && y); invariant q: !x;`,
    traces: { p: "1 | c c", q: "0 | a" },
  },
  {
    rule: "an assert that fails in a step and a state that breaks an invariant are as deep as each other",
    text: `bool x, y; task a { bool mine; x = true; mine = x; assert p (!mine); } task b { y = true; }
      invariant q: !x || !y; invariant r: !x;`,
    traces: { p: "| a a", q: "| a b", r: "| a" },
  },
  {
    rule: "a step that ends in an error is the last of the trace",
    text: `0..2 n; task a { n += 1; } task b { n += 1; } event bump() when (n > 0) { n += 1; } invariant p: n < 2;`,
    traces: { p: "| a b", ranges: "| a bump bump" },
  },
  {
    rule: "an error in a guard is in the state where the guard is asked",
    text: `0..2 n; bool x; task a { wait (2 / (n - 1) == 2); } task b { x = true; n = 1; } task c { n = 1; }`,
    traces: { ranges: "| c", deadlock: "| b b c" },
  },
  {
    rule: "the trace to a deadlock is a shortest one, with the fewest task switches",
    text: `mutex u, v; task a { lock(u); lock(v); unlock(v); unlock(u); } task b { lock(v); lock(u); unlock(u); unlock(v); }`,
    traces: { deadlock: "| a b" },
  },
  {
    rule: "a breach of lock discipline is at the state where the statement is next",
    text: `mutex m; bool x; task a[2] { lock(m); x = true; unlock(m); if (x) unlock(m); } invariant p: !(exists (a w) holds(w, m));`,
    traces: { p: "| a[0]", locks: "| a[0] a[0] a[0] a[0]" },
  },
  {
    rule: "each crash check has the shortest trace to a state where power may fail",
    text: `durable bool u, v; bool w; task a { u = true; v = true; } task b { w = true; v = false; }
      crash p { assert (u || !v); choose { assert (!(u && v)); } or { } } crash q { assert (!u); }`,
    traces: { p: "| a a", q: "| a" },
  },
  {
    rule: "an assert that fails before the first step has a trace without steps",
    text: `0..1 n; init { choose { n = 0; } or { n = 1; } } task a { bool mine; choose { } or { mine = true; } assert p (!mine); n = 0; }
      invariant q: n == 0;`,
    traces: { p: "0 1 |", q: "1 0 |" },
  },
];

for (const { rule, text, traces } of specs) {
  test(rule, () => {
    expect(tracesOf(specOf(`spec s "${rule}"; ${text}`)).traces).toEqual(traces);
  });
}

// ------------------------------------------------------------------------------- random specs

const statement = fc.constantFrom(
  "x = true;",
  "y = !y;",
  "n += 1;",
  "n = 0;",
  "mine = x; z = mine;",
  "choose { mine = true; } or { mine = y; }",
  "choose { when (!x) y = true; } or { z = true; } or { n = 2; }",
  "pick (0..2 p) { n = p; }",
  "pick (0..2 p where p > n) { n = p; } else { x = true; }",
  "atomic { wait (x || y); z = !z; }",
  "atomic { choose { x = false; } or { y = false; n = 1; } }",
  "wait (n > 0);",
  "lock(m);",
  "unlock(m);",
  "if (x) z = true; else n = 1;",
  "assert q (!(y && n == 2)); x = mine;",
);
const body = fc.array(statement, { minLength: 1, maxLength: 3 }).map((statements) => statements.join(" "));
const event = fc.constantFrom(
  "",
  "event e(0..1 v) when (n == v) { n = v + 1; }",
  "event e(bool v) when (x != v) { choose { x = v; } or { y = v; } }",
);
const init = fc.constantFrom("", "init { choose { x = true; } or { n = 1; } or { } }");

const randomSpec = fc
  .record({ init, event, two: body, one: body, early: fc.boolean() })
  .map(({ init: first, event: happening, two, one, early }) => {
    const tasks = `task a[2] { bool mine; ${two} } task b { bool mine; ${one} }`;
    return `spec random "random"; mutex m; bool x, y, z; 0..2 n; ${first}
      ${early ? `${happening} ${tasks}` : `${tasks} ${happening}`}
      invariant p: !(x && z); invariant r: !(x && y && n > 0); invariant s: !z || n < 2;`;
  });

/** Longer ones have more walks than can be listed. */
const LONGEST_TRACE = 6;

function longestTrace({ verdicts }: Run): number {
  return Math.max(0, ...verdicts.map((each) => (each.kind === "violated" ? each.steps : 0)));
}

test("on random specs the trace comes first by the rule among all shortest ones there are", () => {
  const met: Record<string, number> = { switches: 0, "initial choices": 0, order: 0, choices: 0 };
  let looked = 0;
  fc.assert(
    fc.property(randomSpec, (text) => {
      const spec = specOf(text);
      const run = searched(spec, { maxStates: MOST_STATES });
      fc.pre(run.limit === null && longestTrace(run) <= LONGEST_TRACE);
      looked += 1;
      for (const demand of new Set(tracesOf(spec).walks.flatMap(demands))) met[demand] = (met[demand] ?? 0) + 1;
    }),
    { numRuns: 200, maxSkipsPerRun: 100 },
  );
  // Specs that decide nothing prove nothing.
  expect(looked).toBeGreaterThanOrEqual(200);
  for (const demand of Object.keys(met)) expect(met[demand], demand).toBeGreaterThan(0.02 * looked);
});
