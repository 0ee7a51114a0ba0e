import { expect, test } from "vitest";
import { folderWith, onSpec, untorn } from "./untorn.ts";

const demo = "specs/retry-demo.untorn";

// A drain, a pair, an order, a place that the design never reaches, and one that has no form.
const SPEC = `spec record "Write the data, then the record that speaks of it";
knob bool LOGGED = true;
design logged { }
design plain "without a record" { LOGGED = false; }
rwsem l;
durable 0..1 data, record;
0..1 flying = 1;
/// bio ends
event lands() when (flying == 1) { flying = 0; }
task writer {
  /// down_write()
  lock(l, EXCL);
  /// inode_dio_wait()
  wait (flying == 0);
  data = 1;
  if (LOGGED) {
    /// up_write()
    unlock(l);
    /// down_read()
    lock(l, SHARED);
    record = 1;
  }
  unlock(l);
}
task reader { atomic { lock(l, SHARED); assert drained (flying == 0 || data == 0) "too early"; } unlock(l); }
crash whole "no record without data" { assert (record == 0 || data == 1) "torn"; }
invariant quiet "nothing flies while data is there": data == 1 => flying == 0;
`;

const timeless = (text: string): string => text.replace(/\b\d+\.\d+ s\b/g, "N s");

test.each([80, 60])(
  "one thing dropped at a time, at %d columns: what breaks, nothing, never reached",
  async (width) => {
    const folder = folderWith({ "a.untorn": SPEC });
    const words = ["compare", "a.untorn", "--mutate", "--design", "logged", "--design", "plain"];
    const { code, out, err } = untorn(words, { folder, environment: { NO_COLOR: "1", COLUMNS: String(width) } });
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n").filter((row) => row.length > width)).toEqual([]);
    await expect(timeless(out)).toMatchFileSnapshot(`outputs/mutate-${width}.txt`);
  },
);

test("the defaults, where no design is named; quiet, the table is all", () => {
  const { out, code } = untorn(["compare", demo, "--mutate", "-q"]);
  expect(code).toBe(0);
  expect(`\n${out}`).toMatchInlineSnapshot(`
    "
               dropped                               | breaks
        ---------------------------------------------+-------------------------
        test   ret != 0, retry-demo.untorn:32        | nothing breaks
        lock   lock(iolock, how),                    | nothing breaks
               retry-demo.untorn:52                  | cow_is_exclusive vacuous
        drain  wait (in_flight == 0),                | nothing changes
               retry-demo.untorn:54                  |
        test   ret == -HW_REFUSED,                   | nothing breaks
               retry-demo.untorn:56                  |
        flag   mode == HW, retry-demo.untorn:56      | writer_returns LOOP@7
        pair   unlock(iolock), retry-demo.untorn:58: | cow_is_exclusive FAIL@2
               kept until retry-demo.untorn :52,     |
               SHARED even where EXCL is wanted      |
    "
  `);
  expect(untorn(["compare", demo, "--mutate"]).out).toContain("(defaults): HW_REFUSED=EAGAIN CACHE_BUSY=EAGAIN");
});

test("a knob can be set as for a check", () => {
  const { out } = untorn(["compare", demo, "--mutate", "-D", "HW_REFUSED=ENOPROTOOPT"]);
  expect(out).toContain("(defaults): HW_REFUSED=ENOPROTOOPT CACHE_BUSY=EAGAIN DRAIN=true\n");
  expect(out).not.toContain("violated already");
});

test("with a limit, what was not decided does not break and does not hold", () => {
  const limited = ["--mutate", "--max-states", "20"];
  const { out, code } = untorn(["compare", demo, "--design", "merged", ...limited]);
  expect(code).toBe(3);
  expect(out).toContain("undecided: no_trample");
  expect(out).toContain("Nothing dropped: the limit on states, --max-states, ended the search\n");
  expect(out).not.toMatch(/nothing |FAIL/);
  const text = `spec a "x"; bool go; 0..99 n; task t { }
daemon d { wait (go); while (n < 99) n += 1; assert gone (go); } invariant low: n < 90;`;
  const { out: more, code: unfinished } = onSpec(text, ["compare", "a.untorn", ...limited]);
  expect(unfinished).toBe(3);
  expect(more).toContain("holds: gone vacuous, low, deadlock, locks and ranges\n");
  expect(more).toContain("wait  wait (go), a.untorn:2 | undecided\n");
  expect(more).toContain("undecided: the limit on states, --max-states, ended the search\n");
});

test("a spec without a protocol has nothing to drop", () => {
  const { out, code } = onSpec('spec a "x"; bool x; task t { x = true; }', ["compare", "a.untorn", "--mutate"]);
  expect(code).toBe(0);
  expect(out).toContain("There is nothing to drop.");
});

test("what does not go with it is refused", () => {
  const complaint = (...words: readonly string[]): string => {
    const { code, err, out } = untorn(["compare", demo, ...words]);
    expect([code, out]).toEqual([2, ""]);
    return err;
  };
  expect(complaint("--mutate", "--all")).toContain("--mutate is for designs");
  expect(complaint("--mutate", "--grow")).toContain("leave out");
  expect(complaint("--mutate", "--property", "locks")).toContain("--property");
  expect(complaint("--mutate", "-D", "DRAIN=false", "--design", "posted", "--design", "merged")).toContain(
    "one --design",
  );
  expect(complaint("--diff", "posted", "merged", "--property", "locks", "--mutate")).toContain("as they are");
  expect(complaint("--grow", "--vary", "DRAIN")).toContain("--grow is for designs");
});
