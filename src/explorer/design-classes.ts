/** Of masks seen lately: most sets in a graph are one of few. */
const REMEMBERED = 1024;

/**
 * Which designs are together in every one of many sets, or in none: for each the first design that it is together with.
 * `lists` hold sets of so many words one behind the other.
 */
export function togetherIn(lists: readonly Int32Array[], designs: number, words: number): number[] {
  const classOf = new Int32Array(designs);
  const lately = new Int32Array(REMEMBERED * words);
  const state = { classes: 1 };
  for (const list of lists) {
    for (let at = 0; at < list.length; at += words) {
      const place = (hashAt(list, at, words) & (REMEMBERED - 1)) * words;
      if (isSame(list, at, lately, place, words)) continue;
      for (let word = 0; word < words; word += 1) lately[place + word] = list[at + word] ?? 0;
      if (state.classes < designs) split(classOf, state, list, at);
    }
  }
  const first = new Map<number, number>();
  return Array.from(classOf, (one, design) => {
    const known = first.get(one) ?? design;
    first.set(one, known);
    return known;
  });
}

function hashAt(list: Int32Array, at: number, words: number): number {
  let hash = 0;
  for (let word = 0; word < words; word += 1) hash = Math.imul(hash ^ (list[at + word] ?? 0), -2048144789);
  return hash ^ (hash >>> 15);
}

function isSame(list: Int32Array, at: number, other: Int32Array, place: number, words: number): boolean {
  for (let word = 0; word < words; word += 1) if (list[at + word] !== other[place + word]) return false;
  return true;
}

/** Those of a class that are in the set leave it where others are not. */
function split(classOf: Int32Array, state: { classes: number }, list: Int32Array, at: number): void {
  const isIn = (design: number) => (((list[at + (design >> 5)] ?? 0) >>> (design & 31)) & 1) === 1;
  const staying = new Set<number>();
  for (const [design, one] of classOf.entries()) if (!isIn(design)) staying.add(one);
  const leaving = new Map<number, number>();
  for (const [design, one] of classOf.entries()) {
    if (!isIn(design) || !staying.has(one)) continue;
    const next = leaving.get(one) ?? state.classes++;
    leaving.set(one, next);
    classOf[design] = next;
  }
}
