import type { ActorDeclaration, CheckedSpec, Fairness } from "../../language/checked-spec.ts";
import type { DeclaredFairness, FairnessChange, Subject } from "../../model/fair-run.ts";
import type { StepLabel } from "../../model/step-labels.ts";
import { stepLabels } from "../../model/step-labels.ts";

/**
 * One demand on infinite runs. It is enabled in a state out of which an edge with one of its labels leads, and taken by
 * such an edge. Weak: again and again not enabled or taken. Strong: enabled again and again only if taken again and again.
 */
export type Condition = {
  readonly strength: "weak" | "strong";
  readonly labels: readonly number[];
  readonly subject: Subject;
};

/** What is assumed of the runs that a formula speaks of. */
export type Assumptions = {
  readonly conditions: readonly Condition[];
  /** Labels of steps that are taken finitely often. */
  readonly stopped: ReadonlySet<number>;
};

/** Section "Liveness and fairness" of the language reference. */
export function assumptionsOf(spec: CheckedSpec, change: FairnessChange | null = null): Assumptions {
  const labels = stepLabels(spec);
  const conditions: Condition[] = [];
  const stopped = new Set<number>();
  for (const [declared, actor] of actorNumbers(spec)) {
    const own = labels.flatMap((label, number) => (label.actor === actor ? [{ label, number }] : []));
    const changed = change?.name === declared.name ? change.to : declared.fairness;
    if (changed === "stops") for (const { number } of own) stopped.add(number);
    else conditions.push(...conditionsOf(changed, own));
  }
  return { conditions, stopped };
}

function actorNumbers(spec: CheckedSpec): [ActorDeclaration, number][] {
  let number = 0;
  return spec.actors.flatMap((declared) => {
    const instances = declared.kind === "event" ? 1 : declared.type.count;
    return Array.from({ length: instances }, (): [ActorDeclaration, number] => {
      number += 1;
      return [declared, number - 1];
    });
  });
}

type Numbered = { readonly label: StepLabel; readonly number: number };

function conditionsOf(fairness: Fairness, own: readonly Numbered[]): Condition[] {
  if (fairness === "none" || fairness === "unfair") return [];
  const [first] = own;
  if (first === undefined) return [];
  const { kind, actor } = first.label;
  if (kind === "nobody") return [];
  if (kind === "event") {
    return own.map(({ label, number }) => ({
      strength: fairness,
      labels: [number],
      subject: { kind: "event", actor, ordinals: label.kind === "event" ? (label.ordinals ?? []) : [] },
    }));
  }
  const steps: Condition = {
    strength: fairness,
    labels: own.map(({ number }) => number),
    subject: { kind: "steps", actor },
  };
  const locks: Condition = {
    strength: "strong",
    labels: own.flatMap(({ label: each, number }) => (each.kind === "acquire" ? [number] : [])),
    subject: { kind: "locks", actor },
  };
  // Strong fairness of all steps includes that of acquiring.
  return fairness === "strong" ? [steps] : [steps, locks];
}

export function declaredFairness(spec: CheckedSpec): DeclaredFairness {
  const named = (wanted: Fairness, events: "events" | "processes" | "all") =>
    spec.actors.flatMap(({ name, kind, fairness }) => {
      const fits = events === "all" || (kind === "event") === (events === "events");
      return fits && fairness === wanted ? [name] : [];
    });
  return { strong: named("strong", "all"), unfair: named("unfair", "processes"), weakEvents: named("weak", "events") };
}
