import type { Proposition } from "../temporal/temporal-formula.ts";
import { formulasOf } from "../temporal/temporal-formula.ts";
import { ordinalOf } from "../value.ts";
import { asCondition, constant } from "./code.ts";
import type { Environment, Target } from "./environment.ts";
import { compileScalar } from "./environment.ts";
import { compileExpression } from "./expression-code.ts";
import type { FunctionText } from "./function-text.ts";
import { declarations, LONGEST_TEXT, loadState, newFunction } from "./function-text.ts";

const GROUP_TEXT = LONGEST_TEXT / 3;

/**
 * A function that says in `PR` which propositions of the formulas hold in a state, a bit for each. Spread over as many
 * functions as V8 needs to optimise them; null where there are no formulas.
 */
export function truthsText(target: Target, places: { readonly ranges: number }, name: string): string | null {
  const { propositions } = formulasOf(target.spec);
  if (target.spec.liveness.length === 0) return null;
  const groups: { text: FunctionText; body: string }[] = [];
  for (const [number, proposition] of propositions.entries()) {
    const last = groups.at(-1);
    const group = last === undefined || last.body.length > GROUP_TEXT ? { text: newFunction(), body: "" } : last;
    if (group !== last) groups.push(group);
    group.body += bitText(target, group.text, proposition, number, places.ranges);
  }
  const functions = groups.map(({ text, body }, index) => {
    return `function ${name}${index}(b){${loadState(target.state)}${declarations(text)}${body}}\n`;
  });
  const clear = Array.from({ length: Math.ceil(propositions.length / 32) }, (_, word) => `PR[${word}]=0;`).join("");
  const calls = groups.map((_, index) => `${name}${index}(b);`).join("");
  return `${functions.join("")}function ${name}(b){${clear}${calls}}\n`;
}

/** A proposition that cannot be evaluated is false. */
function bitText(
  target: Target,
  text: FunctionText,
  { expression, bound }: Proposition,
  number: number,
  ranges: number,
): string {
  const environment: Environment = {
    target,
    text,
    self: null,
    locals: { kind: "none" },
    bound: bound.map(({ type, value }) => constant(type.kind === "optional" ? ordinalOf(type, value) : Number(value))),
    flow: null,
    compile: compileExpression,
  };
  const code = compileScalar(expression, environment);
  const set = `if(${asCondition(code)})PR[${number >> 5}]|=${1 << (number & 31)};`;
  return code.fails ? `try{${set}}catch(e){if(e!==BAD)throw e;breach(${ranges},0);}` : set;
}
