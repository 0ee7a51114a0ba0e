import type { Expression } from "../../language/checked-spec.ts";
import { SAME } from "../../language/checked-spec.ts";
import { leavesOf, scalarOf } from "../lowering/flatten.ts";
import { arithmetic, compared, negated } from "./arithmetic-code.ts";
import type { Code } from "./code.ts";
import { asCondition, asNumber, constant, FALSE, known, numeric, TRUE, truth } from "./code.ts";
import {
  afterSetup,
  defaultComposite,
  elementOf,
  fieldOf,
  ordinalCode,
  rawLeaf,
  storedValue,
} from "./composite-code.ts";
import { convertValue } from "./convert-code.ts";
import type { Environment, Value } from "./environment.ts";
import { compileScalar, numbersOf, registerOf, scalar } from "./environment.ts";
import { equalCode, membership } from "./equality-code.ts";
import { factText } from "./flow-code.ts";
import { temporary } from "./function-text.ts";
import { predicateCode, remoteValue } from "./predicate-code.ts";
import { quantified } from "./quantifier-code.ts";
import { inQueue, queueLength } from "./queue-value.ts";
import { inSet, setLiteral, setSize } from "./set-value.ts";
import { stable } from "./stable-value.ts";

/** Expressions as JavaScript text. Names of the spec never reach it: variables are word numbers and shifts. */

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

export function compileExpression(expression: Expression, environment: Environment): Value {
  switch (expression.kind) {
    case "literal":
      return scalar(constant(Number(expression.value)));
    case "knob":
      return scalar(constant(Number(environment.target.knobValue(expression.knob))));
    case "variable": {
      const { spaces, layout } = environment.target;
      return storedValue(spaces, layout.variables[expression.variable.slot] ?? [], expression.type);
    }
    case "local":
      return localValue(expression, environment);
    case "bound":
      return scalar(environment.bound[expression.binding.bound] ?? constant(0));
    case "remote":
      return remoteValue(expression, environment);
    case "self": {
      const self = environment.self ?? 0;
      return scalar(constant(expression.type.kind === "instance" ? self - expression.type.first : self));
    }
    case "index":
      return indexValue(expression, environment);
    case "field": {
      const base = environment.compile(expression.base, environment);
      const { type } = expression.base;
      if (base.kind === "scalar" || type.kind !== "struct") throw new Error("untorn defect: a field of a scalar");
      return fieldOf(environment, base, type, expression.field);
    }
    case "struct":
      return structValue(expression, environment);
    case "set":
      return setLiteral(expression, environment);
    case "conditional":
      return conditionalValue(expression, environment);
    case "convert":
      return convertValue(
        environment,
        environment.compile(expression.operand, environment),
        expression.operand.type,
        expression.type,
      );
    case "call":
      return callValue(expression, environment);
    default:
      return scalar(scalarCode(expression, environment));
  }
}

type Scalars = Exclude<
  Expression,
  {
    kind:
      | "literal"
      | "knob"
      | "variable"
      | "local"
      | "bound"
      | "remote"
      | "self"
      | "index"
      | "field"
      | "struct"
      | "set"
      | "conditional"
      | "convert"
      | "call";
  }
>;

function scalarCode(expression: Scalars, environment: Environment): Code {
  switch (expression.kind) {
    case "not":
      return negated(compileScalar(expression.operand, environment));
    case "negate":
      return arithmetic("-", constant(0), compileScalar(expression.operand, environment), environment);
    case "arithmetic":
      return arithmetic(
        expression.operator,
        compileScalar(expression.left, environment),
        compileScalar(expression.right, environment),
        environment,
      );
    case "compare":
      return compared(
        expression.operator,
        compileScalar(expression.left, environment),
        compileScalar(expression.right, environment),
      );
    case "equal": {
      const equal = equalCode(expression, environment);
      return expression.negated ? negated(equal) : equal;
    }
    case "logical":
      return logical(expression, environment);
    case "in":
      return membership(expression, environment);
    case "member":
      return expression.collection.type.kind === "queue"
        ? inQueue(expression, environment)
        : inSet(expression, environment);
    case "size":
      return expression.collection.type.kind === "queue"
        ? queueLength(expression, environment)
        : setSize(expression, environment);
    case "quantifier":
      return quantified(expression, environment, 0, environment.bound);
    case "errno":
      return errnoCode(expression, environment);
    case "cause": {
      const value = compileScalar(expression.operand, environment);
      const { codes, causes } = numbersOf(environment);
      return numeric(`((${asNumber(value)})/${codes}|0)`, 0, causes - 1, value.fails);
    }
    case "at":
    case "status":
    case "holds":
    case "held":
    case "enabled":
      return predicateCode(expression, environment);
    case "temporal":
    case "temporal-binary":
      throw new Error("untorn defect: a temporal operator in a state");
  }
}

// ---------------------------------------------------------------------------------------------- values

function localValue(expression: Of<"local">, environment: Environment): Value {
  const { locals } = environment;
  const { slot } = expression.local;
  switch (locals.kind) {
    case "registers": {
      const register = registerOf(locals, slot);
      const fields = locals.fields[register.index] ?? [];
      const raw = locals.known.get(register.index);
      if (raw === undefined) return storedValue(locals.spaces, fields, register.type);
      const { low, optional } = scalarOf(register.type, numbersOf(environment));
      return scalar(constant(optional ? raw : raw + low));
    }
    case "arguments": {
      const value = locals.values[slot];
      if (value === undefined) throw new Error("untorn defect: an argument is missing");
      return value;
    }
    case "none":
      throw new Error("untorn defect: a local outside every body");
  }
}

function indexValue(expression: Of<"index">, environment: Environment): Value {
  const base = environment.compile(expression.base, environment);
  if (base.kind === "scalar") throw new Error("untorn defect: an element of a scalar");
  const { array, index } = expression;
  return elementOf(environment, base, ordinalCode(compileScalar(index, environment), index.type), array.element);
}

function structValue(expression: Of<"struct">, environment: Environment): Value {
  const numbers = numbersOf(environment);
  const values = expression.struct.fields.map(({ type }, position) => {
    const given = expression.fields[position] ?? null;
    const value = given === null ? defaultComposite(type, numbers) : environment.compile(given, environment);
    return stable(environment, value);
  });
  const parts = expression.struct.fields.flatMap(({ type }, position) => {
    const value = values[position]?.value ?? scalar(FALSE);
    return leavesOf(type, numbers).map((leaf, number) => ({ leaf, number, value }));
  });
  return {
    kind: "composite",
    setup: values.flatMap(({ setup }) => setup),
    fails: values.some(({ fails }) => fails),
    leaf: (leaf, indices) => {
      const part = parts[leaf];
      if (part === undefined) throw new Error("untorn defect: no such leaf");
      return rawLeaf(part.value, part.leaf, part.number, indices);
    },
  };
}

function conditionalValue(expression: Of<"conditional">, environment: Environment): Value {
  const condition = compileScalar(expression.condition, environment);
  const decided = known(condition);
  if (decided !== null) return environment.compile(decided === 0 ? expression.else : expression.then, environment);
  const then = environment.compile(expression.then, environment);
  const otherwise = environment.compile(expression.else, environment);
  if (then.kind === "scalar" && otherwise.kind === "scalar") {
    const js = `(${asCondition(condition)}?${asNumber(then.code)}:${asNumber(otherwise.code)})`;
    const fails = condition.fails || then.code.fails || otherwise.code.fails;
    const [low, high] = [Math.min(then.code.low, otherwise.code.low), Math.max(then.code.high, otherwise.code.high)];
    return scalar({ js, low, high, boolean: false, fails });
  }
  return conditionalComposite(environment, condition, then, otherwise);
}

/** Only the chosen side is evaluated. */
function conditionalComposite(environment: Environment, condition: Code, then: Value, otherwise: Value): Value {
  if (then.kind === "scalar" || otherwise.kind === "scalar") throw new Error("untorn defect: sides of different form");
  const name = temporary(environment.text);
  const sides = [then, otherwise].map(({ setup }) => (setup.length === 0 ? "0" : `(${setup.join(",")})`));
  return {
    kind: "composite",
    setup: [`${name}=${asNumber(condition)}`, `${name}?${sides.join(":")}`],
    fails: condition.fails || then.fails || otherwise.fails,
    leaf: (leaf, indices) => {
      const [first, second] = [then.leaf(leaf, indices), otherwise.leaf(leaf, indices)];
      const js = `(${name}?${asNumber(first)}:${asNumber(second)})`;
      return numeric(js, Math.min(first.low, second.low), Math.max(first.high, second.high), false);
    },
  };
}

function callValue(expression: Of<"call">, environment: Environment): Value {
  const { body, expression: result } = expression.function;
  if (result === null) throw new Error("untorn defect: a function of several statements in an expression");
  const values = expression.args.map((argument) => stable(environment, environment.compile(argument, environment)));
  const locals = { kind: "arguments", values: values.map(({ value }) => value) } as const;
  if (locals.values.length !== body.parameters) throw new Error("untorn defect: wrong number of arguments");
  const inner = environment.compile(result, { ...environment, locals, bound: [] });
  const setup = values.flatMap((value) => value.setup);
  const fails = values.some((value) => value.fails);
  if (inner.kind === "composite") return { ...inner, setup: [...setup, ...inner.setup], fails: fails || inner.fails };
  return scalar(afterSetup({ kind: "composite", setup, fails, leaf: () => FALSE }, inner.code));
}

function logical(expression: Of<"logical">, environment: Environment): Code {
  const left = compileScalar(expression.left, environment);
  const right = compileScalar(expression.right, environment);
  const first = expression.operator === "=>" ? negated(left) : left;
  const or = expression.operator !== "&&";
  const decided = known(first);
  if (decided !== null) return (decided !== 0) === or ? (or ? TRUE : FALSE) : right;
  const other = known(right);
  if (other !== null && (other !== 0) !== or) return first;
  return truth(`(${asCondition(first)}${or ? "||" : "&&"}${asCondition(right)})`, first.fails || right.fails);
}

// ---------------------------------------------------------------------------------------------- error codes

/** code + cause × codes; the cause is that of `from`, or is born here. */
function errnoCode(expression: Of<"errno">, environment: Environment): Code {
  const { codes, causes } = numbersOf(environment);
  const knob = expression.knob === null ? null : Number(environment.target.knobValue(expression.knob));
  const written = knob ?? expression.code;
  const site = environment.flow?.byExpression.get(expression);
  if (expression.from === null) {
    const born = constant(written + expression.cause * codes);
    if (site === undefined) return born;
    return numeric(`(${factText(environment, String(site.first))},${born.js})`, 0, codes * causes - 1, true);
  }
  const from = compileScalar(expression.from, environment);
  const name = temporary(environment.text);
  const cause = `(((${name}/${codes})|0)||${expression.cause})*${codes}`;
  const note = site === undefined ? [] : [factText(environment, `${site.first}+${name}`)];
  const value = written === SAME ? name : `${written}+${cause}`;
  const js = `(${[`${name}=${asNumber(from)}`, ...note, value].join(",")})`;
  return numeric(js, 0, codes * causes - 1, from.fails || site !== undefined);
}
