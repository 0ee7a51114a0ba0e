/**
 * Liveness by the letter of its definition, for graphs of a few states: all lassos up to some length, each judged on its
 * own. Nothing here knows of automata or components, and nothing is shared with what it checks.
 */

export type Formula =
  | { readonly kind: "true" }
  | { readonly kind: "mark"; readonly mark: number }
  | { readonly kind: "not" | "next" | "always" | "eventually"; readonly operand: Formula }
  | {
      readonly kind: "and" | "or" | "implies" | "until";
      readonly left: Formula;
      readonly right: Formula;
    }
  | { readonly kind: "leads_to"; readonly left: Formula; readonly right: Formula };

export type Edge = { readonly from: number; readonly to: number; readonly label: number };

/** States are numbers; `marks` says what holds in each. */
export type SmallGraph = {
  readonly start: number;
  readonly marks: readonly (readonly boolean[])[];
  readonly edges: readonly Edge[];
};

/** A demand on fair runs, by the labels of the steps it is about. */
export type Demand = { readonly strength: "weak" | "strong"; readonly labels: readonly number[] };

/** The states of a run in order, and the position that the last step goes back to; null: the run stays in its last state. */
export type SmallLasso = { readonly steps: readonly Edge[]; readonly loop: number | null };

/** By position: truth on the infinite word that goes from its last position back to `loop`. */
export function truthOf(formula: Formula, word: readonly (readonly boolean[])[], loop: number): readonly boolean[] {
  const positions = word.map((_, position) => position);
  const after = (position: number) => (position + 1 < word.length ? position + 1 : loop);
  /** All positions from one on: twice as many as there are, so none is left out. */
  const onwards = (start: number) => {
    const visited = [start];
    while (visited.length < 2 * word.length) visited.push(after(visited.at(-1) ?? start));
    return visited;
  };
  const part = (inner: Formula) => truthOf(inner, word, loop);
  switch (formula.kind) {
    case "true":
      return positions.map(() => true);
    case "mark":
      return word.map((marks) => marks[formula.mark] === true);
    case "not":
      return part(formula.operand).map((holds) => !holds);
    case "next": {
      const inner = part(formula.operand);
      return positions.map((at) => inner[after(at)] === true);
    }
    case "always": {
      const inner = part(formula.operand);
      return positions.map((at) => onwards(at).every((later) => inner[later]));
    }
    case "eventually": {
      const inner = part(formula.operand);
      return positions.map((at) => onwards(at).some((later) => inner[later]));
    }
    case "leads_to": {
      const inner: Formula = { kind: "eventually", operand: formula.right };
      return part({ kind: "always", operand: { kind: "implies", left: formula.left, right: inner } });
    }
    case "and":
    case "or":
    case "implies":
    case "until": {
      const { kind } = formula;
      const [left, right] = [part(formula.left), part(formula.right)];
      return positions.map((at) => binary(kind, left, right, onwards(at)));
    }
  }
}

function binary(
  kind: "and" | "or" | "implies" | "until",
  left: readonly boolean[],
  right: readonly boolean[],
  onwards: readonly number[],
): boolean {
  const [at = 0] = onwards;
  const [first, second] = [left[at] === true, right[at] === true];
  switch (kind) {
    case "and":
      return first && second;
    case "or":
      return first || second;
    case "implies":
      return !first || second;
    case "until": {
      const end = onwards.findIndex((position) => right[position]);
      return end !== -1 && onwards.slice(0, end).every((position) => left[position]);
    }
  }
}

/** What happens again and again on a lasso decides whether it is fair. */
export function isFair(graph: SmallGraph, { steps, loop }: SmallLasso, demands: readonly Demand[]): boolean {
  const last = steps.at(-1)?.to ?? graph.start;
  const around = loop === null ? [] : steps.slice(loop);
  const states = loop === null ? [last] : around.map(({ from }) => from);
  return demands.every(({ strength, labels }) => {
    const enabledIn = (state: number) => edgesOutOf(graph, state).some(({ label }) => labels.includes(label));
    if (around.some(({ label }) => labels.includes(label))) return true;
    return strength === "weak" ? !states.every(enabledIn) : !states.some(enabledIn);
  });
}

export function breaks(graph: SmallGraph, { steps, loop }: SmallLasso, formula: Formula): boolean {
  const states = [graph.start, ...steps.map(({ to }) => to)];
  // The last state is the one at `loop` once more, unless the run stays there.
  const word = loop === null ? states : states.slice(0, -1);
  const marks = word.map((state) => graph.marks[state] ?? []);
  return truthOf(formula, marks, loop ?? word.length - 1)[0] !== true;
}

/** A lasso of more steps than this is not tried. */
const MOST_STEPS = 8;

/** A shortest fair lasso that breaks the formula, by trying one after the other up to so many walks; null if none does. */
export function shortestBreach(
  graph: SmallGraph,
  formula: Formula,
  demands: readonly Demand[],
  mostWalks: number,
): SmallLasso | null {
  let walks: readonly (readonly Edge[])[] = [[]];
  let tried = 0;
  for (let steps = 0; steps <= MOST_STEPS && tried + walks.length <= mostWalks; steps += 1) {
    tried += walks.length;
    for (const walk of walks) {
      const found = lassosOf(graph, walk).find(
        (lasso) => isFair(graph, lasso, demands) && breaks(graph, lasso, formula),
      );
      if (found !== undefined) return found;
    }
    walks = walks.flatMap((walk) => edgesOutOf(graph, walk.at(-1)?.to ?? graph.start).map((edge) => [...walk, edge]));
  }
  return null;
}

/** The lassos that a walk is: back to any earlier visit of its last state, or staying there if nothing can step. */
function lassosOf(graph: SmallGraph, steps: readonly Edge[]): SmallLasso[] {
  const states = [graph.start, ...steps.map(({ to }) => to)];
  const last = states.at(-1) ?? graph.start;
  if (edgesOutOf(graph, last).length === 0) return [{ steps, loop: null }];
  return states.slice(0, -1).flatMap((state, loop) => (state === last ? [{ steps, loop }] : []));
}

const outOf = new WeakMap<SmallGraph, ReadonlyMap<number, readonly Edge[]>>();

function edgesOutOf(graph: SmallGraph, state: number): readonly Edge[] {
  const edges = outOf.get(graph) ?? grouped(graph.edges);
  outOf.set(graph, edges);
  return edges.get(state) ?? [];
}

function grouped(edges: readonly Edge[]): ReadonlyMap<number, readonly Edge[]> {
  const groups = new Map<number, Edge[]>();
  for (const edge of edges) groups.set(edge.from, [...(groups.get(edge.from) ?? []), edge]);
  return groups;
}
