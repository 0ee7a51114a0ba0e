import type { Point } from "./check.ts";
import { designPoint, designPoints } from "./compare.ts";
import type { CheckedSpec, KnobValue } from "./language/checked-spec.ts";
import type { Expectation } from "./language/expectation.ts";
import type { Property } from "./language/property.ts";
import type { Run } from "./properties/run.ts";
import type { Verdict, Violated } from "./properties/verdict.ts";

/** A property that did not come out as an `expect` line says. */
export type Mismatch = { readonly run: Run; readonly property: Property; readonly verdict: Verdict };

/** `undecided`: nothing speaks against it but a search that was cut short. */
export type Outcome =
  | { readonly kind: "fulfilled" }
  | { readonly kind: "undecided"; readonly mismatches: readonly Mismatch[] }
  | { readonly kind: "contradicted"; readonly mismatches: readonly Mismatch[] };

export type ConstantValues = Expectation["constants"];

/** One search: a spec, read with its constants, at one point. */
export type PlannedSearch = { readonly spec: CheckedSpec; readonly point: Point };

/** An `expect` line and the searches it needs, by their position in the plan. */
export type PlannedLine = { readonly expectation: Expectation; readonly searches: readonly number[] };

export type TestPlan = { readonly searches: readonly PlannedSearch[]; readonly lines: readonly PlannedLine[] };

/**
 * What is to be searched to judge every `expect` line of a spec, no point twice. `read` gives the spec with other
 * constants, or null where it cannot be read with them; null then.
 */
export function planTest(spec: CheckedSpec, read: (constants: ConstantValues) => CheckedSpec | null): TestPlan | null {
  const specs = new Map<string, CheckedSpec | null>([[JSON.stringify([]), spec]]);
  const positions = new Map<string, number>();
  const searches: PlannedSearch[] = [];
  const lines: PlannedLine[] = [];
  for (const [index, { constants }] of spec.expectations.entries()) {
    const key = JSON.stringify(constants.map(({ name, value }) => [name, value]).sort());
    const own = specs.get(key) ?? read(constants);
    specs.set(key, own);
    const expectation = own?.expectations[index];
    if (own === null || own === undefined || expectation === undefined) return null;
    const needed = pointsOf(own, expectation).map((point) => {
      const place = `${key} ${JSON.stringify(point.knobs)}`;
      const known = positions.get(place);
      if (known !== undefined) return known;
      positions.set(place, searches.length);
      return searches.push({ spec: own, point }) - 1;
    });
    lines.push({ expectation, searches: needed });
  }
  return { searches, lines };
}

/** The lines that speak of runs of a comparison, each with the runs it speaks of. */
export function concerning(
  spec: CheckedSpec,
  runs: readonly Run[],
): { readonly expectation: Expectation; readonly runs: readonly Run[] }[] {
  return spec.expectations.flatMap((expectation) => {
    const points = pointsOf(spec, expectation);
    const meant = runs.filter((run) => points.some(({ knobs }) => samePoint(knobs, run.knobs)));
    return meant.length > 0 && inForce(spec, expectation) ? [{ expectation, runs: meant }] : [];
  });
}

/** Compares one line with all the runs it speaks of. */
export function judge({ verdict }: Expectation, runs: readonly Run[]): Outcome {
  const mismatches = runs.flatMap((run) =>
    run.spec.properties.flatMap((property): Mismatch[] => {
      const actual = run.verdicts[property.index];
      if (actual === undefined || asExpected(verdict, property, actual)) return [];
      return [{ run, property, verdict: actual }];
    }),
  );
  if (mismatches.length === 0) return { kind: "fulfilled" };
  const contradicted = mismatches.some((mismatch) => !isOpen(verdict, mismatch));
  return { kind: contradicted ? "contradicted" : "undecided", mismatches };
}

function asExpected(expected: Expectation["verdict"], { index }: Property, actual: Verdict): boolean {
  switch (expected.kind) {
    case "holds":
      return actual.kind === "holds" || (expected.properties !== "every" && !expected.properties.includes(index));
    case "vacuous":
      return expected.property !== index || (actual.kind === "holds" && actual.vacuous);
    case "violates": {
      const violation = expected.violations.find(({ property }) => property === index);
      if (violation === undefined) return !expected.only || actual.kind === "holds";
      if (actual.kind !== "violated") return false;
      return violation.steps === null || (violation.steps === actual.steps && actual.shortest);
    }
  }
}

/** Whether a search that is not cut short may come out as expected. */
function isOpen(expected: Expectation["verdict"], { property, verdict }: Mismatch): boolean {
  if (verdict.kind !== "violated" || expected.kind !== "violates") return verdict.kind === "undecided";
  const violation = expected.violations.find((each) => each.property === property.index);
  return violation !== undefined && possibleSteps(verdict).some((steps) => steps === violation.steps);
}

/** Where the search ended in the middle of a level, the shortest trace may have one step fewer. */
function possibleSteps({ steps, shortest }: Violated): readonly number[] {
  return shortest ? [steps] : [steps - 1, steps];
}

function pointsOf(spec: CheckedSpec, { design }: Expectation): Point[] {
  if (design === "all") return designPoints(spec);
  const point = designPoint(spec, design);
  return point === null ? [] : [point];
}

function inForce(spec: CheckedSpec, { constants }: Expectation): boolean {
  return constants.every(({ name, value }) => spec.constants.some((own) => own.name === name && own.value === value));
}

function samePoint(left: readonly KnobValue[], right: readonly KnobValue[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
