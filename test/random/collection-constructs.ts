import type { Alternative, Block, Statement } from "../../src/language/checked-spec.ts";
import { innerBlocks } from "./inner-blocks.ts";

/** Constructs of statements on sets, queues, works and symmetric values, and of `switch`. */

/** Where a statement stands. */
export type Place = "process" | "work" | "event" | "function" | "init" | "crash" | "invariant";

export type CollectionStatement = Extract<
  Statement,
  { kind: "for" | "pick" | "update-set" | "push" | "pop" | "spawn" | "switch" }
>;

export function constructsOfCollections(statement: CollectionStatement, place: Place): string[] {
  const { kind } = statement;
  switch (kind) {
    case "for":
    case "pick":
      return [kind, ...(statement.local.type.kind === "symmetric" ? [`${kind} of symmetric values`] : [])];
    case "update-set":
      return ofUpdate(statement);
    case "push":
      return ["push", ...accessIn("push", place)];
    case "pop":
      return [...ofPop(statement), ...accessIn("pop", place)];
    case "spawn":
      return ["spawn", `spawn in ${where(place)}`, ...valuesOf(statement)];
    case "switch":
      return ofSwitch(statement);
  }
}

type Of<K extends CollectionStatement["kind"]> = Extract<CollectionStatement, { kind: K }>;

/** One element is a set literal of one in the checked tree: the text says which was written. */
function ofUpdate({ operator, value }: Of<"update-set">): string[] {
  const { span } = value;
  const single = value.kind === "set" && !span.file.text.slice(span.start, span.end).startsWith("{");
  return [`set ${operator}`, single ? "set changed by one element" : "set changed by a whole set"];
}

/** Where nothing can wait, and where most tasks do. */
function accessIn(kind: "push" | "pop", place: Place): string[] {
  return place === "event" || place === "init" ? [`${kind} where it cannot wait`] : [`${kind} that may wait`];
}

function ofPop({ target }: Of<"pop">): string[] {
  if (target === null) return ["pop as a statement"];
  const storage = target.root.kind === "local" ? "local" : target.root.variable.storage;
  return ["pop as a right side", ...(storage === "ghost" ? ["pop into a ghost"] : [])];
}

function valuesOf({ args }: Of<"spawn">): string[] {
  return args.length > 0 ? ["spawn with values"] : [];
}

function ofSwitch({ value, cases }: Of<"switch">): string[] {
  const defaultAt = cases.findIndex(({ isDefault }) => isDefault);
  const alternatives = cases.flatMap((one) => one.alternatives);
  const labels = Math.max(0, ...cases.map((one) => one.alternatives.length + (one.isDefault ? 1 : 0)));
  return [
    "switch",
    `switch on ${value.type.kind}`,
    ...(defaultAt === -1 ? ["switch without default"] : ["switch with default"]),
    ...(defaultAt !== -1 && defaultAt < cases.length - 1 ? ["default before other cases"] : []),
    ...(labels > 1 ? ["several labels of one case"] : []),
    ...alternatives.flatMap(ofAlternative),
    ...(cases.some(({ block }) => jumps(block, "break", ENDS_BREAK)) ? ["break out of a switch"] : []),
    ...(cases.some(({ block }) => jumps(block, "continue", LOOPS)) ? ["continue in a switch"] : []),
  ];
}

const LOOPS: readonly Statement["kind"][] = ["while", "for", "loop"];
const ENDS_BREAK: readonly Statement["kind"][] = [...LOOPS, "switch"];

/** Whether there is a jump in a block that is not taken by one of the statements given. */
function jumps({ statements }: Block, jump: "break" | "continue", takers: readonly Statement["kind"][]): boolean {
  return statements.some((one) => {
    return (
      one.kind === jump || (!takers.includes(one.kind) && innerBlocks(one).some((block) => jumps(block, jump, takers)))
    );
  });
}

function ofAlternative(alternative: Alternative): string[] {
  if (alternative.kind === "range") return ["case of a range"];
  const { value } = alternative;
  return value.kind === "errno" && value.knob !== null ? ["case of an errno knob"] : [];
}

function where(place: Place): string {
  if (place === "init") return "init";
  return place === "event" ? "an event" : `a ${place}`;
}
