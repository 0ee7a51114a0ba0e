import type { CheckedSpec, FunctionDeclaration } from "../checked-spec.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Span } from "../source.ts";
import { partsBelow } from "../tree-parts.ts";
import { fail, recovering } from "./failure.ts";

/** Statements and expressions, with those of called functions as often as they are called. */
const MOST_PARTS = 50_000;

type Text = { readonly root: unknown; readonly span: Span };

/**
 * Functions are inlined, so a few lines of calls that call twice stand for more text than any engine could hold. Refuses
 * the first body that is too large when its calls are written out.
 */
export function refuseHugeBodies(diagnostics: Diagnostic[], spec: CheckedSpec): void {
  const sizes = new Map<FunctionDeclaration, number>();
  let total = 0;
  for (const { root, span } of textsOf(spec)) {
    total += sizeOf(root, sizes);
    if (total <= MOST_PARTS) continue;
    const hint = "functions are inlined: call fewer, or say the same in a loop";
    recovering(diagnostics, () => fail(span, "U0325", "with its calls written out, this is too much text", hint));
    return;
  }
}

function textsOf(spec: CheckedSpec): Text[] {
  const bodies = [...spec.actors, ...(spec.init === null ? [] : [{ body: spec.init }]), ...spec.crashes];
  const conditions = [
    ...spec.invariants.map(({ condition }) => condition),
    ...spec.liveness.map(({ formula }) => formula),
  ];
  return [
    ...bodies.map((one) => ({ root: [one.body.block, "guard" in one ? one.guard : null], span: one.body.span })),
    ...conditions.map((condition) => ({ root: condition, span: condition.span })),
  ];
}

/** The language has no recursion, so this ends; beyond the limit the exact number does not matter. */
function sizeOf(root: unknown, sizes: Map<FunctionDeclaration, number>): number {
  let size = 0;
  for (const part of partsBelow(root, "left out")) {
    if (!("kind" in part)) continue;
    size += 1;
    const callee = part.function as FunctionDeclaration | undefined;
    if (callee !== undefined) size += sizeOfFunction(callee, sizes);
  }
  return size;
}

function sizeOfFunction(callee: FunctionDeclaration, sizes: Map<FunctionDeclaration, number>): number {
  const known = sizes.get(callee);
  if (known !== undefined) return known;
  const size = sizeOf(callee.body.block, sizes);
  sizes.set(callee, size);
  return size;
}
