import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Property } from "../language/property.ts";
import type { Interpreter } from "../model/interpreter/interpreter.ts";
import { buildTrace } from "./build-trace.ts";
import { assertsOf } from "./coverage.ts";
import type { Finding, Findings } from "./findings.ts";
import { livenessVerdict } from "./liveness/liveness-verdict.ts";
import type { Verdict, Violated } from "./verdict.ts";

/** What a search says of one property; a counterexample is replayed on the interpreter before it is shown. */
export function decide(system: Interpreter, findings: Findings, property: Property): Verdict {
  const liveness = findings.liveness.get(property.index);
  if (liveness !== undefined) return livenessVerdict(system, property, liveness);
  const finding = findings.breaches.get(property.index);
  if (finding !== undefined) return violated(system, property, finding);
  if (findings.limit !== null) return { kind: "undecided", limit: findings.limit };
  return { kind: "holds", vacuous: isVacuous(system.model.spec, property, findings) };
}

function violated(system: Interpreter, property: Property, { steps, shortest, path, limit }: Finding): Violated {
  const common = { kind: "violated", steps, shortest } as const;
  if (path === null) return { ...common, counterexample: null, limit };
  return { ...common, counterexample: buildTrace(system, property, path), limit: null };
}

function isVacuous(spec: CheckedSpec, property: Property, { reached, substantial }: Findings): boolean {
  switch (property.kind) {
    case "assert":
    case "crash":
      return !assertsOf(spec, property.index).some(reached);
    case "invariant":
      return !substantial(property.index);
    default:
      return false;
  }
}
