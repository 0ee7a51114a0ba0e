import fc from "fast-check";
import { expect, test } from "vitest";
import { numberedTable } from "../../src/explorer/numbered-table.ts";

const NO_LIMITS = { states: Infinity, bytes: Infinity };
const BATCH = 64;

/** Alike in most words, so that hashes have something to tell apart. */
const word = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));

const drawn = fc.integer({ min: 1, max: 4 }).chain((words) =>
  fc.record({
    words: fc.constant(words),
    batches: fc.array(
      fc.array(fc.array(word, { minLength: words, maxLength: words }), { minLength: 1, maxLength: BATCH }),
      { maxLength: 12 },
    ),
    inPlaceFrom: fc.constantFrom(0, 64, Infinity),
  }),
);

test("whatever is inserted in whatever batches, each state has the number of its first time, and is found by it", () => {
  fc.assert(
    fc.property(drawn, ({ words, batches, inPlaceFrom }) => {
      const table = numberedTable(words, NO_LIMITS, BATCH, () => 0, 2, inPlaceFrom);
      const known = new Map<string, number>();
      for (const batch of batches) {
        const B = new Int32Array((BATCH + 1) * words);
        for (const [index, state] of batch.entries()) B.set(state, index * words);
        table.insert(B, batch.length * words);
        for (const [index, state] of batch.entries()) {
          const number = known.get(String(state)) ?? known.size;
          known.set(String(state), number);
          expect(table.numbers[index]).toBe(number);
        }
        expect(table.count()).toBe(known.size);
      }
      for (const [state, number] of known) expect(String(table.stateAt(number))).toBe(state);
    }),
    { numRuns: 500 },
  );
});

test("a table of many states tells all of them apart, however it grew", () => {
  const states = 100_000;
  for (const inPlaceFrom of [0, Infinity]) {
    const table = numberedTable(2, NO_LIMITS, BATCH, () => 0, 2, inPlaceFrom);
    const B = new Int32Array((BATCH + 1) * 2);
    for (let round = 0; round < 2; round += 1) {
      for (let from = 0; from < states; from += BATCH) {
        for (let index = 0; index < BATCH; index += 1) B.set([from + index, (from + index) >> 8], index * 2);
        table.insert(B, BATCH * 2);
        expect([...table.numbers.subarray(0, BATCH)]).toEqual(
          Array.from({ length: BATCH }, (_, index) => from + index),
        );
      }
    }
    expect(table.count()).toBe(Math.ceil(states / BATCH) * BATCH);
  }
});

test("a limit on bytes leaves room for a table that grows in place, and none for a second one", () => {
  const most = (inPlaceFrom: number): number => {
    const empty = numberedTable(1, NO_LIMITS, BATCH, () => 0, 64, inPlaceFrom).peakBytes();
    // Sixty-four more slots, and the states themselves.
    const table = numberedTable(
      1,
      { states: Infinity, bytes: empty + 64 * 4 + 89 * 4 },
      BATCH,
      () => 0,
      64,
      inPlaceFrom,
    );
    for (let state = 1; state <= 120; state += 1) table.insert(Int32Array.of(state, 0), 1);
    return table.count();
  };
  expect([most(0), most(Infinity)]).toEqual([89, 44]);
});
