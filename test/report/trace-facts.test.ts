import { expect, test } from "vitest";
import { readSpec } from "../../src/check.ts";
import { MAIL, render } from "../../src/report/line.ts";
import { endLines } from "../../src/report/trace-facts.ts";
import { NO_CONSTANTS, searched, specOf, traceOf } from "../spec-text.ts";

/** What stands below the columns of a trace, at 80 columns. */
function facts(text: string, property: string): string {
  return `\n${render({ ...MAIL, width: 80 }, endLines(traceOf(searched(specOf(text)), property), 80))}`;
}

function fact(text: string, property: string, label: string): string {
  const lines = facts(text, property).split("\n");
  const first = lines.findIndex((line) => line.startsWith(`  ${label}`));
  const more = lines.slice(first + 1).findIndex((line) => !line.startsWith("   "));
  return first === -1
    ? ""
    : lines
        .slice(first, first + 1 + more)
        .join(" ")
        .replace(/\s+/g, " ")
        .trim();
}

// ---------------------------------------------------------------------------------------------- the error code

test("the chain of an error code: born, changed, stored where it is asked for, taken, judged", () => {
  const text = `spec a "x";
errno EBUSY, EAGAIN;
bool dirty;
/// flush the page
errno flush()
{
  if (dirty) return -EBUSY because redirtied;
  return 0;
}
errno write()
{
  errno ret = flush();
  if (ret != 0)
    return -EAGAIN from ret;
  return -EAGAIN because impossible;
}
task writer
{
  errno ret;
  ret = write();
  if (ret == -EAGAIN)
    assert right_cause (cause(ret) == impossible) "wrong";
}
task mapper { dirty = true; }`;
  expect(facts(text, "right_cause")).toMatchInlineSnapshot(`
    "
      error code        :7   -EBUSY born, cause redirtied, in flush the page
                        :14  now -EAGAIN in write()
                        :20  stored in ret, in writer
                        :21  taken: ret == -EAGAIN
                        :22  judged by right_cause
      no common lock    dirty: written in step 1 by mapper (:24), and read in step 2
                        by writer (:7, flush the page)
    "
  `);
});

test("a code that is asked for where it is written has no variable between", () => {
  const text = `spec a "x"; errno EIO; 0..1 n;
task t { errno e = -EIO because broken; n = 1; assert fine (e == 0) "no"; }`;
  expect(fact(text, "fine", "error code")).toBe("error code :2 -EIO born, cause broken, in t :2 judged by fine");
});

test("what others see is a link of its own: shared, durable and ghost variables, their elements and fields", () => {
  const text = `spec a "x"; errno EIO, EAGAIN;
struct request { bool live; errno result; };
request slot[2];
ghost errno last;
fair event fails(0..1 s) when (slot[s].live && s == 1) {
  slot[s] = { .result = -EIO because medium };
}
task t {
  slot[1].live = true;
  wait (!slot[1].live);
  last = slot[1].result;
}
invariant clean "no error": last == 0;`;
  expect(fact(text, "clean", "error code")).toBe(
    "error code :6 -EIO born, cause medium, in fails :6 stored in slot[1].result, in fails " +
      ":11 stored in last, in t :13 judged by clean",
  );
});

test("the chain goes through parameters, results, conditional expressions and functions in expressions", () => {
  const text = `spec a "x"; errno EIO, EAGAIN; bool b;
errno retried(errno e) { return -EAGAIN from e; }
errno first(bool which, errno e)
{
  b = which;
  return which ? retried(e) : 0;
}
errno pass(errno given) { b = false; return first(true, given); }
task t {
  errno made = -EIO because medium;
  errno got = pass(made);
  assert fine (got == 0) "no";
}`;
  expect(fact(text, "fine", "error code")).toBe(
    "error code :10 -EIO born, cause medium, in t :2 now -EAGAIN in retried() :11 stored in got, in t :12 judged by fine",
  );
});

test("in a loop the chain is that of the last pass, though an older one left the same code there", () => {
  const text = `spec a "x"; errno EIO; 0..3 n;
errno attempt()
{
  n += 1;
  if (n == 1)
    return -EIO because same;
  return -EIO because same;
}
task t {
  errno ret;
  while (n < 2)
    ret = attempt();
  assert fine (ret == 0) "no";
}`;
  expect(fact(text, "fine", "error code")).toMatch(
    /^error code :7 -EIO born, cause same, in attempt\(\) :12 stored in ret/,
  );
});

test("a code that 'from' leaves as it is has not changed", () => {
  const text = `spec a "x"; errno EIO, EAGAIN; knob errno K in { EAGAIN, same } = same; 0..1 n;
errno f() { errno e = -EIO because medium; n = 1; return -K from e; }
task t { errno ret = f(); assert fine (ret == 0) "no"; }`;
  expect(fact(text, "fine", "error code")).toBe(
    "error code :2 -EIO born, cause medium, in f() :3 stored in ret, in t :3 judged by fine",
  );
});

test("a long chain shows its two ends", () => {
  const stores = Array.from({ length: 14 }, (_, index) => `s[${index + 1}] = s[${index}];`).join("\n");
  const text = `spec a "x"; errno EIO; errno s[15];
task t { s[0] = -EIO because medium;
${stores}
errno e = s[14]; assert fine (e == 0) "no"; }`;
  const shown = fact(text, "fine", "error code");
  expect(shown).toMatch(/^error code :2 -EIO born.* :5 stored in s\[3\], in t \.\.\. 8 more links :1\d stored/);
  expect(shown).toMatch(/stored in e, in t :17 judged by fine$/);
});

test("a switch takes an error by its case, and not by default", () => {
  const spec = (cases: string): string => `spec a "x"; errno EIO, EAGAIN; 0..1 n;
task t {
  errno e = -EIO because medium;
  n = 1;
  switch (e) { ${cases} }
}`;
  const assertion = 'assert fine (cause(e) == none) "no";';
  expect(fact(spec(`case -EIO: ${assertion}`), "fine", "error code")).toContain(":5 taken: e :5 judged");
  expect(fact(spec(`case 0: break; default: ${assertion}`), "fine", "error code")).not.toContain("taken");
});

test("a property that asks for no error code has no chain", () => {
  const text = `spec a "x"; errno EIO; 0..1 n; errno s;
task t { s = -EIO because medium; n = 1; }
invariant small: n == 0;`;
  expect(fact(text, "small", "error code")).toBe("");
});

test("the chain goes through queues and the parameters of works", () => {
  const text = `spec a "x"; errno EIO, EAGAIN; queue<errno, 3> q; errno seen;
work completion[1](errno given) { push(q, 0); push(q, given); }
task t {
  spawn completion(-EIO because medium);
  errno e;
  pop(q);
  e = pop(q);
  seen = e;
}
invariant fine: seen == 0;`;
  expect(fact(text, "fine", "error code")).toBe(
    "error code :4 -EIO born, cause medium, in t :2 stored in q, in completion :8 stored in seen, in t :10 judged by fine",
  );
});

test("a property that names locals of tasks is about the error stored last", () => {
  const text = `spec a "x"; errno EIO, EAGAIN; 0..2 n;
task t[2] {
  errno ret;
  n += 1;
  ret = self == 0 ? -EIO because first : -EAGAIN because second;
}
invariant fine: !(exists (t w) cause(w.ret) == first && (exists (t v) cause(v.ret) == second));`;
  expect(fact(text, "fine", "error code")).toBe("error code :5 -EAGAIN born, cause second, in t :7 judged by fine");
});

// ---------------------------------------------------------------------------------------------- in flight

test("in flight are structs that the guard of an event names, through functions too, and not other structs", () => {
  const text = `spec a "x";
struct io { 0..3 to; };
io ios[2]; io others[2]; 0..3 count;
bool submitted(0..1 b) { return ios[b].to != 0; }
event land(0..1 b) when (submitted(b) && count == 3) { ios[b] = { .to = 0 }; }
task t { count = 1; others[1].to = 2; ios[1].to = 2; }
invariant none_flies: ios[1].to == 0;`;
  expect(fact(text, "none_flies", "in flight at end")).toBe("in flight at end ios[1] since step 3 by t: to=2");
});

test("in flight at the end: durable structs that were filled in, with their submitter, and nothing else", () => {
  const text = `spec a "x";
struct bio { 0..3 target; bool live; };
durable bio bios[2];
durable 0..3 disk[2];
durable bio label = { .target = 3 };
0..1 n;
task plain { bios[0] = { .target = 2, .live = true }; bios[0] = { .target = 0 }; }
task other { wait (!bios[0].live && n == 0); bios[1].target = 1; bios[1].live = true; disk[0] = 1; n = 1; }
invariant small: n == 0;`;
  expect(fact(text, "small", "in flight at end")).toBe(
    "in flight at end bios[1] since step 2 by other: target=1, live",
  );
});

test("an I/O that came back to its default is over; one that was there at first and changed is in flight", () => {
  const text = `spec a "x";
struct bio { 0..3 target; };
durable bio first = { .target = 1 };
durable bio second;
0..1 n;
task t { second.target = 1; second.target = 0; first.target = 2; n = 1; }
invariant small: n == 0;`;
  expect(fact(text, "small", "in flight at end")).toBe("in flight at end first since the start: target=2");
});

test("works that run are in flight", () => {
  const text = `spec a "x"; 0..2 n;
work completion[2](0..2 by) { wait (n == 2); n = by; }
task t { spawn completion(1); n = 1; }
invariant small: n == 0;`;
  expect(fact(text, "small", "in flight at end")).toBe("in flight at end completion[0] runs since step 1");
});

// ---------------------------------------------------------------------------------------------- no common lock

test("two accesses of which one writes, and no lock that both hold", () => {
  const text = `spec a "x"; mutex m; bool dirty[2]; bool seen; 0..1 p;
task writer {
  /// D2a flush
  lock(m);
  /// D2b look
  seen = dirty[p];
  unlock(m);
}
/// the mapper
task mapper { dirty[0] = true; }
invariant clean: !seen;`;
  expect(facts(text, "clean")).toMatchInlineSnapshot(`
    "
      held at the end   m by writer
      no common lock    dirty[0]: written in step 1 by mapper (:10, the mapper), and
                        read in step 3 by writer (:6, D2b look)
    "
  `);
});

/** Two tasks that both end; what is told of the pair at the end. */
function pairIn(declarations: string, first: string, second: string): string {
  const text = `spec a "x"; 0..2 n; 0..2 data[2]; struct page { bool dirty; bool locked; }; page pages[2];
${declarations}
task first {
${first}
}
task second { ${second} }
invariant goes_on: exists (task t) !done(t);`;
  return fact(text, "goes_on", "no common lock");
}

test("a mutex that both hold keeps them apart, one that only one of them holds does not", () => {
  const locked = "lock(m); data[0] = 1; unlock(m);";
  expect(pairIn("mutex m;", locked, locked)).toBe("");
  expect(pairIn("mutex m;", locked, "data[0] = 2;")).toMatch(/^no common lock data\[0\]: written in step \d by first/);
  expect(pairIn("mutex m; mutex other;", locked, locked.replaceAll("(m)", "(other)"))).toContain("data[0]: written");
});

test("two SHARED holds of a rwsem exclude nobody, one EXCL does", () => {
  const store = (mode: string): string => `lock(s, ${mode}); data[0] = 1; unlock(s);`;
  expect(pairIn("rwsem s;", store("SHARED"), store("SHARED"))).toContain("data[0]: written");
  expect(pairIn("rwsem s;", store("SHARED"), store("EXCL"))).toBe("");
});

test("locks of an array are locks of their own, and a semaphore has no owner", () => {
  const store = (index: number): string => `lock(m[${index}]); data[0] = 1; unlock(m[${index}]);`;
  expect(pairIn("mutex m[2];", store(0), store(1))).toContain("data[0]: written");
  expect(pairIn("mutex m[2];", store(1), store(1))).toBe("");
  const held = "lock(io); data[0] = 1; unlock(io);";
  expect(pairIn("semaphore io;", held, held)).toContain("data[0]: written");
});

test("two reads are no pair, nor are accesses to different elements or fields", () => {
  expect(pairIn("", "wait (data[0] == 0);", "wait (data[0] == 0);")).toBe("");
  expect(pairIn("", "data[0] = 1;", "data[1] = 1;")).toBe("");
  expect(pairIn("", "pages[0].dirty = true;", "pages[0].locked = true;")).toBe("");
});

test("a whole struct or array overlaps with what is in it", () => {
  expect(pairIn("", "pages[1] = { .dirty = true };", "pages[1].locked = true;")).toMatch(
    /pages\[1\]\.locked: written in step 1 by first .* and written in step 2 by second/,
  );
});

test("what a short circuit leaves out was not read", () => {
  expect(pairIn("", "wait (n == 0 || data[0] == 0);", "data[0] = 1;")).toBe("");
  expect(pairIn("", "wait (n == 0 && data[0] == 0);", "data[0] = 1;")).toContain("data[0]: read");
  expect(pairIn("", "wait (n == 0 => n == 0 || data[0] == 0);", "data[0] = 1;")).toBe("");
  expect(pairIn("", "wait (n == 0 ? true : data[0] == 0);", "data[0] = 1;")).toBe("");
  expect(pairIn("", "wait (exists (0..1 i) data[i] == 0);", "data[1] = 1;")).toBe("");
  expect(pairIn("", "wait (forall (0..1 i) data[i] == 0);", "data[1] = 1;")).toContain("data[1]: read");
});

test("an index is read too, and reads in functions count", () => {
  expect(pairIn("", "data[n] = 1;", "n = 1;")).toContain("n: ");
  expect(pairIn("bool clean() { return data[1] == 0; }", "wait (clean());", "data[1] = 1;")).toContain("data[1]: read");
});

test("events, ghosts and what a task touches alone make no pair", () => {
  const other = "event tick() when (data[0] == 0) { data[0] = 1; } ghost 0..2 g;";
  expect(pairIn(other, "wait (data[0] == 1); data[0] = 2; g = 1;", "g = 2;")).toBe("");
});

test("of several pairs it is the last one, with what it names", () => {
  const first = "data[0] = 1;\n/// the second store\ndata[1] = 1;\nwait (n == 1);";
  const shown = pairIn("", first, "wait (data[0] == 1 && data[1] == 1); n = 1;");
  expect(shown).toMatch(/^no common lock n: written in step \d by second \(:\d\), and read in step \d by first/);
  expect(pairIn("", first.replace("\nwait (n == 1);", ""), "wait (data[0] == 1 && data[1] == 1);")).toContain(
    "data[1]: written in step 2 by first (:6, the second store), and read in step 3 by second",
  );
});

test("sets and queues are read and written as a whole", () => {
  const declarations = "set<0..3> s; queue<0..3, 2> q;";
  expect(pairIn(declarations, "s += 1;", "wait (1 in s);")).toContain("s: written in step 1 by first");
  expect(pairIn(declarations, "push(q, 1);", "pop(q);")).toContain("q: written in step 1 by first");
});

test("where a trace runs through several files, lines have the name of theirs", () => {
  const part = {
    path: "parts/cache.untorn",
    text: "errno flush() { if (dirty) return -EIO because redirtied; return 0; }",
  };
  const text = `spec a "x"; errno EIO; bool dirty; use "cache.untorn";
task t { errno e; dirty = true; e = flush(); assert fine (cause(e) == none) "no"; }`;
  const { spec } = readSpec({ path: "a.untorn", text }, { constants: NO_CONSTANTS, readPart: () => part });
  if (spec === null) throw new Error("the spec has mistakes");
  const shown = render({ ...MAIL, width: 80 }, endLines(traceOf(searched(spec), "fine"), 80)).replace(/\s+/g, " ");
  expect(shown).toContain("error code cache:1 -EIO born, cause redirtied, in flush() a:2 stored in e, in t a:2 judged");
});
