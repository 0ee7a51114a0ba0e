import { expect, test } from "vitest";
import { drawn, traced } from "./drawn-graph.ts";

test("a property that nothing breaks has no trace", () => {
  expect(traced(drawn("start -> a\n a p -> a"))).toBeNull();
});

test("the trace is a shortest one, even where a longer one has fewer task switches", () => {
  const table = drawn(`
    start -> a
    a p   -> b
    b p   -> c
    c p   -> d
    a q   -> e
    e r   -> d
    d !0
  `);
  expect(traced(table)).toBe("start q r");
});

test("of the shortest traces the one with the fewest task switches is shown, even if it comes later in order", () => {
  const table = drawn(`
    start -> a
    a p   -> b
    b q   -> c
    c p   -> z
    a q   -> d
    d q   -> e
    e p   -> z
    z !0
  `);
  expect(traced(table)).toBe("start q q p");
});

test("of two ways into a state the one that comes later in order is taken if it saves a switch after it", () => {
  const table = drawn(`
    start -> a
    a p   -> b
    a q   -> c
    b p   -> d
    c q   -> d
    d q   -> e
    e !0
  `);
  expect(traced(table)).toBe("start q q q");
});

test("of two ways into a state the one with more switches is taken if it saves one after it and comes first", () => {
  const table = drawn(`
    start -> a
    a p   -> b
    a q   -> c
    b r   -> d
    c q   -> d
    d r   -> e
    e !0
  `);
  expect(traced(table)).toBe("start p r r");
});

test("among equal task switches, initial choices come before the steps", () => {
  const table = drawn(`
    start.1 -> b
    start.0 -> a
    a q     -> z
    b p     -> z
    z !0
  `);
  expect(traced(table)).toBe("start.0 q");
});

test("task switches come before initial choices", () => {
  const table = drawn(`
    start.0 -> a
    start.1 -> b
    a p     -> c
    c q     -> z
    b q     -> d
    d q     -> z
    z !0
  `);
  expect(traced(table)).toBe("start.1 q q");
});

test("an initial state with several ways to it is begun by the least choices", () => {
  expect(traced(drawn("start.2 -> a\n start.1.0 -> a\n start.1 -> a\n a p -> none !0"))).toBe("start.1 p");
  expect(traced(drawn("start.2 -> a\n start.1.0 -> a\n start.1 -> a\n a !0"))).toBe("start.1");
});

test("steps are compared one by one from the first, by actor and then by choices as numbers", () => {
  const table = drawn(`
    start  -> a
    a p.10 -> b
    a p.9  -> c
    b p    -> z
    c p.5  -> z
    c p.5.0 -> z
    z !0
  `);
  expect(traced(table)).toBe("start p.9 p.5");
});

test("an early step decides before a later one", () => {
  const table = drawn(`
    start -> a
    a p.0 -> b
    a p.1 -> c
    b p.9 -> z
    c p.0 -> y
    z !0
    y !0
  `);
  expect(traced(table)).toBe("start p.0 p.9");
});

test("the step that breaks a property is the last of the trace", () => {
  expect(traced(drawn("start -> a\n a p -> b\n b q.3 -> none !0"))).toBe("start p q.3");
  expect(traced(drawn("start -> a\n a p -> b\n b q.3 -> a !0"))).toBe("start p q.3");
});

test("states and steps that break a property at one depth compete by the same rule", () => {
  const table = drawn(`
    start -> a
    a p   -> b
    b q   -> c
    a q   -> d
    d q   -> none !0
    c !0
  `);
  expect(traced(table)).toBe("start q q");
});

test("a breach before the first step gives a trace without steps, by the least choices of all such breaches", () => {
  const table = drawn(`
    start.2 -> none !0
    start.1 -> a    !0
    start.0 -> b
    b p     -> none !0
  `);
  expect(traced(table)).toBe("start.1");
  expect(traced(drawn("start.1 -> none !0\n start.0 -> a\n a !0"))).toBe("start.0");
});

test("each property has its own shortest trace", () => {
  const table = drawn(`
    start -> a
    a p   -> b !1
    b q   -> c
    c q   -> d
    c !2
    d !0 !2
  `);
  expect([0, 1, 2].map((property) => traced(table, property))).toEqual(["start p q q", "start p", "start p q"]);
});
