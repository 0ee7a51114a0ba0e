import type { EventDeclaration } from "../../language/checked-spec.ts";
import { cardinality } from "../../language/types.ts";
import type { Varied } from "./design-code.ts";
import { callOf, callWithOutcomes, eachWord, joinedInto, withoutThose } from "./design-code.ts";
import type { Target } from "./environment.ts";
import type { Places } from "./process-functions.ts";
import { queuedControl } from "./process-functions.ts";
import { labelsSteps } from "./step-label-code.ts";

/** `expand(b)`: everything that is to be done with one state. */
export type Expansion = {
  /** By position among the declared actors: the functions of an event. */
  readonly events: ReadonlyMap<number, Varied>;
  readonly crashes: readonly Varied[];
  readonly truths: Varied;
  readonly asked: Asked;
};

/** Whether properties ask which events are enabled (`EA`, `EV`), and which instances can step (`EN`). */
export type Asked = { readonly events: boolean; readonly instances: boolean };

export function parameterCount(event: EventDeclaration): number {
  return event.body.locals
    .slice(0, event.body.parameters)
    .reduce((product, { type }) => product * cardinality(type), 1);
}

export function expandFunction(target: Target, places: Places, expansion: Expansion): string {
  return target.designWords === 0 ? expandOne(target, places, expansion) : expandMany(target, places, expansion);
}

function expandOne(target: Target, places: Places, { events, crashes, truths, asked }: Expansion): string {
  const { spec } = target;
  const steps = spec.actors.map((actor, position) => {
    if (actor.kind === "event") {
      const clear = asked.events ? `EA[${position}]=0;EV[${position}].fill(0);` : "";
      return clear + callsOf(target, events.get(position));
    }
    return numbersOf(target, position)
      .map((number) => (asked.instances ? `{const o=O;actor${number}(b);EN[${number}]=O-o;}` : `actor${number}(b);`))
      .join("");
  });
  const labelled = labelsSteps(spec);
  const text = [
    labelled ? "O=0;const m=EM;" : "O=0;",
    ...steps,
    `if(WN>0&&circle())breach(${places.deadlock},0);`,
    `if(O===0&&${unfinished(target)})breach(${places.deadlock},0);`,
    `inspect(b);${callOf(target, truths)}`,
    ...crashes.map((crash) => callOf(target, crash)),
    labelled ? "if(EM===m&&!TR)stutter(b);" : "",
  ];
  return `function expand(b){${text.join("")}}\n`;
}

function callsOf(target: Target, event: Varied | undefined): string {
  return event === undefined ? "" : callWithOutcomes(target, event);
}

/** Of the instances of an actor. */
function numbersOf({ spec, layout }: Target, position: number): number[] {
  const process = layout.processes.find((candidate) => candidate.process === spec.actors[position]);
  return (process?.instances ?? []).map(({ number }) => number);
}

/** Whether some task is not done, or some work not idle. */
function unfinished(target: Target): string {
  const tests = target.layout.processes.flatMap(({ process, instances }) => {
    if (process.kind === "daemon") return [];
    const done = target.controls.get(process.name)?.done ?? 0;
    return instances.map((instance) => `${queuedControl(instance)}!==${done}`);
  });
  return tests.length === 0 ? "false" : `(${tests.join("||")})`;
}

// ---------------------------------------------------------------------------------------------- several designs

/** `DO`: designs that had an outcome here; `DM`: those with a successor. */
function expandMany(target: Target, places: Places, { events, crashes, truths, asked }: Expansion): string {
  const { spec } = target;
  const labelled = labelsSteps(spec);
  const numbers = spec.actors.flatMap((_, position) => numbersOf(target, position));
  const steps = spec.actors.map((actor, position) =>
    actor.kind === "event"
      ? callsOf(target, events.get(position))
      : numbersOf(target, position)
          .map((number) => `actor${number}(b);`)
          .join(""),
  );
  const looks = `inspect(b);${callOf(target, truths, "told();")}`;
  const text = [
    `DO.fill(0);${labelled ? "DM.fill(0);" : ""}ENS.fill(0);`,
    asked.events ? "EAS.fill(0);for(const set of EVS)set.fill(0);" : "",
    ...steps,
    "if(WN>0&&circle())circles(b);",
    `if(${unfinished(target)}){${withoutThose(target, "DO", `breach(${places.deadlock},0);`)}}`,
    asked.events || asked.instances ? "looks(b);" : looks,
    ...crashes.map((crash) => callOf(target, crash)),
    labelled ? `if(!TR){${withoutThose(target, "DM", "stutter(b);")}}` : "",
  ];
  const others = asked.events || asked.instances ? looksFunction(target, asked, looks) : "";
  return `${circlesFunction(target, places, numbers)}${others}function expand(b){${text.join("")}}\n`;
}

/**
 * A circle among the waiting instances of all designs together need not be one of any of them: each is asked alone, with
 * the rows of the matrix made anew.
 */
function circlesFunction({ designWords: words }: Target, places: Places, numbers: readonly number[]): string {
  const checks = numbers.map((number) => `checks${number}(b);`).join("");
  const next = `DA.fill(0);DA[d>>5]=1<<(d&31);WN=0;${checks}`;
  const found = `if(WN>0&&circle()){DS.set(DA);breach(${places.deadlock},0);}`;
  return `function circles(b){const all=DA.slice();for(let d=0;d<${words * 32};d++){if(!(all[d>>5]>>>(d&31)&1))continue;${next}${found}}DA.set(all);}\n`;
}

/** What properties ask of events and instances differs from design to design: they are asked for one class at a time. */
function looksFunction({ designWords: words, spec }: Target, asked: Asked, looks: string): string {
  const any = eachWord(words)
    .map((word) => `rest[${word}]`)
    .join("|");
  const has = (set: string, index: string) => `${set}[${index}*${words}+(d>>5)]>>>(d&31)&1`;
  const cut = (set: string, index: string) =>
    eachWord(words)
      .map((word) => `DA[${word}]&=v?${set}[${index}*${words}+${word}]:~${set}[${index}*${words}+${word}];`)
      .join("");
  const events = spec.actors.flatMap((actor, position) => {
    if (actor.kind !== "event" || !asked.events) return [];
    const all = `{const v=${has("EAS", String(position))};EA[${position}]=v;${cut("EAS", String(position))}}`;
    const set = `EVS[${position}]`;
    return [
      `${all}for(let i=0;i<${parameterCount(actor)};i++){const v=${has(set, "i")};EV[${position}][i]=v;${cut(set, "i")}}`,
    ];
  });
  const instances = `for(let i=0;i<${spec.instances};i++){const v=${has("ENS", "i")};EN[i]=v;${cut("ENS", "i")}}`;
  const lowest = `let d=0;while(!(rest[d>>5]>>>(d&31)&1))d++;`;
  const leave = eachWord(words)
    .map((word) => `rest[${word}]&=~mine[${word}];`)
    .join("");
  const body = `${lowest}DA.set(rest);${events.join("")}${asked.instances ? instances : ""}const mine=DA.slice();${looks}${leave}`;
  return `function looks(b){const all=DA.slice(),rest=DA.slice();while((${any})!==0){${body}}DA.set(all);}\n`;
}

/** Adds the designs spoken for to those with a successor. */
export function successorNoted(target: Target): string {
  return labelsSteps(target.spec) ? joinedInto(target, "DM") : "";
}
