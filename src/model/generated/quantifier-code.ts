import type { Expression } from "../../language/checked-spec.ts";
import { cardinality } from "../../language/types.ts";
import type { Code } from "./code.ts";
import { asCondition, asNumber, constant, FALSE, known, numeric, TRUE, truth } from "./code.ts";
import type { Environment } from "./environment.ts";
import { compileScalar } from "./environment.ts";
import { temporary } from "./function-text.ts";

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

const UNROLL = 64;

/** Small domains are written out, so that every index in the body is a constant. */
export function quantified(
  expression: Of<"quantifier">,
  environment: Environment,
  position: number,
  bound: readonly Code[],
): Code {
  const total = expression.bindings.reduce((product, { type }) => product * cardinality(type), 1);
  const { quantifier } = expression;
  if (total > UNROLL) return looped(expression, environment);
  const bodies = unrolled(expression, environment, position, bound);
  const fails = bodies.some((body) => body.fails);
  if (quantifier === "count") {
    const js = bodies.length === 0 ? "0" : `(${bodies.map(asNumber).join("+")})`;
    return { js, low: 0, high: bodies.length, boolean: false, fails };
  }
  const neutral = quantifier === "forall" ? 1 : 0;
  const deciding = bodies.findIndex((body) => known(body) === 1 - neutral);
  const needed = (deciding === -1 ? bodies : bodies.slice(0, deciding + 1)).filter((body) => known(body) !== neutral);
  if (needed.length === 0) return neutral === 1 ? TRUE : FALSE;
  return truth(`(${needed.map(asCondition).join(quantifier === "forall" ? "&&" : "||")})`, fails);
}

function unrolled(
  expression: Of<"quantifier">,
  environment: Environment,
  position: number,
  bound: readonly Code[],
): Code[] {
  const binding = expression.bindings[position];
  if (binding === undefined) return [compileScalar(expression.body, { ...environment, bound })];
  return Array.from({ length: cardinality(binding.type) }, (_, ordinal) => {
    const value = constant(binding.type.kind === "range" ? binding.type.low + ordinal : ordinal);
    return unrolled(expression, environment, position + 1, [...bound.slice(0, binding.bound), value]);
  }).flat();
}

/** A loop in a function of its own; it sees the words around it. */
function looped(expression: Of<"quantifier">, environment: Environment): Code {
  const { bindings, quantifier } = expression;
  const names = bindings.map(() => temporary(environment.text));
  const values = bindings.map(({ type }, index): Code => {
    const low = type.kind === "range" ? type.low : 0;
    return { js: names[index] ?? "", low, high: low + cardinality(type) - 1, boolean: false, fails: false };
  });
  const first = bindings[0]?.bound ?? 0;
  const body = compileScalar(expression.body, {
    ...environment,
    bound: [...environment.bound.slice(0, first), ...values],
  });
  const heads = values.map(({ js, low, high }) => `for(${js}=${low};${js}<=${high};${js}++)`).join("");
  const act = quantifier === "count" ? "n++" : quantifier === "forall" ? "return 0" : "return 1";
  const test = quantifier === "forall" ? `!${body.js}` : asCondition(body);
  const end = quantifier === "count" ? "n" : quantifier === "forall" ? "1" : "0";
  const js = `(()=>{let n=0;${heads}if(${test})${act};return ${end};})()`;
  const total = bindings.reduce((product, { type }) => product * cardinality(type), 1);
  return numeric(js, 0, quantifier === "count" ? total : 1, body.fails);
}
