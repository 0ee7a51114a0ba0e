import type { Demand, Edge, Formula, SmallGraph } from "./definition.ts";

/**
 * Whether any fair run breaks a formula, lassos of every length included: each state is taken once for every guess of which
 * temporal parts of the formula hold there (the atoms of Lichtenstein and Pnueli, "Checking that finite state concurrent
 * programs satisfy their linear specification", POPL 1985). Going backwards along a step, the guess before follows from the
 * one after, so a run has one guess that is right all the way: the one that keeps what it promises again and again. The tool
 * does it by another construction, and nothing is shared with it.
 */
export function isBroken(graph: SmallGraph, formula: Formula, demands: readonly Demand[]): boolean | null {
  const goal = simplified(formula);
  const parts = temporalParts(goal);
  if (parts.length > MOST_PARTS) return null;
  const atoms = atomsOf(graph, parts);
  const starts = Array.from({ length: 1 << parts.length }, (_, guess) => ({ state: graph.start, guess })).filter(
    (atom) => !truth(atoms, goal, atom),
  );
  const reached = reachable(atoms, starts.map(numberIn(atoms)));
  return hasFairComponent(atoms, reached, demands);
}

/** With more of them the atoms are too many. */
const MOST_PARTS = 8;

type Temporal =
  | { readonly kind: "next" | "always" | "eventually"; readonly operand: Formula }
  | { readonly kind: "until"; readonly left: Formula; readonly right: Formula };

type Atom = { readonly state: number; readonly guess: number };

/** Atoms are numbers; `steps[n]` are those that may follow, each with the label of the step. */
type Atoms = {
  readonly graph: SmallGraph;
  readonly parts: readonly Temporal[];
  readonly steps: readonly (readonly { readonly to: number; readonly label: number }[])[];
};

const STAYS = 0;

function simplified(formula: Formula): Formula {
  switch (formula.kind) {
    case "true":
    case "mark":
      return formula;
    case "leads_to": {
      const right: Formula = { kind: "eventually", operand: simplified(formula.right) };
      return { kind: "always", operand: { kind: "implies", left: simplified(formula.left), right } };
    }
    case "not":
    case "next":
    case "always":
    case "eventually":
      return { kind: formula.kind, operand: simplified(formula.operand) };
    default:
      return { kind: formula.kind, left: simplified(formula.left), right: simplified(formula.right) };
  }
}

/** Inner ones first. */
function temporalParts(formula: Formula): readonly Temporal[] {
  const inner = "operand" in formula ? [formula.operand] : "left" in formula ? [formula.left, formula.right] : [];
  return [...inner.flatMap(temporalParts), ...(isTemporal(formula) ? [formula] : [])];
}

function isTemporal(formula: Formula): formula is Formula & Temporal {
  return ["next", "always", "eventually", "until"].includes(formula.kind);
}

function atomsOf(graph: SmallGraph, parts: readonly Temporal[]): Atoms {
  const steps = Array.from({ length: graph.marks.length << parts.length }, (): { to: number; label: number }[] => []);
  const atoms = { graph, parts, steps };
  const stuck = [...graph.marks.keys()].filter((state) => !graph.edges.some(({ from }) => from === state));
  const staying = stuck.map((state): Edge => ({ from: state, to: state, label: STAYS }));
  for (const { from, to, label } of [...graph.edges, ...staying]) {
    for (let guess = 0; guess < 1 << parts.length; guess += 1) {
      const after = { state: to, guess };
      const before = numberIn(atoms)({ state: from, guess: guessBefore(atoms, from, after) });
      steps[before]?.push({ to: numberIn(atoms)(after), label });
    }
  }
  return atoms;
}

const numberIn =
  ({ parts }: Atoms) =>
  ({ state, guess }: Atom): number =>
    (state << parts.length) | guess;

function atomOf({ parts }: Atoms, number: number): Atom {
  return { state: number >> parts.length, guess: number & ((1 << parts.length) - 1) };
}

function guessBefore(atoms: Atoms, state: number, after: Atom): number {
  return atoms.parts.reduce((guess, part, index) => {
    const now = (formula: Formula) => truth(atoms, formula, { state, guess });
    return holdsBefore(part, now, (formula) => truth(atoms, formula, after), holdsIn(after.guess, index))
      ? guess | (1 << index)
      : guess;
  }, 0);
}

function holdsBefore(
  part: Temporal,
  now: (formula: Formula) => boolean,
  next: (formula: Formula) => boolean,
  later: boolean,
): boolean {
  switch (part.kind) {
    case "next":
      return next(part.operand);
    case "always":
      return now(part.operand) && later;
    case "eventually":
      return now(part.operand) || later;
    case "until":
      return now(part.right) || (now(part.left) && later);
  }
}

function holdsIn(guess: number, part: number): boolean {
  return ((guess >> part) & 1) === 1;
}

function truth(atoms: Atoms, formula: Formula, atom: Atom): boolean {
  if (isTemporal(formula)) return holdsIn(atom.guess, atoms.parts.indexOf(formula));
  const part = (inner: Formula) => truth(atoms, inner, atom);
  switch (formula.kind) {
    case "true":
      return true;
    case "mark":
      return atoms.graph.marks[atom.state]?.[formula.mark] === true;
    case "not":
      return !part(formula.operand);
    case "and":
      return part(formula.left) && part(formula.right);
    case "or":
      return part(formula.left) || part(formula.right);
    case "implies":
      return !part(formula.left) || part(formula.right);
    default:
      throw new Error(`'${formula.kind}' was simplified`);
  }
}

/** Of a guess that goes round and round: what it says will happen does, and what it says will not hold for ever does not. */
function keepsPromises(atoms: Atoms, around: readonly Atom[]): boolean {
  return atoms.parts.every((part, index) =>
    around.some((atom) => isEven(atoms, part, holdsIn(atom.guess, index), atom)),
  );
}

/** Nothing that the guess says of this part is still to come. */
function isEven(atoms: Atoms, part: Temporal, promised: boolean, atom: Atom): boolean {
  switch (part.kind) {
    case "next":
      return true;
    case "always":
      return promised || !truth(atoms, part.operand, atom);
    case "eventually":
      return !promised || truth(atoms, part.operand, atom);
    case "until":
      return !promised || truth(atoms, part.right, atom);
  }
}

/** Emerson and Lei, "Modalities for model checking" (1987): a component that a demand breaks is tried again without. */
function hasFairComponent(atoms: Atoms, among: ReadonlySet<number>, demands: readonly Demand[]): boolean {
  return components(atoms, among).some((component) => {
    const around = [...component].map((number) => atomOf(atoms, number));
    const taken = new Set([...component].flatMap((from) => within(atoms, from, component).map(({ label }) => label)));
    if (taken.size === 0 || !keepsPromises(atoms, around)) return false;
    const enabled = ({ labels }: Demand, { state }: Atom) =>
      atoms.graph.edges.some(({ from, label }) => from === state && labels.includes(label));
    const open = demands.filter(({ labels }) => !labels.some((label) => taken.has(label)));
    const [weak, strong] = [
      open.filter((one) => one.strength === "weak"),
      open.filter((one) => one.strength === "strong"),
    ];
    if (weak.some((demand) => around.every((atom) => enabled(demand, atom)))) return false;
    const bad = around.filter((atom) => strong.some((demand) => enabled(demand, atom))).map(numberIn(atoms));
    if (bad.length === 0) return true;
    return hasFairComponent(atoms, new Set([...component].filter((number) => !bad.includes(number))), demands);
  });
}

function within({ steps }: Atoms, from: number, among: ReadonlySet<number>) {
  return (steps[from] ?? []).filter(({ to }) => among.has(to));
}

function reachable(atoms: Atoms, starts: readonly number[]): ReadonlySet<number> {
  const found = new Set(starts);
  for (const number of found) for (const { to } of atoms.steps[number] ?? []) found.add(to);
  return found;
}

/** Strongly connected components: by the order in which a walk leaves atoms, then backwards (Kosaraju and Sharir 1981). */
function components(atoms: Atoms, among: ReadonlySet<number>): ReadonlySet<number>[] {
  const into = new Map<number, number[]>();
  for (const from of among)
    for (const { to } of within(atoms, from, among)) into.set(to, [...(into.get(to) ?? []), from]);
  const free = new Set(among);
  return leavingOrder(atoms, among)
    .reverse()
    .flatMap((root) => {
      if (!free.delete(root)) return [];
      const component = new Set([root]);
      for (const number of component)
        for (const from of into.get(number) ?? []) if (free.delete(from)) component.add(from);
      return [component];
    });
}

function leavingOrder(atoms: Atoms, among: ReadonlySet<number>): number[] {
  const left: number[] = [];
  const seen = new Set<number>();
  for (const root of among) {
    const open = seen.has(root) ? [] : [{ number: root, steps: within(atoms, root, among) }];
    seen.add(root);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const step = top.steps.pop();
      if (step === undefined) left.push(open.pop()?.number ?? -1);
      else if (!seen.has(step.to)) {
        seen.add(step.to);
        open.push({ number: step.to, steps: within(atoms, step.to, among) });
      }
    }
  }
  return left;
}
