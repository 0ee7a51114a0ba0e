import type { Part } from "./part.ts";

/**
 * The trees one change smaller than a given one. Each has fewer parts, so shrinking ends. First what leaves out much:
 * runs of neighbours that may be left out, then single parts, then parts replaced by what is inside them or by a literal.
 */

/** Positions of pieces, from the root. */
type Way = readonly number[];

type Found = { readonly way: Way; readonly part: Part; readonly size: number };

export type Change = () => Part;

export function smallerTrees(tree: Part): Change[] {
  const found = [...partsIn(tree, [])].sort((left, right) => right.size - left.size);
  const runs = found.flatMap(({ way, part }) => droppedRuns(tree, way, part));
  const drops = found
    .filter(({ part }) => part.optional)
    .map(
      ({ way }) =>
        () =>
          replaced(tree, way, []),
    );
  const inner = found.flatMap(({ way, part }) => {
    return insides(part).map(
      (inside): Change =>
        () =>
          replaced(tree, way, [inside]),
    );
  });
  const literals = found.flatMap(({ way, part }) => {
    return part.simpler.map(
      (text): Change =>
        () =>
          replaced(tree, way, [text]),
    );
  });
  return [...runs, ...drops, ...inner, ...literals];
}

function* partsIn(tree: Part, way: Way): Generator<Found> {
  yield { way, part: tree, size: sizeOf(tree) };
  for (const [index, piece] of tree.pieces.entries()) {
    if (typeof piece !== "string") yield* partsIn(piece, [...way, index]);
  }
}

function sizeOf(tree: Part): number {
  return tree.pieces.reduce((size, piece) => size + (typeof piece === "string" ? 0 : sizeOf(piece)), 1);
}

/** Halves and quarters of the pieces that may be left out. */
function droppedRuns(tree: Part, way: Way, { pieces }: Part): Change[] {
  const droppable = pieces.flatMap((piece, index) => (typeof piece !== "string" && piece.optional ? [index] : []));
  if (droppable.length < 4) return [];
  return [2, 4].flatMap((share) => {
    const length = Math.ceil(droppable.length / share);
    return Array.from({ length: Math.ceil(droppable.length / length) }, (_, run): Change => {
      const gone = new Set(droppable.slice(run * length, (run + 1) * length));
      return () => changed(tree, way, (part) => ({ ...part, pieces: part.pieces.filter((_, at) => !gone.has(at)) }));
    });
  });
}

/** Parts inside that may stand in the place of the whole. */
function insides(part: Part): Part[] {
  if (part.sort === "") return [];
  const fits = (sort: string) => sort === part.sort || (part.sort === "statement" && sort === "statements");
  return [...partsIn(part, [])].flatMap(({ part: inside }) => (inside !== part && fits(inside.sort) ? [inside] : []));
}

function replaced(tree: Part, way: Way, by: readonly (string | Part)[]): Part {
  const last = way.at(-1);
  if (last === undefined) return { ...tree, pieces: by };
  return changed(tree, way.slice(0, -1), (part) => ({ ...part, pieces: part.pieces.toSpliced(last, 1, ...by) }));
}

function changed(tree: Part, way: Way, change: (part: Part) => Part): Part {
  const [first, ...rest] = way;
  if (first === undefined) return change(tree);
  const piece = tree.pieces[first];
  if (piece === undefined || typeof piece === "string") throw new Error("no part there");
  return { ...tree, pieces: tree.pieces.with(first, changed(piece, rest, change)) };
}
