import type { ConditionMet, DeclaredFairness, FairnessChange, Repairs } from "../model/fair-run.ts";
import type { Trace } from "../model/trace.ts";
import { actorName, listed } from "./actor-name.ts";
import type { Line } from "./line.ts";
import { EMPTY, line, toned } from "./line.ts";
import { label } from "./trace-facts.ts";
import { labelled, plural } from "./wrap.ts";

/** What there is to say of a trace that never ends: how its end goes on, and why no scheduler may be blamed for it. */

export const LOOP_STARTS = "~~~~~~ loop starts here";

/** Whether the loop begins right before a step. A trace that is stuck has none. */
export function loopStartsBefore({ loop, steps }: Trace, number: number): boolean {
  return loop !== null && number === loop + 1 && loop < steps.length - 1;
}

/** Below the steps: stuck or livelock. */
export function loopLines(trace: Trace, left: number): Line[] {
  const { loop, steps, lasso } = trace;
  if (loop === null) return [];
  const last = steps.length - 1;
  const text =
    loop === last
      ? `stuck: after ${plural(last, "step")} nothing can step any more`
      : `${lasso === undefined ? "" : "livelock: "}steps ${loop + 1} to ${last} repeat for ever`;
  return [EMPTY, line(" ".repeat(left), toned("strong", text))];
}

/** Under which fairness this was decided, how the loop meets each condition of it, and what would repair it. */
export function fairnessLines({ actors, lasso, loop, steps }: Trace, width: number): Line[] {
  if (lasso === undefined || loop === null) return [];
  const told = lasso.conditions.filter(({ subject, how }) => subject.kind !== "locks" || how.kind === "taken");
  const met = loop === steps.length - 1 ? [] : told.map((each) => conditionText(actors, each));
  return [
    ...labelled(label("fairness"), fairnessText(lasso.declared), width),
    ...met.flatMap((text) => labelled(label(""), text, width)),
    ...repairLines(lasso.repairs, width),
  ];
}

/** `every task weakly fair; writer strongly; mapper unfair`. */
export function fairnessText({ strong, unfair, weakEvents }: DeclaredFairness): string {
  const parts = [
    "every task weakly fair",
    ...(weakEvents.length === 0 ? [] : [`${listed(weakEvents)} too`]),
    ...(strong.length === 0 ? [] : [`${listed(strong)} strongly`]),
    ...(unfair.length === 0 ? [] : [`not ${listed(unfair)}`]),
  ];
  return parts.join(", ");
}

function conditionText(actors: Trace["actors"], { subject, strength, how }: ConditionMet): string {
  const name = actorName(actors, subject.actor);
  const values = subject.kind === "event" && subject.ordinals.length > 0 ? `(${subject.ordinals.join(", ")})` : "";
  const who = subject.kind === "locks" ? `locks of ${name}` : `${name}${values}`;
  const what = `${who}${strength === "strong" && subject.kind !== "locks" ? ", strong" : ""}`;
  switch (how.kind) {
    case "taken":
      return `${what}: taken in step ${how.step}`;
    case "not possible":
      return `${what}: not possible after step ${how.step}`;
    case "never possible":
      return `${what}: nowhere possible in the loop`;
  }
}

/** What was tried, and what a limit kept from being tried. */
function repairLines(repairs: Repairs | null, width: number): Line[] {
  if (repairs === null) return [];
  const { found, untried } = repairs;
  const tried = untried.length === 0 ? "" : " that was tried";
  const text = found.length === 0 ? `under no single change of fairness${tried}` : found.map(repairText).join("; ");
  const rest = `for the limit that was met: ${untried.map(repairText).join("; ")}`;
  return [
    ...labelled(label("holds"), text, width),
    ...(untried.length === 0 ? [] : labelled(label("not tried"), rest, width)),
  ];
}

/** The end of "it holds …". */
export function repairText({ name, to }: FairnessChange): string {
  switch (to) {
    case "weak":
      return `under weak fairness of ${name}`;
    case "strong":
      return `under strong fairness of ${name}`;
    case "stops":
      return `if ${name} stops`;
  }
}
