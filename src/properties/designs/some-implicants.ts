import type { Bits } from "./bits.ts";
import { bitsWhere, common, countCommon, hasBit, isEmpty, isWithin, nextBit, without } from "./bits.ts";
import type { GridLiteral } from "./grid-literals.ts";
import type { Implicant } from "./implicants.ts";

type Numbered = { readonly literal: GridLiteral; readonly index: number };

/** So many are chosen with care; where a function needs more of them than this, nobody will read its formula. */
const CAREFUL = 64;

/** Implicants that together cover all points, so that there is a formula however little work may be done. */
export function someImplicants(literals: readonly GridLiteral[], on: number, off: number): Implicant[] {
  const [all, outside] = [bitsWhere(on, () => true), bitsWhere(off, () => true)];
  const found: Implicant[] = [];
  let left = all;
  for (let point = nextBit(left, 0); point !== -1; point = nextBit(left, 0)) {
    const around = literals.flatMap((literal, index) => (hasBit(literal.on, point) ? [{ literal, index }] : []));
    const taken = found.length < CAREFUL ? bestAgainst(around, left, outside) : firstAgainst(around, outside);
    const needed = withoutSpare(taken, outside);
    const implicant = {
      literals: needed.map(({ index }) => index),
      cost: needed.reduce((sum, { literal }) => sum + literal.cost, 0),
      on: needed.reduce((points, { literal }) => common(points, literal.on), all),
    };
    found.push(implicant);
    left = without(left, implicant.on);
  }
  return found;
}

/** Literals that keep many points out and let many in that are still to be covered, one after the other. */
function bestAgainst(around: readonly Numbered[], left: Bits, outside: Bits): Numbered[] {
  const taken: Numbered[] = [];
  let [covered, inside] = [left, outside];
  while (!isEmpty(inside)) {
    const size = countCommon(inside, inside);
    let best: { readonly each: Numbered; readonly worth: number } | null = null;
    for (const each of around) {
      const { on, off, cost } = each.literal;
      const worth = ((size - countCommon(inside, off)) * countCommon(covered, on)) / cost;
      if (worth > (best?.worth ?? 0)) best = { each, worth };
    }
    if (best === null) throw new Error("untorn defect: two points that no literal tells apart");
    taken.push(best.each);
    [covered, inside] = [common(covered, best.each.literal.on), common(inside, best.each.literal.off)];
  }
  return taken;
}

function firstAgainst(around: readonly Numbered[], outside: Bits): Numbered[] {
  let inside = outside;
  return around.filter(({ literal: { off } }) => {
    if (isWithin(inside, off)) return false;
    inside = common(inside, off);
    return true;
  });
}

/** Without literals whose points the others keep out too, the last one first. */
function withoutSpare(taken: readonly Numbered[], outside: Bits): Numbered[] {
  let needed = [...taken];
  for (const each of taken.toReversed()) {
    const others = needed.filter((other) => other !== each);
    if (isEmpty(others.reduce((inside, { literal }) => common(inside, literal.off), outside))) needed = others;
  }
  return needed;
}
