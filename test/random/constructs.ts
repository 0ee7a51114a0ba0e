import type {
  ActorDeclaration,
  Block,
  Body,
  CheckedSpec,
  Expression,
  Invariant,
  Liveness,
  Statement,
} from "../../src/language/checked-spec.ts";
import { SAME } from "../../src/language/checked-spec.ts";
import { isVisible } from "../../src/model/interpreter/visible.ts";
import type { Place } from "./collection-constructs.ts";
import { constructsOfExpression, expressionsIn } from "./expression-constructs.ts";
import { innerBlocks, ownExpressions } from "./inner-blocks.ts";
import { constructsOfStatement, riskyGuard } from "./statement-constructs.ts";
import { constructsOfTypes } from "./type-constructs.ts";

/** Which constructs of the language a spec has, read off the checked tree: the generator is not asked. */
export function constructsOf(spec: CheckedSpec): ReadonlySet<string> {
  return new Set([
    ...settings(spec),
    ...storage(spec),
    ...constructsOfTypes(spec),
    ...spec.actors.flatMap(ofActor),
    ...bodies(spec),
    ...spec.invariants.flatMap(ofInvariant),
    ...spec.liveness.flatMap(ofFormula),
  ]);
}

function settings({ constants, knobs, causes }: CheckedSpec): string[] {
  return [
    ...(constants.length > 0 ? ["constant"] : []),
    ...knobs.map(({ type }) => `knob: ${type.kind === "code" ? "errno" : type.kind}`),
    ...(knobs.some(({ domain }) => domain.includes(SAME)) ? ["knob: same"] : []),
    ...(causes.some((cause) => cause.includes(":")) ? ["cause function:line"] : []),
  ];
}

function storage({ variables, locks }: CheckedSpec): string[] {
  return [
    ...variables.map((variable) => `${variable.storage} variable`),
    ...(variables.some(({ initial }) => initial !== null) ? ["variable with an initial value"] : []),
    ...locks.map(({ kind }) => kind),
    ...(locks.some(({ count }) => count > 1) ? ["array of locks"] : []),
  ];
}

function ofActor(actor: ActorDeclaration): string[] {
  const { kind, body, fairness } = actor;
  if (actor.kind === "event") {
    return [
      kind,
      `${kind}: ${fairness}`,
      ...(body.parameters > 0 ? ["event with parameters"] : []),
      ...(actor.guard === null ? [] : riskyGuard(actor.guard)),
    ];
  }
  const { count } = actor.type;
  if (count === 0) return [kind, "no instances"];
  const fair = `${kind}: ${fairness}`;
  if (kind === "work") return ["work", fair, ...(count > 1 ? ["work of several"] : []), ...ofWork(body)];
  const chooses = choosesAtOnce(body.block) ? ["choice in a prologue"] : [];
  return [kind, fair, ...(count > 1 ? ["several instances"] : []), ...chooses];
}

function ofWork({ parameters, block }: Body): string[] {
  const [first] = block.statements;
  const begins = first !== undefined && isVisible(first) ? "work that begins visibly" : "work that begins invisibly";
  return [begins, ...(parameters > 0 ? ["work with parameters"] : [])];
}

/** Before its first step. */
function choosesAtOnce({ statements }: Block): boolean {
  const first = statements.findIndex(isVisible);
  const prologue = first === -1 ? statements : statements.slice(0, first);
  return prologue.some(({ kind }) => kind === "choose" || kind === "pick");
}

// ---------------------------------------------------------------------------------------------- bodies

function* bodies(spec: CheckedSpec): Generator<string> {
  for (const { body, expression } of spec.functions) {
    yield expression === null ? "function of steps" : "function in expressions";
    yield* inBlock(body.block, "function");
  }
  for (const { kind, body } of spec.actors) {
    yield* inBlock(body.block, kind === "event" || kind === "work" ? kind : "process");
  }
  for (const body of spec.init === null ? [] : [spec.init]) {
    yield "init";
    yield* inBlock(body.block, "init");
  }
  for (const { body } of spec.crashes) {
    yield "crash block";
    yield* inBlock(body.block, "crash");
  }
}

function* inBlock(block: Block, place: Place): Generator<string> {
  for (const statement of block.statements) yield* inStatement(statement, place);
}

function* inStatement(statement: Statement, place: Place): Generator<string> {
  yield* constructsOfStatement(statement, place);
  for (const own of ownExpressions(statement)) {
    for (const one of expressionsIn(own)) yield* constructsOfExpression(one, place);
  }
  for (const block of innerBlocks(statement)) yield* inBlock(block, place);
}

function ofInvariant({ condition }: Invariant): string[] {
  const inside = [...expressionsIn(condition)];
  const implies = inside.some((one) => one.kind === "logical" && one.operator === "=>");
  const constructs = inside.flatMap((one) => [...constructsOfExpression(one, "invariant")]);
  return ["invariant", ...(implies ? ["invariant with =>"] : []), ...constructs];
}

function ofFormula({ formula }: Liveness): string[] {
  const inside = [...expressionsIn(formula)];
  const written = inside.flatMap((one) => (one.kind === "quantifier" && isTemporal(one.body) ? [one.quantifier] : []));
  return [
    "liveness",
    ...inside.flatMap((one) => [...constructsOfExpression(one, "invariant")]),
    ...written.map((quantifier) => `${quantifier} over formulas`),
  ];
}

function isTemporal(formula: Expression): boolean {
  return [...expressionsIn(formula)].some(({ kind }) => kind === "temporal" || kind === "temporal-binary");
}
