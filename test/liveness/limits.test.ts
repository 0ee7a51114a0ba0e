import { describe, expect, test } from "vitest";
import type { Limit } from "../../src/explorer/state-graph.ts";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import type { Repairs } from "../../src/model/fair-run.ts";
import type { Verdict } from "../../src/properties/verdict.ts";
import type { Engine } from "../spec-text.ts";
import { searched, specOf, verdictOf } from "../spec-text.ts";

// Every state is found, and a limit ends what comes after: the product, its components, the search for a lasso.

/** So many states as the cube of it. */
const world = (values: number) => `spec s "s"; const N = ${values}; 0..N-1 n[3]; bool x; invariant small: n[0] < N;
daemon d[3] { loop { atomic { n[self] = (n[self] + 1) % N; x = !x; } } }
unfair daemon idle[1] { loop { wait (n[0] == 0 && n[1] == 0 && n[2] == 0); } }
`;

const FORMULAS = [
  ["holds", "(always eventually (n[0] == 1)) && (always eventually x) && (n[0] == 0 until (n[0] == 1 || x))"],
  ["holds", "(always eventually (n[0] == 1)) || (n[1] > 1 until x) || (n[2] == 2 until x)"],
  ["violated", "n[0] == 1 leads_to n[1] == n[2] && n[2] == 0"],
  ["violated", "(always eventually (n[0] == n[1])) || (n[1] > 1 until n[2] > 1)"],
] as const;

describe.each(FORMULAS)("a formula that %s: %s", (kind, formula) => {
  test("is undecided with a byte less than deciding it takes, though the search ends in time", () => {
    const spec = specOf(`${world(10)}liveness l: ${formula};`);
    const whole = searched(spec, { engine: "generated" });
    const bytes = Math.round((whole.bytesPerState ?? 0) * whole.states);
    const enough = searched(spec, { engine: "generated", maxBytes: bytes });
    expect(verdictOf(enough, "l").kind).toBe(kind);
    const less = searched(spec, { engine: "generated", maxBytes: bytes - 1 });
    expect(less.limit).toBeNull();
    expect(less.states).toBe(whole.states);
    expect(verdictOf(less, "l")).toEqual({ kind: "undecided", limit: "memory" });
    expect(verdictOf(less, "small").kind).toBe("holds");
  });

  test.each(["interpreter", "generated"] as const)(
    "is not said to hold where time ran out, by the %s engine",
    (engine) => {
      const spec = specOf(`${world(3)}liveness l: ${formula};`);
      const whole = stoppedAt(spec, engine, Infinity);
      expect(whole.verdict.kind).toBe(kind);
      const every = Math.ceil(whole.asked / QUESTIONS);
      const verdicts = Array.from({ length: Math.ceil(whole.asked / every) }, (_, index) => {
        const { verdict } = stoppedAt(spec, engine, 1 + every * index);
        return verdict.kind === "undecided" ? verdict.limit : verdict.kind;
      });
      expect(verdicts[0]).toBe("time");
      // Once there is a lasso, only what would repair it is still looked for.
      const known = verdicts.indexOf("violated");
      if (kind === "holds") expect(known).toBe(-1);
      const undecided = known === -1 ? verdicts.length : known;
      expect(verdicts).toEqual(verdicts.map((_, index) => (index < undecided ? "time" : "violated")));
    },
  );

  test("is not said to hold under no other fairness where there was no time to try it", () => {
    const spec = specOf(`${world(3)}liveness l: ${formula};`);
    const whole = stoppedAt(spec, "generated", Infinity);
    const all = repairsIn(whole.verdict);
    const every = Math.ceil(whole.asked / QUESTIONS);
    const cut = Array.from({ length: Math.floor(whole.asked / every) }, (_, index) =>
      repairsIn(stoppedAt(spec, "generated", 1 + every * index).verdict),
    ).filter((repairs) => repairs !== null);
    for (const { found, untried } of cut) {
      expect(all?.found).toEqual(expect.arrayContaining([...found]));
      expect([...found, ...untried]).toEqual(expect.arrayContaining([...(all?.found ?? [])]));
    }
    if (kind === "violated") expect(cut.some(({ untried }) => untried.length > 0)).toBe(true);
    expect(all?.untried ?? []).toEqual([]);
  });
});

const QUESTIONS = 25;

/** The answer to the question with this number is that time is over. */
function stoppedAt(spec: CheckedSpec, engine: Engine, question: number) {
  let asked = 0;
  const shouldStop = (): Limit | null => {
    asked += 1;
    return asked >= question ? "time" : null;
  };
  return { verdict: verdictOf(searched(spec, { engine, shouldStop }), "l"), asked };
}

function repairsIn(verdict: Verdict): Repairs | null {
  return verdict.kind === "violated" ? (verdict.counterexample?.lasso?.repairs ?? null) : null;
}
