import { describe, expect, test } from "vitest";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import { moduleCode } from "../../src/model/generated/module-code.ts";
import type { FlowGraph } from "../../src/model/lowering/flow-graph.ts";
import { liveRegisters } from "../../src/model/lowering/live-registers.ts";
import { lowerSpec } from "../../src/model/lowering/lower-spec.ts";
import { layOut } from "../../src/model/lowering/state-layout.ts";
import { searched, specOf, verdictOf } from "../spec-text.ts";
import { agreed } from "./both.ts";

// Calls are inlined, so a few lines stand for thousands of statements. Work is counted here, not time.

const repeated = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(" ");

/** Each call has a frame of its own, and a register for what it returns. */
const calls = (count: number) =>
  specOf(
    `spec s "x"; 0..3 x; 0..3 f(0..3 p) { 0..3 a = p; x = a; return x; } task t { ${repeated(count, () => "x = f(x);")} }`,
  );

/** All locals live at once. */
const locals = (count: number) =>
  specOf(
    `spec s "x"; 0..3 x; task t { ${repeated(count, (index) => `0..3 a${index} = x;`)} ${repeated(count, (index) => `x = a${index};`)} }`,
  );

/** A task may wait at each of them, so a step begins at each and may go on to the end. */
const choices = (count: number) =>
  specOf(
    `spec s "x"; 0..3 x; task t { 0..3 a; ${repeated(count, () => "choose { when (a == 0) a = 0; } or { when (a == 1) a = 1; }")} x = 1; } invariant i: x < 2;`,
  );

/** A graph that counts how often an instruction's operation, or a register's frame, is looked at. */
function counting(graph: FlowGraph): { readonly graph: FlowGraph; readonly looks: () => number } {
  let looks = 0;
  const counted = <T extends object, K extends keyof T>(object: T, key: K): T =>
    Object.defineProperty({ ...object }, key, {
      get: () => {
        looks += 1;
        return object[key];
      },
    });
  const instructions = graph.instructions.map((one) => counted(one, "operation"));
  const registers = graph.registers.map((one) => counted(one, "frame"));
  return { graph: { ...graph, instructions, registers }, looks: () => looks };
}

function looksOf(spec: CheckedSpec, work: (graph: FlowGraph) => void): number {
  const found = lowerSpec(spec).actors.get("t");
  if (found === undefined) throw new Error("no task");
  const { graph, looks } = counting(found);
  work(graph);
  return looks();
}

function instructionsWritten(spec: CheckedSpec): number {
  let instructions = 0;
  const written = () => {
    instructions += 1;
  };
  moduleCode(spec, [[]], true, { written, flow: null });
  return instructions;
}

describe("a body four times as long is some four times the work", () => {
  const works: readonly (readonly [string, (spec: CheckedSpec) => number])[] = [
    ["to find live registers", (spec) => looksOf(spec, (graph) => liveRegisters(graph, new Set()))],
    ["to lay out", (spec) => looksOf(spec, (graph) => layOut(spec, new Map([["t", graph]]), [], new Map()))],
    ["to write", instructionsWritten],
  ];

  test.each(works)("%s", (_, work) => {
    for (const bodies of [calls, locals]) {
      const short = work(bodies(60));
      expect(work(bodies(240))).toBeLessThan(short * 4.5);
    }
  });

  test("and means the same to both engines", () => {
    expect(agreed(calls(40)).states).toBe(4 * 40 + 1);
    expect(agreed(locals(40)).depth).toBe(80);
  });
});

test("a limit ends the writing of code that takes long; nothing is decided then", () => {
  const spec = choices(40);
  const stopped = searched(spec, { engine: "generated", shouldStop: () => "time" });
  expect(stopped).toMatchObject({ states: 0, transitions: 0, depth: 0, limit: "time", statementsReached: 0 });
  expect(verdictOf(stopped, "i")).toEqual({ kind: "undecided", limit: "time" });
  expect(verdictOf(stopped, "deadlock")).toEqual({ kind: "undecided", limit: "time" });
  expect(searched(spec, { engine: "generated" })).toMatchObject({ states: 2, limit: null });
});
