import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { designPoints } from "../../src/compare.ts";
import type { CheckedSpec } from "../../src/language/checked-spec.ts";
import { generate } from "../../src/model/generated/generated-system.ts";
import { specAt, specOf } from "../spec-text.ts";
import { agreed } from "./both.ts";

// V8 leaves functions of more than 60 KiB of bytecode to its interpreter for ever. A character of generated text makes up
// to 1.45 bytes of it.
const LONGEST = 40 * 1024;

/** Of all functions of a module, outermost ones: each begins a line or a statement with its name. */
function longestFunction(spec: CheckedSpec): number {
  return Math.max(
    ...designPoints(spec).flatMap(({ knobs }) =>
      [false, true].map((reduce) => {
        const { text } = generate(spec, knobs, reduce).code;
        return Math.max(...text.split(/\nfunction /).map(({ length }) => length));
      }),
    ),
  );
}

const files = ["specs", "specs/peers", "test/semantics"].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".untorn"))
    .map((file) => `${folder}/${file}`),
);

test("no function of any spec is too long for V8 to optimise", () => {
  const tooLong = files.filter((path) => longestFunction(specAt(path)) > LONGEST);
  expect(files.length).toBeGreaterThan(150);
  expect(tooLong).toEqual([]);
});

const repeated = (count: number, text: (index: number) => string, separator = " ") =>
  Array.from({ length: count }, (_, index) => text(index)).join(separator);

const big: readonly (readonly [string, string])[] = [
  [
    "60 instances",
    "0..60 n; task t[60] { bool k; atomic { wait (n >= self); n += 1; k = true; } n = 0; } invariant i: forall (t a, t b) a != b => !(a.k && b.k && n == 60);",
  ],
  [
    "120 shared variables",
    `${repeated(120, (index) => `0..9 v${index};`)} task t[3] { ${repeated(120, (index) => `v${index} = (v${(index * 7) % 120} + ${index}) % 10;`)} }`,
  ],
  [
    "200 invariants",
    `0..9 v[20]; task t[2] { ${repeated(20, (index) => `v[${index}] = ${index % 10};`)} } ${repeated(200, (index) => `invariant i${index}: v[${index % 20}] + v[${(index * 3) % 20}] < 19;`)}`,
  ],
  [
    "one step of 400 statements",
    `0..9 v[40]; task t { atomic { ${repeated(400, (index) => `v[${index % 40}] = (v[${(index * 7) % 40}] + ${index % 9}) % 10;`)} } v[0] = 0; }`,
  ],
  [
    "one choice of 500",
    `0..999 x; task t[2] { x = 1; choose ${repeated(500, (index) => `{ x = ${index}; }`, " or ")} }`,
  ],
  [
    "a crash check of 300 asserts",
    `durable 0..9 v[30]; task t { ${repeated(30, (index) => `v[${index}] = ${index % 10};`)} } crash c { ${repeated(300, (index) => `assert a${index} (v[${index % 30}] < 10);`)} }`,
  ],
  [
    "80 events with parameters",
    `0..9 v[10]; ${repeated(80, (index) => `event e${index}(0..9 i) when (v[i] == ${index % 10}) { v[(i + ${index}) % 10] = ${(index * 3) % 10}; }`)}`,
  ],
  [
    "one invariant of 400 terms",
    `0..9 v[20]; task t { v[3] = 4; v[5] = 9; } invariant all: ${repeated(400, (index) => `(v[${index % 20}] != ${index % 10} || v[${(index * 7) % 20}] < 9)`, " && ")};`,
  ],
  [
    "1,000 invariants",
    `0..9 v[20]; task t[2] { ${repeated(20, (index) => `v[${index}] = ${index % 10};`)} } ${repeated(1000, (index) => `invariant i${index}: v[${index % 20}] + v[${(index * 3) % 20}] < 19;`)}`,
  ],
  [
    "queues of 1,024, of structs",
    "struct e { 0..9 a; bool b[3]; set<0..40> s; 0..1000? o; }; queue<e, 1024> q, p; queue<e, 1000> a[3]; e x; 0..2 i; task t { loop { push(q, x); x.a = i; p = q; x = pop(q); push(a[i], x); a[(i + 1) % 3] = a[i]; x.b[i] = x in p || q == p; x = pop(a[i]); i = (i + 1) % 3; queue<e, 900> l; push(l, x); x = pop(l); } }",
  ],
  [
    "sets of 4,096 values",
    "set<0..4095> s, u; 0..4095 x; set<0..4094> v[3]; task t { loop { s += x; u -= s; s = u; x = size(s); v[x % 3] -= v[0]; v[1] = v[x % 3]; x = s == u || x in v[2] ? 3 : 2; v[2] += { x, 4090, 9 }; } }",
  ],
  [
    "60 works with queues as parameters",
    "queue<0..9, 40> g; 0..9 x; work w[60](queue<0..9, 40> q, 0..9 k) { x = pop(q); x = k; } task t { push(g, 3); loop { spawn w(g, x); } }",
  ],
  [
    "60 locks, taken in every order",
    `mutex m[60]; spinlock s[60]; task t[6] { 0..59 i; lock(m[0]); unlock(m[0]); ${repeated(40, (index) => `pick (0..59 p) { i = p; } lock(m[i]); lock(s[${index}]); unlock(s[${index}]); unlock(m[i]);`)} }`,
  ],
];

test.each(big)("nor of a spec with %s, and both engines agree on it", { timeout: 300_000 }, (_, text) => {
  const spec = specOf(`spec big "x"; ${text}`);
  expect(longestFunction(spec)).toBeLessThan(LONGEST);
  agreed(spec, { maxStates: 100 });
});

/** Each makes a step that is too long for one function, or too long once it is written out as a tree. */
const long: readonly (readonly [string, string])[] = [
  [
    "400 branches",
    `0..999 x; task t[2] { atomic { ${repeated(400, (index) => `if (x == ${index}) { x = ${index + 2}; }`)} } }`,
  ],
  [
    "400 branches on locals, with asserts",
    `0..999 x; task t[2] { 0..999 k; x = 1; ${repeated(400, (index) => `if (k == ${index}) { k = ${index + 2}; assert a${index % 7} (k != 300); }`)} x = k; }`,
  ],
  [
    "400 branches in a loop, with choices, picks and errors",
    `0..999 x; task t { atomic { 0..3 k; while (k < 3) { k += 1; choose { x += k; } or { x = 0; } pick (0..2 v where v != k) { x += v; } else { x = 7; } ${repeated(400, (index) => `if (x == ${index}) { x = ${index * 3} - ${index}; }`)} } } }`,
  ],
  [
    "two switches with 500 cases each",
    `0..999 x, y; task t[2] { pick (0..9 v) { y = v * 50; } switch (y) { ${repeated(499, (index) => `case ${index}: x = ${index}; break;`)} default: x = 999; } atomic { switch (y) { ${repeated(499, (index) => `case ${index}: x = ${index + 1}; break;`)} } y = x; } }`,
  ],
  [
    "1,400 statements in a row, on an array",
    `0..9 v[40]; task t { atomic { ${repeated(1400, (index) => `v[${index % 40}] = (v[${(index * 7) % 40}] + ${index % 9}) % 10;`)} } v[0] = 0; }`,
  ],
  [
    "400 branches in an event",
    `0..999 x; event e(0..3 k) when (x + k < 500) { x += k; ${repeated(400, (index) => `if (x == ${index}) { x = ${index + 2}; }`)} }`,
  ],
  [
    "400 branches in a crash block",
    `durable 0..999 x; task t { x = 1; x = 5; } crash c { 0..999 y; choose { y = x; } or { y = 7; } ${repeated(400, (index) => `if (y == ${index}) { y = ${index + 2}; }`)} assert a (y < 300); }`,
  ],
  [
    "400 branches in `init`",
    `0..999 x; init { pick (0..9 v) { x = v; } ${repeated(400, (index) => `if (x == ${index}) { x = ${index + 2}; }`)} } task t { x = 3; }`,
  ],
  [
    "400 branches in a prologue",
    `0..999 x; task t { 0..999 k; pick (0..9 v) { k = v; } ${repeated(400, (index) => `if (k == ${index}) { k = ${index + 2}; }`)} x = k; }`,
  ],
  [
    "400 branches on a wide state",
    `bool f[900]; 0..999 x; task t { atomic { ${repeated(400, (index) => `if (x == ${index}) { x = ${index + 2}; f[${index}] = true; }`)} } x = 5; }`,
  ],
];

test.each(long)("one step with %s: several functions, and both engines agree", { timeout: 300_000 }, (_, text) => {
  const spec = specOf(`spec long "x"; ${text}`);
  expect(longestFunction(spec)).toBeLessThan(LONGEST);
  agreed(spec, { maxStates: 60 });
});
