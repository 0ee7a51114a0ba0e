import type { Expression } from "../../language/checked-spec.ts";
import { asCondition } from "./code.ts";
import type { Environment, Target } from "./environment.ts";
import { compileScalar } from "./environment.ts";
import { compileExpression } from "./expression-code.ts";
import { declarations, loadState, newFunction } from "./function-text.ts";

/** Invariants, and whether their left sides are ever true. `SUB` is set for each that is known to say something. */
export function inspectText(target: Target, places: { readonly ranges: number }): string {
  const text = newFunction();
  const environment: Environment = {
    target,
    text,
    self: null,
    locals: { kind: "none" },
    bound: [],
    compile: compileExpression,
  };
  const checks = target.spec.invariants.map(({ property, condition }) => {
    const holds = compileScalar(condition, environment);
    const check = `if(!${holds.js})breach(${property},0);`;
    const asked = holds.fails ? `try{${check}}catch(e){if(e!==BAD)throw e;breach(${places.ranges},0);}` : check;
    return asked + substanceText(property, condition, environment);
  });
  return `function inspect(b){${loadState(target.state)}${declarations(text)}${checks.join("")}}\n`;
}

function substanceText(property: number, condition: Expression, environment: Environment): string {
  const left = leftSide(condition);
  if (left === null) return `SUB[${property}]=1;`;
  const code = compileScalar(left, environment);
  const test = `if(${asCondition(code)})SUB[${property}]=1;`;
  return `if(!SUB[${property}]){${code.fails ? `try{${test}}catch(e){if(e!==BAD)throw e;}` : test}}`;
}

/** "For some values of the leading foralls, the left side of the topmost `=>` is true." */
function leftSide(condition: Expression): Expression | null {
  if (condition.kind === "logical" && condition.operator === "=>") return condition.left;
  if (condition.kind !== "quantifier" || condition.quantifier !== "forall") return null;
  const inner = leftSide(condition.body);
  return inner === null ? null : { ...condition, quantifier: "exists", body: inner };
}
