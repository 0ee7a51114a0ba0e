import { expect, test } from "vitest";
import { drawn, explored } from "./drawn-graph.ts";

test("each property keeps all breaches of its own least depth and no deeper ones", () => {
  const { breaches } = explored(
    drawn(`
      start -> a
      a p   -> b
      a q   -> c
      b p   -> d
      c !0
      b !0
      d !0 !1
    `),
  );
  expect(breaches.get(0)).toEqual([
    { kind: "state", property: 0, depth: 1, state: 1 },
    { kind: "state", property: 0, depth: 1, state: 2 },
  ]);
  expect(breaches.get(1)).toEqual([{ kind: "state", property: 1, depth: 2, state: 3 }]);
  expect(breaches.has(2)).toBe(false);
});

test("a step that breaks a property is as deep as the state after it", () => {
  const { breaches } = explored(
    drawn(`
      start -> a
      a p.7 -> b    !0
      a q   -> none !1
      b !0
    `),
  );
  expect(breaches.get(0)).toEqual([
    { kind: "step", property: 0, depth: 1, from: 0, actor: 0, choices: [7] },
    { kind: "state", property: 0, depth: 1, state: 1 },
  ]);
  expect(breaches.get(1)).toEqual([{ kind: "step", property: 1, depth: 1, from: 0, actor: 1, choices: [] }]);
});

test("a state breach takes the place of step breaches that were found before it and are deeper", () => {
  const { breaches } = explored(
    drawn(`
      start.0 -> a
      start.1 -> b
      a p     -> none !0
      b !0
    `),
  );
  expect(breaches.get(0)).toEqual([{ kind: "state", property: 0, depth: 0, state: 1 }]);
});

test("what is violated on the way to an initial state is a breach of depth 0, with a state after it or none", () => {
  const { breaches } = explored(
    drawn(`
      start.0 -> a    !0
      start.1 -> none !0
      a p     -> b    !0
    `),
  );
  expect(breaches.get(0)).toEqual([
    { kind: "start", property: 0, depth: 0, choices: [0] },
    { kind: "start", property: 0, depth: 0, choices: [1] },
  ]);
});

test("a property broken twice by one step is one breach", () => {
  const { breaches } = explored(
    drawn(`
      start -> a
      a p   -> a !0 !0
    `),
  );
  expect(breaches.get(0)).toHaveLength(1);
});
