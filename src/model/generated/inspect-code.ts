import type { Expression, Invariant } from "../../language/checked-spec.ts";
import { asCondition } from "./code.ts";
import { callOf, varied } from "./design-code.ts";
import type { Environment, Target } from "./environment.ts";
import { compileScalar } from "./environment.ts";
import { compileExpression } from "./expression-code.ts";
import type { FunctionText } from "./function-text.ts";
import { declarations, LONGEST_TEXT, loadState, newFunction } from "./function-text.ts";
import { noted, unnoted } from "./noted-code.ts";

/**
 * Invariants, and whether their left sides are ever true. `SUB` is set for each that is known to say something. They are
 * spread over as many functions as V8 needs to optimise them.
 */
export function inspectText(target: Target, places: { readonly ranges: number }): string {
  if (target.designWords > 0) return inspectEach(target, places.ranges);
  const groups: { text: FunctionText; body: string }[] = [];
  for (const invariant of target.spec.invariants) {
    const last = groups.at(-1);
    const group = last === undefined || last.body.length > GROUP_TEXT ? { text: newFunction(), body: "" } : last;
    if (group !== last) groups.push(group);
    group.body += invariantText(target, group.text, invariant, places.ranges);
  }
  const functions = groups.map(({ text, body }, index) => {
    return `function inspect${index}(b){${loadState(target.state)}${declarations(text)}${body}}\n`;
  });
  return `${functions.join("")}function inspect(b){${groups.map((_, index) => `inspect${index}(b);`).join("")}}\n`;
}

/** With several designs each invariant has a function of its own, so that few are there in several forms. */
function inspectEach(target: Target, ranges: number): string {
  const functions = target.spec.invariants.map((invariant, index) =>
    varied(target, `inspect${index}`, (own, name) => {
      const text = newFunction();
      const body = invariantText(own, text, invariant, ranges);
      return `function ${name}(b){${loadState(own.state)}${declarations(text)}${body}}\n`;
    }),
  );
  const calls = functions.map((one) => callOf(target, one)).join("");
  return `${functions.map(({ text }) => text).join("")}function inspect(b){${calls}}\n`;
}

const GROUP_TEXT = LONGEST_TEXT / 3;

function invariantText(target: Target, text: FunctionText, { property, condition }: Invariant, ranges: number): string {
  const environment: Environment = {
    target,
    text,
    self: null,
    locals: { kind: "none" },
    bound: [],
    flow: null,
    compile: compileExpression,
  };
  const holds = compileScalar(condition, environment);
  const check = `if(!${holds.js})breach(${property},0);`;
  const asked = holds.fails ? `try{${check}}catch(e){if(e!==BAD)throw e;breach(${ranges},0);}` : check;
  return asked + substanceText(property, condition, environment);
}

function substanceText(property: number, condition: Expression, environment: Environment): string {
  const { target } = environment;
  const left = leftSide(condition);
  if (left === null) return noted(target.designWords, "SUB", property);
  const code = compileScalar(left, environment);
  const test = `if(${asCondition(code)}){${noted(target.designWords, "SUB", property)}}`;
  return `if(${unnoted(target.designWords, "SUB", property)}){${code.fails ? `try{${test}}catch(e){if(e!==BAD)throw e;}` : test}}`;
}

/** "For some values of the leading foralls, the left side of the topmost `=>` is true." */
function leftSide(condition: Expression): Expression | null {
  if (condition.kind === "logical" && condition.operator === "=>") return condition.left;
  if (condition.kind !== "quantifier" || condition.quantifier !== "forall") return null;
  const inner = leftSide(condition.body);
  return inner === null ? null : { ...condition, quantifier: "exists", body: inner };
}
