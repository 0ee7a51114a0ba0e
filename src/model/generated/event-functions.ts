import type { EventDeclaration } from "../../language/checked-spec.ts";
import { cardinality } from "../../language/types.ts";
import type { FlowGraph } from "../lowering/flow-graph.ts";
import type { BodyContext, Path } from "./body-context.ts";
import { environmentAt } from "./body-context.ts";
import type { Code } from "./code.ts";
import { asCondition, constant, known } from "./code.ts";
import { eachWord, joinedInto } from "./design-code.ts";
import type { Target } from "./environment.ts";
import { compileScalar } from "./environment.ts";
import { fresh, LONGEST_TEXT, saved } from "./function-text.ts";
import type { Form } from "./step-functions.ts";
import { functionText, ownContext, START_PATH, stepText } from "./step-functions.ts";
import { eventLabel } from "./step-label-code.ts";
import { TooLarge, treeText } from "./tree-code.ts";
import { writeRaw } from "./word-space.ts";

/** An event: fires for every combination of its parameters whose guard holds. */
export type EventPlace = {
  readonly event: EventDeclaration;
  readonly graph: FlowGraph;
  /** Index among the declared actors, and among all actors. */
  readonly position: number;
  readonly actor: number;
  readonly ranges: number;
  /** A property asks whether it is enabled: `EA` and `EV` tell. */
  readonly noted: boolean;
};

/** Up to this many combinations are written out, so that every index is a constant: a tenth less time on german 4. */
const UNROLLED = 24;

export function eventFunction(target: Target, place: EventPlace, name: string): string {
  const combinations = parametersOf(place.event).reduce((product, { type }) => product * cardinality(type), 1);
  if (combinations > UNROLLED) return looped(target, place, name);
  try {
    const text = unrolled(target, place, name);
    return text.length > LONGEST_TEXT ? looped(target, place, name) : text;
  } catch (problem) {
    if (problem instanceof TooLarge) return looped(target, place, name);
    throw problem;
  }
}

function parametersOf(event: EventDeclaration) {
  return event.body.locals.slice(0, event.body.parameters);
}

function unrolled(target: Target, place: EventPlace, name: string): string {
  const { event, graph, ranges, actor } = place;
  const context = ownContext(target, "variables", graph, "event", actor, ranges);
  const words = [saved(context.text, context.spaces.w), saved(context.text, context.spaces.x)];
  const restore = words.map((one) => one.restore).join("");
  const tuples = ordinalTuples(parametersOf(event).map(({ type }) => cardinality(type)));
  const parts = tuples.map((tuple, index) => {
    const values = new Map(
      tuple.map((ordinal, slot) => [graph.frames[0]?.registers[slot]?.index ?? -1, ordinal] as const),
    );
    const path: Path = { ...START_PATH, choices: tuple.map(String), known: values };
    const label = eventLabel(target.spec, actor, event, String(index));
    const text = label + stored(context, place, tuple) + treeText(context, graph.entry, path);
    const after = index === tuples.length - 1 ? "" : restore;
    return notedText(target, place, String(index), guardedText(context, place, values, text + after));
  });
  const save = tuples.length > 1 ? words.map((one) => one.save).join("") : "";
  return functionText(name, context, save + parts.join(""));
}

/** Parameters that the body assigns must be there to be read anew; others are known wherever they are read. */
function stored(context: BodyContext, { graph, event }: EventPlace, tuple: readonly number[]): string {
  const assigned = graph.instructions.some(({ operation }) => {
    if (operation.kind !== "assign" || operation.place.kind !== "target") return false;
    const { root } = operation.place.target;
    return root.kind === "local" && root.local.slot < event.body.parameters;
  });
  if (!assigned) return "";
  const writes = tuple.map((ordinal, slot) => {
    const [field] = context.fields[graph.frames[0]?.registers[slot]?.index ?? -1] ?? [];
    return field === undefined ? "" : writeRaw(context.spaces, field, constant(0), constant(ordinal));
  });
  return writes.join("");
}

/** The last one fastest, as the language counts combinations. */
function ordinalTuples(sizes: readonly number[]): readonly (readonly number[])[] {
  let tuples: readonly (readonly number[])[] = [[]];
  for (const size of sizes) {
    tuples = tuples.flatMap((tuple) => Array.from({ length: size }, (_, ordinal) => [...tuple, ordinal]));
  }
  return tuples;
}

/** With several designs, `EAS` and `EVS` tell for which of them it is enabled. */
function notedText(target: Target, { noted, position }: EventPlace, index: string, text: string): string {
  if (!noted) return text;
  const enabled =
    target.designWords === 0
      ? `EA[${position}]=1;EV[${position}][${index}]=1;`
      : joinedInto(target, "EAS", position) +
        eachWord(target.designWords)
          .map((word) => `EVS[${position}][${index}*${target.designWords}+${word}]|=DS[${word}];`)
          .join("");
  return `{const o=O;${text}if(O!==o){${enabled}}}`;
}

function looped(target: Target, place: EventPlace, name: string): string {
  const { event, graph, actor, ranges } = place;
  const parameters = parametersOf(event);
  const names = parameters.map((_, index) => `p${index}`);
  const path: Path = { ...START_PATH, choices: names };
  const make = (form: Form) => ownContext(target, form, graph, "event", actor, ranges);
  const { context, text, helpers } = stepText(name, make, graph.entry, path);
  const words = [saved(context.text, context.spaces.w), saved(context.text, context.spaces.x)];
  const sets = parameters.map((local, index) => {
    const register = graph.frames[0]?.registers[local.slot];
    const [field] = (register && context.fields[register.index]) ?? [];
    if (field === undefined) return "";
    const high = Math.max(0, cardinality(local.type) - 1);
    const raw: Code = { js: names[index] ?? "0", low: 0, high, boolean: false, fails: false };
    return writeRaw(context.spaces, field, constant(0), raw);
  });
  const heads = parameters.map(({ type }, index) => `for(let p${index}=0;p${index}<${cardinality(type)};p${index}++)`);
  const index = parameters.reduce((before, { type }, slot) => `(${before}*${cardinality(type)}+p${slot})`, "0");
  const label = eventLabel(target.spec, actor, event, index);
  const fired = notedText(target, place, index, guardedText(context, place, new Map(), label + text));
  const begin = words.map((one) => one.restore).join("") + sets.join("");
  const save = words.map((one) => one.save).join("");
  return helpers + functionText(name, context, `${save}${heads.join("")}{${begin}${fired}}`);
}

/** An error in the guard is one of the state. */
function guardedText(
  context: BodyContext,
  place: EventPlace,
  values: ReadonlyMap<number, number>,
  text: string,
): string {
  const [frame] = context.graph.frames;
  if (place.event.guard === null || frame === undefined) return text === "" ? "" : `{${text}}`;
  const guard = compileScalar(place.event.guard, environmentAt(context, frame, values));
  const decided = known(guard);
  if (decided !== null) return decided === 0 ? "" : `{${text}}`;
  if (!guard.fails) return `if(${asCondition(guard)}){${text}}`;
  const open = fresh(context.text, "g");
  const caught = `catch(e){if(e!==BAD)throw e;breach(${place.ranges},0);}`;
  return `let ${open}=0;try{if(${asCondition(guard)})${open}=1;}${caught}if(${open}){${text}}`;
}
