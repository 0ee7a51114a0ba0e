import type { Block, Body, CheckedSpec, Statement } from "../../language/checked-spec.ts";
import { innerBlocksOf } from "../../language/tree-parts.ts";
import { nextStatement } from "../interpreter/control.ts";
import type { Frame } from "../interpreter/state.ts";

/**
 * The nearest `///` name around the statement where control stands: its own, of a statement around it, of its function,
 * then the same around the call, and so on outwards. Where there is none, the name of the function or task.
 */
export function nameHere(spec: CheckedSpec, frame: Frame): string {
  for (let current: Frame | null = frame; current !== null; current = current.caller) {
    const { body } = current;
    const name = nameAround(body, nextStatement(current)) ?? docOf(spec, body);
    if (name !== null) return name;
  }
  return nameOfBody(spec, frame.body);
}

/** Inside a function that stands in an expression. */
export function nameInside(spec: CheckedSpec, body: Body): string {
  return docOf(spec, body) ?? nameOfBody(spec, body);
}

function docOf(spec: CheckedSpec, body: Body): string | null {
  return [...spec.functions, ...spec.actors].find((one) => one.body === body)?.doc ?? null;
}

function nameOfBody(spec: CheckedSpec, body: Body): string {
  return spec.functions.some((one) => one.body === body) ? `${body.name}()` : body.name;
}

function nameAround(body: Body, statement: Statement | null): string | null {
  const around = statement === null ? [] : (wayTo(body.block, statement) ?? []);
  return around.findLast(({ doc }) => doc !== null)?.doc ?? null;
}

/** The statements around one, from outside, and itself; null where it stands elsewhere. */
function wayTo(block: Block, wanted: Statement): readonly Statement[] | null {
  for (const statement of block.statements) {
    if (statement.id === wanted.id) return [statement];
    for (const inner of innerBlocksOf(statement)) {
      const way = wayTo(inner, wanted);
      if (way !== null) return [statement, ...way];
    }
  }
  return null;
}
