import type { Property } from "../../language/property.ts";
import type { Interpreter } from "../../model/interpreter/interpreter.ts";
import { buildTrace } from "../build-trace.ts";
import type { Verdict } from "../verdict.ts";
import { closeLasso } from "./close-lasso.ts";
import { declaredFairness } from "./fairness.ts";
import type { LivenessFinding } from "./findings.ts";
import { lassoFacts } from "./lasso-facts.ts";

/** The verdict on a formula; its lasso is replayed on the interpreter, fairness included, before it is shown. */
export function livenessVerdict(system: Interpreter, property: Property, finding: LivenessFinding): Verdict {
  switch (finding.kind) {
    case "holds":
      return { kind: "holds", vacuous: finding.vacuous, fairness: declaredFairness(system.model.spec) };
    case "undecided":
      return finding;
    case "violated": {
      const { path, repairs } = finding;
      const closed = closeLasso(system, path, path.loop ?? path.steps.length);
      const { facts, end } = lassoFacts(system, property, closed, closed.loop);
      const counterexample = buildTrace(system, property, closed, { facts: { ...facts, repairs }, end });
      return { kind: "violated", steps: closed.steps.length, shortest: true, counterexample, limit: null };
    }
  }
}
