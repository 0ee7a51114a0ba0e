import { expect, test } from "vitest";
import { lineOf } from "../../src/language/source.ts";
import type { ErrorFlow } from "../../src/properties/error-flow.ts";
import type { Run } from "../../src/properties/run.ts";
import type { Search } from "../spec-text.ts";
import { searched, specAt, specOf } from "../spec-text.ts";

/** "line kind cause -CODE …", the same from both engines. */
function flowOf(text: string, search: Search = {}): { readonly run: Run; readonly flow: ErrorFlow } {
  const spec = specOf(text);
  const [oracle, run] = (["interpreter", "generated"] as const).map((engine) =>
    searched(spec, { ...search, engine, reduce: engine === "generated", flow: true }),
  );
  if (run?.errorFlow == null || oracle === undefined) throw new Error("no error flow");
  expect(run.errorFlow).toEqual(oracle.errorFlow);
  return { run, flow: run.errorFlow };
}

function facts(text: string, search: Search = {}): string[] {
  return told(flowOf(text, search));
}

function told({ run: { spec }, flow }: ReturnType<typeof flowOf>): string[] {
  const code = (number: number) => `-${spec.codes[number]}`;
  return flow.facts.map((fact) => {
    const site = flow.sites[fact.site];
    const line = site === undefined ? 0 : lineOf(site.span);
    const more = fact.kind === "changed" ? ` ${code(fact.to)}` : fact.kind === "tested" ? ` ${fact.outcome}` : "";
    return `${line} ${fact.kind} ${spec.causes[fact.cause]} ${code(fact.code)}${more}`;
  });
}

function conflations(text: string, search: Search = {}): string[] {
  const { run, flow } = flowOf(text, search);
  return flow.conflations.map(({ site, code, outcome, causes }) => {
    const found = flow.sites[site];
    const names = causes.map((cause) => run.spec.causes[cause]).join(" ");
    return `${found === undefined ? 0 : lineOf(found.span)} -${run.spec.codes[code]} ${outcome} ${names}`;
  });
}

function notReached(text: string): string[] {
  return flowOf(text).flow.notReached.map(({ kind, span }) => `${lineOf(span)} ${kind}`);
}

const TWICE = `spec twice "two causes, one code";
errno EAGAIN, EBUSY;
knob errno FULL in { EAGAIN, EBUSY } = EAGAIN;
design apart { FULL = EBUSY; }
int seen;
errno get() {
	choose { return -EAGAIN because busy; } or { return -FULL because full; } or { return 0; }
}
task w {
	errno ret = get();
	if (ret == -EAGAIN)
		seen = 1;
}
`.replace("int seen", "0..1 seen");

test("an error is born once for each place that raises it, tested with its code, and returned to the task that called", () => {
  expect(facts(TWICE)).toEqual([
    "7 born busy -EAGAIN",
    "7 born full -EAGAIN",
    "10 returned busy -EAGAIN",
    "10 returned full -EAGAIN",
    "11 tested busy -EAGAIN equal",
    "11 tested full -EAGAIN equal",
  ]);
});

test("two causes that one test takes under one code are a conflation, in the designs where they have one code", () => {
  expect(conflations(TWICE)).toEqual(["11 -EAGAIN equal busy full"]);
  expect(conflations(TWICE, { design: "apart" })).toEqual([]);
  expect(facts(TWICE, { design: "apart" }).slice(4)).toEqual([
    "11 tested full -EBUSY unequal",
    "11 tested busy -EAGAIN equal",
  ]);
});

test("what is never raised with a code, at no time, is no conflation: a test is reached or it tells nothing", () => {
  const text = `spec one "full is never raised";
errno EAGAIN;
bool never;
errno get() {
	if (never)
		return -EAGAIN because full;
	return -EAGAIN because busy;
}
task w { errno ret = get(); if (ret == -EAGAIN) never = false; }
`;
  expect(conflations(text)).toEqual([]);
  expect(notReached(text)).toEqual(["6 raise"]);
});

test("from keeps the cause and changes the code; of no error, it makes one", () => {
  const changed = (from: string) =>
    facts(`spec changed "from";
errno EAGAIN, EBUSY;
bool x;
errno ret;
task w {
	ret = ${from};
	ret = -EBUSY from ret;
}
`);
  expect(changed("-EAGAIN because busy")).toEqual(["6 born busy -EAGAIN", "7 changed busy -EAGAIN -EBUSY"]);
  expect(changed("0")).toEqual(["7 born w:7 -EBUSY"]);
});

test("a knob that is 'same' changes nothing, and that is told", () => {
  const text = `spec same "same";
errno EAGAIN, EBUSY;
knob errno BECOMES in { EAGAIN, same } = EAGAIN;
design kept { BECOMES = same; }
errno ret;
task w {
	ret = -EBUSY because busy;
	ret = -BECOMES from ret;
	ret = 0;
	ret = -BECOMES from ret;
}
`;
  expect(facts(text)).toEqual(["7 born busy -EBUSY", "8 changed busy -EBUSY -EAGAIN", "10 born w:10 -EAGAIN"]);
  expect(facts(text, { design: "kept" })).toEqual(["7 born busy -EBUSY", "8 changed busy -EBUSY -EBUSY"]);
});

test("behind && only what is evaluated was tested", () => {
  const text = (first: string) => `spec short "short circuit";
errno EAGAIN;
bool x;
task w {
	errno ret = -EAGAIN because busy;
	if (${first} && ret == -EAGAIN)
		x = true;
}
`;
  expect(facts(text("!x"))).toContain("6 tested busy -EAGAIN equal");
  expect(facts(text("x"))).toEqual(["5 born busy -EAGAIN"]);
});

test("a test inside a quantifier counts as far as it is evaluated", () => {
  const text = `spec many "quantifier";
errno EAGAIN, EBUSY;
type slot = 0..2;
errno status[slot];
bool x;
init { status[0] = -EBUSY because first; status[1] = -EAGAIN because second; status[2] = -EAGAIN because third; }
task w {
	wait (exists (slot s) status[s] == -EAGAIN);
}
`;
  expect(facts(text).filter((one) => one.startsWith("8"))).toEqual([
    "8 tested first -EBUSY unequal",
    "8 tested second -EAGAIN equal",
  ]);
});

test("a function inside an expression tests what it is given", () => {
  const text = `spec inlined "inlined";
errno EAGAIN, EBUSY;
bool x;
bool again(errno e) { return e == -EAGAIN; }
task w {
	x = again(-EBUSY because busy) || again(-EAGAIN because full);
}
`;
  expect(facts(text)).toEqual([
    "4 tested busy -EBUSY unequal",
    "4 tested full -EAGAIN equal",
    "6 born busy -EBUSY",
    "6 born full -EAGAIN",
  ]);
});

test("in tells whether one of the codes is it; a switch which case is taken, default and none too", () => {
  const text = `spec cases "switch";
errno EAGAIN, EBUSY, EIO;
bool x;
errno get() {
	choose { return -EAGAIN because a; } or { return -EBUSY because b; } or { return -EIO because c; } or { return 0; }
}
task w {
	errno ret = get();
	x = ret in { -EAGAIN, -EBUSY };
	switch (ret) {
	case -EIO: x = true; break;
	case -EAGAIN, -EBUSY: x = false; break;
	}
	switch (ret) {
	case -EIO: x = true; break;
	default: x = false;
	}
}
`.replace("case -EAGAIN, -EBUSY:", "case -EAGAIN: case -EBUSY:");
  expect(facts(text).filter((one) => one.includes("tested"))).toEqual([
    "9 tested c -EIO unequal",
    "9 tested a -EAGAIN equal",
    "9 tested b -EBUSY equal",
    "10 tested c -EIO 0",
    "10 tested a -EAGAIN 1",
    "10 tested b -EBUSY 1",
    "14 tested c -EIO 0",
    "14 tested a -EAGAIN 1",
    "14 tested b -EBUSY 1",
  ]);
  expect(conflations(text)).toEqual([]);
});

test("two causes in one case are a conflation, two that fall to default are not", () => {
  const text = `spec cases "switch";
errno EAGAIN, EBUSY;
bool x;
errno get() {
	choose { return -EAGAIN because a; } or { return -EAGAIN because b; } or { return -EBUSY because c; } or { return -EBUSY because d; }
}
task w {
	errno ret = get();
	switch (ret) {
	case -EAGAIN: x = true; break;
	default: x = false;
	}
}
`;
  expect(conflations(text)).toEqual(["9 -EAGAIN 0 a b"]);
});

test("both sides of a comparison of two errors are tested, a code that is only named is not", () => {
  const text = `spec sides "both sides";
errno EAGAIN;
bool x;
task w {
	errno one = -EAGAIN because a;
	errno other = -EAGAIN because b;
	x = one == other;
	x = -EAGAIN == one;
}
`;
  expect(facts(text).slice(2)).toEqual([
    "7 tested a -EAGAIN equal",
    "7 tested b -EAGAIN equal",
    "8 tested a -EAGAIN equal",
  ]);
});

test("whether there is an error at all asks for no code", () => {
  const text = `spec zero "no code";
errno EAGAIN;
bool x;
task w {
	errno ret = -EAGAIN because a;
	if (ret != 0)
		x = true;
}
`;
  expect(facts(text)).toEqual(["5 born a -EAGAIN"]);
});

test("an error that a call returns and nobody takes is dropped, wherever the call stands", () => {
  const text = `spec dropped "dropped";
errno EAGAIN;
bool x;
errno get() {
	x = true;
	return -EAGAIN because a;
}
errno pass() { return get(); }
errno all() {
	pass();
	return 0;
}
task w {
	errno ret = all();
	get();
}
`.replace("errno pass() { return get(); }", "errno pass() { x = false; return get(); }");
  expect(facts(text)).toEqual(["6 born a -EAGAIN", "10 dropped a -EAGAIN", "15 dropped a -EAGAIN"]);
});

test("what a function gets from another one has not reached a task", () => {
  const text = `spec inner "inner";
errno EAGAIN, EIO;
bool x;
errno get() { x = true; return -EAGAIN because a; }
errno all() {
	errno ret = get();
	return -EIO from ret;
}
daemon d { loop { errno ret = all(); } }
`;
  expect(facts(text)).toEqual(["4 born a -EAGAIN", "7 changed a -EAGAIN -EIO", "9 returned a -EIO"]);
});

test("asserts, invariants, crash blocks and ghost code test nothing", () => {
  const text = `spec looking "looking on";
errno EAGAIN;
bool x;
ghost bool seen;
durable errno status;
bool again(errno e) { return e == -EAGAIN; }
task w {
	status = -EAGAIN because a;
	assert named (status == -EAGAIN || again(status));
	seen = status == -EAGAIN && again(status);
	if (status == -EAGAIN)
		seen = true;
	if (status == -EAGAIN)
		x = true;
}
invariant inv: status == -EAGAIN || !again(status);
crash consistent { if (status == -EAGAIN) assert (again(status)); }
liveness live: eventually (status == -EAGAIN);
`;
  expect(facts(text)).toEqual(["8 born a -EAGAIN", "13 tested a -EAGAIN equal"]);
});

test("an if around an assert is a decision, one around a store to a ghost is none", () => {
  const text = (inside: string) => `spec around "around";
errno EAGAIN;
bool x;
ghost bool seen;
task w {
	errno ret = -EAGAIN because a;
	if (ret == -EAGAIN)
		${inside}
}
`;
  expect(facts(text("assert (cause(ret) == a);"))).toEqual(["6 born a -EAGAIN", "7 tested a -EAGAIN equal"]);
  expect(facts(text("seen = true;"))).toEqual(["6 born a -EAGAIN"]);
});

test("guards of events and of waits are decisions, taken or not", () => {
  const text = `spec guards "guards";
errno EAGAIN, EBUSY;
errno status;
task w {
	status = -EAGAIN because a;
	status = -EBUSY because b;
	wait (status == -EAGAIN);
}
event e() when (status == -EBUSY) { status = 0; }
`;
  expect(facts(text).slice(2)).toEqual([
    "7 tested b -EBUSY unequal",
    "9 tested a -EAGAIN unequal",
    "9 tested b -EBUSY equal",
  ]);
});

test("an optional error is tested where there is one", () => {
  const text = `spec optional "optional";
errno EAGAIN;
errno? last;
bool x;
task w {
	x = last == -EAGAIN;
	last = -EAGAIN because a;
	x = last == -EAGAIN;
	x = last != none;
}
`;
  expect(facts(text)).toEqual(["7 born a -EAGAIN", "8 tested a -EAGAIN equal"]);
});

test("without being asked nothing is noted", () => {
  for (const engine of ["interpreter", "generated"] as const) {
    expect(searched(specOf(TWICE), { engine }).errorFlow).toBe(null);
  }
});

test("a search cut short tells what was come across by then", () => {
  const text = `spec cut "cut short";
errno EAGAIN, EBUSY;
bool x;
errno status;
task w { status = -EAGAIN because a; x = true; x = false; status = -EBUSY because b; }
`;
  const short = flowOf(text, { maxDepth: 1 });
  expect([short.run.limit, told(short)]).toEqual(["depth", ["5 born a -EAGAIN"]]);
  expect(facts(text)).toEqual(["5 born a -EAGAIN", "5 born b -EBUSY"]);
});

test("retry-demo: the retry takes a dirty page for misalignment as posted, and not as merged", () => {
  const spec = specAt("specs/retry-demo.untorn");
  const of = (design: string) => {
    const flow = searched(spec, { engine: "generated", design, flow: true }).errorFlow;
    return flow?.conflations.map(({ causes, code }) => [spec.codes[code], ...causes.map((one) => spec.causes[one])]);
  };
  expect([of("posted"), of("merged")]).toEqual([[["EAGAIN", "page_dirty", "misaligned_extent"]], []]);
});

test("xfs: the seed's retry takes a folio that was dirtied again for a refusal of hardware; with -EBUSY passed on it does not", () => {
  const spec = specAt("specs/xfs-atomic-write.untorn");
  const of = (design: string) => {
    const run = searched(spec, { engine: "generated", reduce: true, design, flow: true });
    const { facts: all = [], sites = [], conflations: found = [] } = run.errorFlow ?? {};
    const returned = all.flatMap(({ kind, cause, code, site }) =>
      kind === "returned" && sites[site]?.owner === "atomic_writer"
        ? [`${spec.causes[cause]} -${spec.codes[code]}`]
        : [],
    );
    return {
      returned,
      taken: found.map(({ causes, code }) => [spec.codes[code], ...causes.map((one) => spec.causes[one])]),
    };
  };
  expect(of("seed")).toEqual({
    returned: ["folio_redirtied -EAGAIN"],
    taken: [["EAGAIN", "folio_redirtied", "hw_impossible"]],
  });
  expect(of("both").taken).toEqual([["ENOPROTOOPT", "folio_redirtied", "hw_impossible"]]);
  expect(of("v11")).toEqual({ returned: ["folio_redirtied -EBUSY"], taken: [] });
});
