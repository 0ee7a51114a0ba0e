import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StateTable } from "../../src/explorer/state-table.ts";
import { stateTable } from "../../src/explorer/state-table.ts";

const NO_LIMITS = { states: Infinity, bytes: Infinity };
const BATCH = 256;
const LOAD = 0.7;

/** States with few different words, so that many begin or end alike; all odd in front, as packed states are. */
function states(words: number, count: number, seed: number): Int32Array[] {
  let random = seed | 1;
  const next = () => {
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    return random;
  };
  return Array.from({ length: count }, () => {
    const state = new Int32Array(words).map(() => (next() % 5 === 0 ? next() : next() % 3));
    state[0] = (next() % 2 === 0 ? next() : next() % 64) | 1;
    return state;
  });
}

function insert(table: StateTable, some: readonly Int32Array[]): void {
  const words = some[0]?.length ?? 0;
  const B = new Int32Array((some.length + 1) * words);
  some.forEach((state, index) => {
    B.set(state, index * words);
  });
  table.insert(B, some.length * words);
}

/** Everything inserted, in batches. */
function insertAll(table: StateTable, all: readonly Int32Array[], batch = BATCH): void {
  for (let start = 0; start < all.length; start += batch) insert(table, all.slice(start, start + batch));
}

function queued(table: StateTable, words: number): string[] {
  const { states: queue, begin, end } = table.takeQueue();
  return Array.from({ length: (end - begin) / words }, (_, index) => {
    return String(queue.slice(begin + index * words, begin + (index + 1) * words));
  });
}

const GROWTHS = { "by a copy": Infinity, "where it lies": 0 };

describe.each(Object.entries(GROWTHS))(
  "states of 1 to 20 words, half of them with a negative first word, in a table that grows %s",
  (_, inPlaceFrom) => {
    test.each(Array.from({ length: 20 }, (_, index) => index + 1))("%i words: the table is a set", (words) => {
      const all = states(words, 6000, 77 + words);
      const table = stateTable(words, NO_LIMITS, 8, inPlaceFrom);
      insertAll(table, all);
      const distinct = [...new Set(all.map(String))];
      expect(table.count()).toBe(distinct.length);
      expect(queued(table, words)).toEqual(distinct);
      insertAll(table, all.toReversed());
      expect(table.count()).toBe(distinct.length);
      expect(queued(table, words)).toEqual([]);
    });
  },
);

test("whatever is inserted in whatever batches, the table counts and queues what a Set would", () => {
  const word = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
  const drawn = fc.integer({ min: 1, max: 4 }).chain((words) => {
    const state = fc.array(word, { minLength: words, maxLength: words }).map((all) => {
      const made = Int32Array.from(all);
      made[0] = (made[0] ?? 0) | 1;
      return made;
    });
    const batch = fc.array(state, { minLength: 1, maxLength: 40 });
    const inPlaceFrom = fc.constantFrom(...Object.values(GROWTHS), 64);
    return fc.record({ words: fc.constant(words), batches: fc.array(batch, { maxLength: 12 }), inPlaceFrom });
  });
  fc.assert(
    fc.property(drawn, ({ words, batches, inPlaceFrom }) => {
      const table = stateTable(words, NO_LIMITS, 2, inPlaceFrom);
      const seen = new Set<string>();
      for (const batch of batches) {
        const fresh = [...new Set(batch.map(String))].filter((key) => !seen.has(key));
        for (const key of fresh) seen.add(key);
        insert(table, batch);
        expect(table.count()).toBe(seen.size);
        expect(queued(table, words)).toEqual(fresh);
      }
    }),
    { numRuns: 300 },
  );
});

describe("growth exactly at the load limit", () => {
  const SLOTS = 64;
  const most = Math.floor(SLOTS * LOAD);
  /** Distinct, one word each. */
  const distinct = Array.from({ length: 1000 }, (_, index) => Int32Array.of((index * 2654435761) | 1));

  test("the table is as large as its first slots until one more state would exceed the load", () => {
    const table = stateTable(1, NO_LIMITS, SLOTS);
    const empty = table.peakBytes();
    for (const state of distinct.slice(0, most)) insert(table, [state]);
    expect([table.count(), table.peakBytes()]).toEqual([most, empty]);
    insert(table, [distinct[most] ?? Int32Array.of(1)]);
    expect(table.count()).toBe(most + 1);
    expect(table.peakBytes()).toBe(empty + SLOTS * 4 * 2);
  });

  test("where it grows in place it is never there twice", () => {
    const bytes = stateTable(1, NO_LIMITS, SLOTS).peakBytes() + SLOTS * 4;
    const table = stateTable(1, { states: Infinity, bytes }, SLOTS, 0);
    for (const state of distinct.slice(0, most + 1)) insert(table, [state]);
    expect([table.count(), table.refused(), table.peakBytes()]).toEqual([most + 1, null, bytes]);
  });

  test.each([most - 1, most, most + 1].flatMap((before) => [0, Infinity].map((from) => [before, from] as const)))(
    "every state survives a batch that straddles growth after %i states, in place from %d bytes",
    (before, inPlaceFrom) => {
      const table = stateTable(1, NO_LIMITS, SLOTS, inPlaceFrom);
      insertAll(table, distinct.slice(0, before), 1);
      insert(table, distinct.slice(before - 5, before + 200));
      expect(table.count()).toBe(before + 200);
      insertAll(table, distinct.slice(0, before + 200));
      expect(table.count()).toBe(before + 200);
      expect(queued(table, 1)).toEqual(distinct.slice(0, before + 200).map(String));
    },
  );

  test("a batch with one state again and again counts it once", () => {
    const table = stateTable(1, NO_LIMITS, 2);
    insert(
      table,
      Array.from({ length: BATCH }, () => Int32Array.of(-7)),
    );
    expect([table.count(), queued(table, 1)]).toEqual([1, ["-7"]]);
  });
});

describe("limits of the table", () => {
  test("on states: refuses new ones only, and says so", () => {
    const all = Array.from({ length: 300 }, (_, index) => Int32Array.of(2 * index + 1, index));
    const table = stateTable(2, { states: 100, bytes: Infinity }, 8);
    insertAll(table, all.slice(0, 100));
    insertAll(table, all.slice(0, 100));
    expect([table.count(), table.refused()]).toEqual([100, null]);
    insertAll(table, all);
    expect([table.count(), table.refused()]).toEqual([100, "states"]);
    expect(queued(table, 2)).toEqual(all.slice(0, 100).map(String));
  });

  test("on bytes: what would exceed it is refused as memory, and what is known stays known", () => {
    const all = Array.from({ length: 5000 }, (_, index) => Int32Array.of(2 * index + 1));
    const bytes = 40_000;
    const table = stateTable(1, { states: Infinity, bytes }, 64);
    insertAll(table, all);
    expect(table.refused()).toBe("memory");
    expect(table.count()).toBeGreaterThan(700);
    expect(table.peakBytes()).toBeLessThanOrEqual(bytes);
    const { length } = queued(table, 1);
    expect(length).toBe(table.count());
  });

  test("refusing everything leaves what is known", () => {
    const table = stateTable(1, NO_LIMITS, 8);
    insert(table, [Int32Array.of(1)]);
    table.refuse(true);
    insert(table, [Int32Array.of(1)]);
    expect(table.refused()).toBeNull();
    insert(table, [Int32Array.of(3)]);
    expect([table.count(), table.refused()]).toEqual([1, "all"]);
  });
});
