import type { Ltl } from "../../model/temporal/ltl.ts";
import { not } from "../../model/temporal/ltl.ts";

/**
 * A generalized Büchi automaton whose states, not its edges, say which propositions hold. It accepts an infinite word if
 * some run over it meets each of the `accepting` sets again and again.
 */
export type Automaton = {
  readonly places: readonly Place[];
  readonly initial: readonly number[];
  /** By set, then by place. */
  readonly accepting: readonly (readonly boolean[])[];
};

export type Place = {
  readonly literals: readonly Literal[];
  readonly next: readonly number[];
};

export type Literal = { readonly proposition: number; readonly negated: boolean };

/** More places than this are no automaton to search with. */
const MOST_PLACES = 2000;

/** The tableau of a formula grows too large. */
export class FormulaTooLarge extends Error {}

/**
 * The automaton of exactly the words that fulfil a formula, by the tableau of Gerth, Peled, Vardi and Wolper ("Simple
 * on-the-fly automatic verification of linear temporal logic", PSTV 1995). Exponential in the formula at worst.
 */
export function automatonOf(formula: Ltl): Automaton {
  const interned = internedFormulas();
  const nodes = tableau(interned, interned.numberOf(formula));
  const numbers = new Map(nodes.map((node, index) => [node, index]));
  const next = nodes.map((): number[] => []);
  const initial: number[] = [];
  for (const [index, node] of nodes.entries()) {
    for (const before of node.incoming) {
      if (before === null) initial.push(index);
      else next[numbers.get(before) ?? -1]?.push(index);
    }
  }
  const untils = interned.formulas.flatMap((each, number) => (each.kind === "until" ? [{ each, number }] : []));
  return merged({
    places: nodes.map((node, index) => ({ literals: literalsOf(interned, node), next: next[index] ?? [] })),
    initial,
    accepting: untils.map(({ each, number }) => {
      const right = interned.numberOf(each.right);
      return nodes.map(({ old }) => !old.has(number) || old.has(right));
    }),
  });
}

// ---------------------------------------------------------------------------------------------- the tableau

/** Subformulas by number; equal ones have the same. */
type Interned = { readonly formulas: Ltl[]; readonly numberOf: (formula: Ltl) => number };

function internedFormulas(): Interned {
  const formulas: Ltl[] = [];
  const numbers = new Map<string, number>();
  const keyOf = (formula: Ltl): string => {
    switch (formula.kind) {
      case "constant":
        return String(formula.value);
      case "proposition":
        return `${formula.negated ? "!" : ""}${formula.proposition}`;
      case "next":
        return `next ${numberOf(formula.operand)}`;
      case "and":
      case "or":
      case "until":
      case "release":
        return `${formula.kind} ${numberOf(formula.left)} ${numberOf(formula.right)}`;
    }
  };
  const numberOf = (formula: Ltl): number => {
    const key = keyOf(formula);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = formulas.push(formula) - 1;
    numbers.set(key, number);
    return number;
  };
  return { formulas, numberOf };
}

/** `incoming` holds the nodes before it, null for "none: it is the first". */
type Node = {
  readonly incoming: Set<Node | null>;
  readonly pending: readonly number[];
  readonly old: ReadonlySet<number>;
  readonly later: ReadonlySet<number>;
};

/** Depth first, with the branches still to take on a stack. */
function tableau(interned: Interned, formula: number): readonly Node[] {
  const done = new Map<string, Node>();
  const open: Node[] = [{ incoming: new Set([null]), pending: [formula], old: new Set(), later: new Set() }];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const [first, ...pending] = node.pending;
    if (first === undefined) open.push(...finished(done, node));
    else if (node.old.has(first)) open.push({ ...node, pending });
    else open.push(...branches(interned, { ...node, pending }, first));
  }
  return [...done.values()];
}

/** Nothing more is demanded of this state: it is a place, and what is demanded of the next one begins another. */
function finished(done: Map<string, Node>, node: Node): Node[] {
  const key = `${keyOfSet(node.old)};${keyOfSet(node.later)}`;
  const known = done.get(key);
  if (known !== undefined) {
    for (const before of node.incoming) known.incoming.add(before);
    return [];
  }
  if (done.size >= MOST_PLACES) throw new FormulaTooLarge();
  done.set(key, node);
  return [{ incoming: new Set([node]), pending: [...node.later], old: new Set(), later: new Set() }];
}

function keyOfSet(set: ReadonlySet<number>): string {
  return [...set].sort((left, right) => left - right).join(",");
}

/** What a formula demands of this state and of the next one; none where it contradicts what is demanded already. */
function branches(interned: Interned, node: Node, number: number): Node[] {
  const formula = interned.formulas[number];
  if (formula === undefined) throw new Error("untorn defect: no such subformula");
  const old = new Set(node.old).add(number);
  const branch = (now: readonly Ltl[], later: readonly number[]): Node => ({
    incoming: new Set(node.incoming),
    pending: [...node.pending, ...now.map(interned.numberOf)],
    old,
    later: new Set([...node.later, ...later]),
  });
  switch (formula.kind) {
    case "constant":
      return formula.value ? [branch([], [])] : [];
    case "proposition":
      return node.old.has(interned.numberOf(not(formula))) ? [] : [branch([], [])];
    case "and":
      return [branch([formula.left, formula.right], [])];
    case "or":
      return [branch([formula.left], []), branch([formula.right], [])];
    case "until":
      return [branch([formula.left], [number]), branch([formula.right], [])];
    case "release":
      return [branch([formula.right], [number]), branch([formula.left, formula.right], [])];
    case "next":
      return [branch([], [interned.numberOf(formula.operand)])];
  }
}

function literalsOf(interned: Interned, node: Node): Literal[] {
  return [...node.old].flatMap((number) => {
    const formula = interned.formulas[number];
    return formula?.kind === "proposition" ? [{ proposition: formula.proposition, negated: formula.negated }] : [];
  });
}

// ---------------------------------------------------------------------------------------------- fewer places

/** Places that agree in all but the way to them become one, until no two do. */
function merged(automaton: Automaton): Automaton {
  const { places, accepting } = automaton;
  const groups = new Map<string, number>();
  const groupOf = places.map(({ literals, next }, place) => {
    const words = literals.map(({ proposition, negated }) => (negated ? `!${proposition}` : `${proposition}`)).sort();
    const sets = accepting.map((set) => (set[place] === true ? 1 : 0)).join("");
    const key = `${words.join(" ")};${sets};${[...next].sort((left, right) => left - right).join(",")}`;
    const group = groups.get(key) ?? groups.size;
    groups.set(key, group);
    return group;
  });
  if (groups.size === places.length) return automaton;
  const keep = [...groups.values()].map((group) => groupOf.indexOf(group));
  const renamed = (numbers: readonly number[]) => [...new Set(numbers.map((number) => groupOf[number] ?? -1))];
  return merged({
    places: keep.map((place) => {
      const { literals, next } = places[place] ?? { literals: [], next: [] };
      return { literals, next: renamed(next) };
    }),
    initial: renamed(automaton.initial),
    accepting: accepting.map((set) => keep.map((place) => set[place] === true)),
  });
}

/** By place: whether a run can pass it again and again and be accepted. All others are ways to such places. */
export function recurrentPlaces({ places, accepting }: Automaton): readonly boolean[] {
  const reaches = places.map((_, place) => reachedFrom(places, place));
  return places.map((_, place) => {
    const around = places.map(
      (_place, other) => reaches[place]?.has(other) === true && reaches[other]?.has(place) === true,
    );
    return (
      around[place] === true && accepting.every((set) => set.some((inSet, other) => inSet && around[other] === true))
    );
  });
}

/** In one step or more. */
function reachedFrom(places: readonly Place[], start: number): ReadonlySet<number> {
  const found = new Set<number>();
  const pending = [start];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    for (const next of places[place]?.next ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      pending.push(next);
    }
  }
  return found;
}
