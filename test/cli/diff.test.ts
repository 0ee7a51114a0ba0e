import { expect, test } from "vitest";
import { onSpec, untorn } from "./untorn.ts";

const DEMO = "specs/retry-demo.untorn";

/** Without the sizes of the searches and all below them. */
function body(text: string): string {
  return `\n${text.slice(0, text.search(/^ {2}\d+ states, /m))}`;
}

const diffed = (first: string, second: string, ...more: readonly string[]): readonly string[] => [
  "compare",
  "a.untorn",
  ...["--diff", first, second, "--property", "goal"],
  ...more,
];

test("the counterexample of one design, walked under the other to where they part", () => {
  const { code, out, err } = untorn(["compare", DEMO, "--diff", "merged", "posted", "--property", "right_cause"]);
  expect([code, err]).toEqual([0, ""]);
  expect(body(out)).toMatchInlineSnapshot(`
    "
    untorn 0.1.0   retry-demo.untorn   merged and posted

      right_cause: CoW retry for the wrong reason

        merged  holds
        posted  VIOLATED in 3 steps

                   | merged       posted
        -----------+--------------------
        HW_REFUSED | ENOPROTOOPT  EAGAIN

      The shortest trace of posted, walked under merged:

         writer               mapper
         ------------------   -----------------------
      1                       dirty[0]: false -> true
      2  lock iolock SHARED

      They part in step 3, at retry-demo.untorn:56:
        if (ret == -HW_REFUSED && mode == HW)

         merged                                 posted
         HW_REFUSED=ENOPROTOOPT                 HW_REFUSED=EAGAIN
         ------------------------------------   ------------------------------------
      3  writer: __iomap_dio_rw():              writer: __iomap_dio_rw():
         if (dirty[0])                          if (dirty[0])
         ret = -EAGAIN   <== cause page_dirty   ret = -EAGAIN   <== cause page_dirty
         then at :63 unlock iolock              ^^^^^^
                                                right_cause: CoW retry for the wrong
                                                reason
                                                then at :58 unlock iolock

      posted violates it there. merged can take the same steps to the end without
      violating it.

      as expected: 2 'expect' lines

    "
  `);
});

test("designs that part in the initial state have no common steps", () => {
  const text = `spec a "x"; knob bool EARLY = false; 0..3 n;
design now { EARLY = true; } design later { }
task t { 0..3 by = EARLY ? 2 : 1; n = by; }
invariant goal "at most one": n < 2;`;
  const { code, out } = onSpec(text, diffed("later", "now"));
  expect(code).toBe(1);
  expect(body(out)).toMatchInlineSnapshot(`
    "
    untorn 0.1.0   a.untorn   later and now

      goal: at most one

        later  holds
        now    VIOLATED in 1 step

              | later  now
        ------+------------
        EARLY | false  true

      The shortest trace of now, walked under later:

      They part in the initial state, at a.untorn:3:
        0..3 by = EARLY ? 2 : 1

         later                                  now
         EARLY=false                            EARLY=true
         ------------------------------------   ------------------------------------
      0  initial state                          initial state
         t: by = 1                              t: by = 2

      now violates it 1 step later. later can take the same steps to the end without
      violating it.

    "
  `);
});

test("initial values and 'init' may part them too, where there is no statement of a step to name", () => {
  const text = `spec a "x"; knob 0..2 START in { 0, 2 } = 0; 0..3 n = START; 0..3 m;
design low { } design high { START = 2; }
task t { m = n; }
invariant goal: m < 2;`;
  const { out } = onSpec(text, diffed("low", "high"));
  expect(out).toContain("They part in the initial state.\n");
  expect(out).toMatch(/n = 0 +n = 2\n/);
});

test("a step that the other design cannot take: where it stands instead, and that it stays there", () => {
  const text = `spec a "x"; knob bool WAITS = false; 0..3 n; bool ready;
design eager { } design patient { WAITS = true; }
task t { n = 1; wait (!WAITS || ready); n = 2; }
invariant goal: n < 2;`;
  const { out } = onSpec(text, diffed("eager", "patient"));
  expect(out).toContain("They part in step 2, at a.untorn:3:\n    wait (!WAITS || ready)\n");
  expect(out).toMatch(/WAITS=false +WAITS=true\n/);
  expect(out).toMatch(/ 2 {2}t: +t: cannot step\n {5}wait .* {3}stands at :3 wait .*\n/);
  expect(out.replace(/\s+/g, " ")).toContain("eager violates it 1 step later. patient cannot take this step.");
});

test("a step that is possible with other choices only", () => {
  const text = `spec a "x"; knob 0..2 MOST in { 1, 2 } = 1; 0..3 n;
design few { } design many { MOST = 2; }
task t { pick (0..2 by where by <= MOST && n == 0) { n = by; } }
invariant goal: n < 2;`;
  const { out } = onSpec(text, diffed("few", "many"));
  expect(out).toContain("many  VIOLATED in 2 steps");
  expect(out).toMatch(/ 1 {2}t: has no step with these choices +t:\n/);
  expect(out).toMatch(/MOST=1 +MOST=2/);
});

test("behind the parting: how far the same steps lead, where that ends, and what the other design violates by itself", () => {
  const text = `spec a "x"; knob 0..3 BY in { 1, 2 } = 1; 0..3 n; 0..3 m;
design one { } design two { BY = 2; }
task t { n = BY; wait (n != 1); m = 1; }
daemon d { wait (n == 0 && m == 0); m = 3; }
invariant goal: m == 0;`;
  const { out } = onSpec(text, diffed("one", "two"));
  expect(out.replace(/\s+/g, " ")).toContain("Both violate it by the same trace of 2 steps; they do not part on it.");
  const without = text.replace(/daemon.*\n/, "");
  const { out: other } = onSpec(without, diffed("one", "two"));
  expect(other.replace(/\s+/g, " ")).toContain(
    "two violates it 2 steps later. one can take the same steps up to step 1, not step 2: t stands at :3 wait (n != 1).",
  );
});

test("both violate it, by different traces", () => {
  const text = `spec a "x"; knob bool SKIP = false; 0..3 n;
design slow { } design fast { SKIP = true; }
task t { n = 1; if (SKIP) n = 3; n = 2; }
invariant goal: n < 2;`;
  const { out } = onSpec(text, diffed("slow", "fast"));
  expect(out).toMatch(/slow {2}VIOLATED in 2 steps\n +fast {2}VIOLATED in 2 steps\n/);
  expect(out).toContain("They part in step 1, at a.untorn:3:\n    if (SKIP)\n");
  expect(out.replace(/\s+/g, " ")).toContain("fast can take the same steps to the end, and violates it there too.");
});

test("both violate it by the same trace: it is shown once", () => {
  const text = `spec a "x"; knob bool IDLE = false; 0..3 n;
design here { } design there { IDLE = true; }
task t { n = 2; n = 1; if (IDLE) n = 0; }
invariant goal: n < 2;`;
  const { code, out } = onSpec(text, diffed("here", "there"));
  expect(code).toBe(1);
  expect(out).toContain("Both violate it by the same trace of 1 step; they do not part on it.");
  expect(out.match(/\^{6} goal/g)).toHaveLength(1);
});

test("neither violates it: there is nothing to walk, and that is no mistake", () => {
  const text = `spec a "x"; knob bool IDLE = false; 0..3 n;
design here { } design there { IDLE = true; }
task t { n = 1; }
invariant goal: n < 2;`;
  const { code, out } = onSpec(text, diffed("here", "there"));
  expect(code).toBe(0);
  expect(out).toContain("Neither violates it: there is no trace to walk.");
});

test("the same states, and a property that asks a knob itself", () => {
  const text = `spec a "x"; knob bool STRICT = false; 0..3 n;
design strict { STRICT = true; } design lax { }
task t { n = 2; }
invariant goal: STRICT => n < 2;`;
  const { out } = onSpec(text, diffed("lax", "strict"));
  expect(out.replace(/\s+/g, " ")).toContain(
    "The 1 step of strict lead to the same states under lax: what differs is the property, which asks a knob itself.",
  );
});

test("a limit that leaves both open is said, and exits with 3", () => {
  const text = `spec a "x"; knob bool IDLE = false; 0..3 n;
design here { } design there { IDLE = true; }
task t { n = 1; n = 2; }
invariant goal: n < 2;`;
  const { code, out } = onSpec(text, diffed("here", "there", "--max-depth", "1"));
  expect(code).toBe(3);
  expect(out).toContain("here   undecided: the limit on depth");
  expect(out).toContain("No violation was found, so there is no trace to walk.");
});

test("--json says the same, the designs in the order given", () => {
  const words = ["compare", DEMO, "--diff", "merged", "posted", "--property", "right_cause", "--json"];
  const { runs, diff } = JSON.parse(untorn(words).out);
  expect(runs.map(({ design }: { design: string }) => design)).toEqual(["merged", "posted"]);
  expect(runs[1].properties).toHaveLength(1);
  expect(diff).toMatchObject({
    property: "right_cause",
    violating: "posted",
    stopped: null,
    alsoBroken: false,
    parting: {
      step: 3,
      line: 56,
      knobs: ["HW_REFUSED"],
      first: { stopped: null, failures: [], next: { line: 63, text: "unlock iolock" } },
      second: {
        stopped: null,
        failures: ["CoW retry for the wrong reason"],
        next: { line: 58, text: "unlock iolock" },
      },
    },
  });
});

test("wrong words are refused before anything is searched", () => {
  const complaint = (...words: readonly string[]): string => {
    const { code, out, err } = untorn(["compare", DEMO, ...words]);
    expect([code, out]).toEqual([2, ""]);
    return err;
  };
  expect(complaint("--diff", "posted", "--property", "right_cause")).toContain("--diff takes two designs");
  expect(complaint("--diff", "posted", "posted", "--property", "right_cause")).toContain("--diff takes two designs");
  expect(complaint("--diff", "posted", "merged", "seed", "--property", "locks")).toContain("--diff takes two designs");
  expect(complaint("--diff", "posted", "merged")).toContain("--diff needs a property");
  expect(complaint("--diff", "posted", "merges", "--property", "locks")).toContain("unknown design 'merges'");
  expect(complaint("--diff", "posted", "merged", "--property", "lock")).toContain("unknown property 'lock'");
  expect(complaint("--diff", "posted", "merged", "--property", "locks", "--all")).toContain("as they are");
  expect(complaint("--property", "locks")).toContain("--property is for --diff");
});
