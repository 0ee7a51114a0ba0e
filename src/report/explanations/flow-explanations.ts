import type { CheckerCode } from "../../language/checker-codes.ts";
import type { Explanation } from "./explanation.ts";

/** Of what may stand where, and of the ways control may take. */
export const flowExplanations = {
  U0301: {
    text: [
      "'self' is the task, daemon or work that runs, and here none does.",
      "Events and 'init' are the environment, and crash blocks run after the power failed.",
      "Give an event a parameter instead: it happens for every value of it.",
    ],
    wrong: `spec x "…";
bool sent[writer];
task writer[2] { wait (sent[self]); }
event io_done() { sent[self] = true; }`,
    right: `spec x "…";
bool sent[writer];
task writer[2] { wait (sent[self]); }
event io_done(writer w) { sent[w] = true; }`,
  },
  U0302: {
    text: [
      "'always', 'eventually', 'next', 'until' and 'leads_to' speak of a whole run, not of one state.",
      "An invariant is asked in every state, an assert in one: only 'liveness' looks along the run.",
    ],
    wrong: `spec x "…";
bool dirty = true;
task writer { dirty = false; }
invariant cleaned "…": eventually !dirty;`,
    right: `spec x "…";
bool dirty = true;
task writer { dirty = false; }
liveness cleaned "…": eventually !dirty;`,
  },
  U0303: {
    text: [
      "A mutex, spinlock or rwsem belongs to whoever took it: a task, a daemon or a work.",
      "Events, 'init' and crash blocks are none of these, so they could never release it.",
      "Let the event start a work, or use a semaphore, which has no owner.",
    ],
    wrong: `spec x "…";
mutex iolock;
bool in_flight;
task writer { lock(iolock); in_flight = true; unlock(iolock); }
event io_done() when (in_flight)
{
	if (trylock(iolock))
		unlock(iolock);
	in_flight = false;
}`,
    right: `spec x "…";
mutex iolock;
bool in_flight;
task writer { lock(iolock); in_flight = true; unlock(iolock); }
work completion() { lock(iolock); unlock(iolock); }
event io_done() when (in_flight)
{
	spawn completion();
	in_flight = false;
}`,
  },
  U0304: {
    text: [
      "trylock() and pop() change something, so they are steps of their own and no part of an expression.",
      "They stand as a whole right side or a whole condition; pop() as a statement too.",
      "lock(), unlock(), downgrade() and push() have no value.",
    ],
    wrong: `spec x "…";
mutex iolock;
bool dirty;
task writer { if (dirty && trylock(iolock)) unlock(iolock); }`,
    right: `spec x "…";
mutex iolock;
bool dirty;
task writer { if (dirty) if (trylock(iolock)) unlock(iolock); }`,
  },
  U0305: {
    text: [
      "A function of more than one 'return' takes steps, between which others may run.",
      "An expression is one moment, so such a call stands alone: as a statement or a whole right side.",
      "Store its result in a local first.",
    ],
    wrong: `spec x "…";
bool dirty;
bool flush() { dirty = false; return dirty; }
task writer { if (!flush()) dirty = true; }`,
    right: `spec x "…";
bool dirty;
bool flush() { dirty = false; return dirty; }
task writer { bool again = flush(); if (!again) dirty = true; }`,
  },
  U0306: {
    text: [
      "at(), done(), blocked(), may_sleep() and enabled() are asked between steps: in invariants and liveness.",
      "holds() and held() may stand in asserts and ghost stores too, but never decide what the spec does.",
      "The kernel cannot ask such things either: keep a variable of what it does know.",
    ],
    wrong: `spec x "…";
mutex iolock;
task writer { if (!held(iolock)) lock(iolock); }`,
    right: `spec x "…";
mutex iolock;
task writer { lock(iolock); assert (held(iolock)); unlock(iolock); }`,
  },
  U0307: {
    text: [
      "A semaphore has no owner: anyone may release it, so nobody holds it.",
      "Ask held(s), or make it a mutex if only the taker releases it.",
    ],
    wrong: `spec x "…";
semaphore io;
task writer { lock(io); unlock(io); }
invariant one "…": forall (writer w) !holds(w, io) || !done(w);`,
    right: `spec x "…";
semaphore io;
task writer { lock(io); unlock(io); }
invariant one "…": forall (writer w) !held(io) || !done(w);`,
  },
  U0308: {
    text: [
      "An atomic is one step: it may wait before it has done anything, never in the middle or on a way back.",
      "An event says in its 'when' when it happens, so it waits nowhere.",
      "Move what blocks to the front, or split the atomic where others may really run.",
    ],
    wrong: `spec x "…";
mutex iolock;
bool dirty;
task writer { atomic { dirty = true; lock(iolock); } unlock(iolock); }`,
    right: `spec x "…";
mutex iolock;
bool dirty;
task writer { atomic { lock(iolock); dirty = true; } unlock(iolock); }`,
  },
  U0309: {
    text: [
      "'break' leaves the innermost loop or switch and 'continue' begins the next round of a loop: there is none here.",
      "To end a task or function write 'return', and 'goto' to leave other blocks.",
    ],
    wrong: `spec x "…";
bool dirty;
task writer { if (!dirty) break; dirty = false; }`,
    right: `spec x "…";
bool dirty;
task writer { if (!dirty) return; dirty = false; }`,
  },
  U0310: {
    text: [
      "downgrade() turns an exclusive hold into a shared one, and only an rwsem has both.",
      "Unlock the other kinds, or declare an rwsem.",
    ],
    wrong: `spec x "…";
mutex iolock;
task writer { lock(iolock); downgrade(iolock); unlock(iolock); }`,
    right: `spec x "…";
rwsem iolock;
task writer { lock(iolock, EXCL); downgrade(iolock); unlock(iolock); }`,
  },
  U0311: {
    text: [
      "Nothing is done with the answer, and without it the statement says nothing.",
      "After a trylock() only its answer tells whether the lock must be released.",
      "Make it a condition, or store it.",
    ],
    wrong: `spec x "…";
mutex iolock;
task writer { trylock(iolock); unlock(iolock); }`,
    right: `spec x "…";
mutex iolock;
task writer { if (trylock(iolock)) unlock(iolock); }`,
  },
  U0312: {
    text: [
      "'goto' leads to labels of the blocks it stands in, outwards only.",
      "Into a block it would land among locals that were never declared.",
      "Put the label before the block, or make a loop of it.",
    ],
    wrong: `spec x "…";
bool dirty;
task writer
{
	if (dirty) {
again:
		dirty = false;
	}
	if (dirty)
		goto again;
}`,
    right: `spec x "…";
bool dirty;
task writer
{
again:
	if (dirty)
		dirty = false;
	if (dirty)
		goto again;
}`,
  },
  U0313: {
    text: [
      "No label of this name stands in the blocks around this 'goto'.",
      "Labels belong to one task or function, so none is reached in another.",
    ],
    wrong: `spec x "…";
bool dirty;
task writer
{
retry:
	dirty = false;
	if (dirty)
		goto rety;
}`,
    right: `spec x "…";
bool dirty;
task writer
{
retry:
	dirty = false;
	if (dirty)
		goto retry;
}`,
  },
  U0314: {
    text: [
      "In a function with a result type a 'return' has a value; in a void function, task or work it has none.",
      "Change the 'return', or the type before the name of the function.",
    ],
    wrong: `spec x "…";
bool dirty;
void flush() { dirty = false; return true; }
task writer { flush(); }`,
    right: `spec x "…";
bool dirty;
void flush() { dirty = false; return; }
task writer { flush(); }`,
  },
  U0315: {
    text: [
      "What stands before the dot has no field that could be written.",
      "The locals of a task can be read by others as w.local, and written by that task alone.",
      "Share a variable, with one element for each instance.",
    ],
    wrong: `spec x "…";
task writer { bool stop; wait (stop); }
task stopper { writer w; w.stop = true; }`,
    right: `spec x "…";
bool stop[writer];
task writer { wait (stop[self]); }
task stopper { writer w; stop[w] = true; }`,
  },
  U0316: {
    text: [
      "Variables, elements, fields and locals are assigned to; constants, knobs, functions and loop counters are not.",
      "A constant changes with '--set', a knob by a 'design' or '-D'; a loop goes through all values by itself.",
    ],
    wrong: `spec x "…";
knob bool DRAIN = true;
bool dirty;
task writer { if (DRAIN) dirty = false; DRAIN = false; }`,
    right: `spec x "…";
knob bool DRAIN = true;
design undrained "…" { DRAIN = false; }
bool dirty;
task writer { if (DRAIN) dirty = false; }`,
  },
  U0317: {
    text: [
      "Functions are put where they are called, so one that calls itself, even by way of others, would never end.",
      "Write a loop, or a work that spawns itself.",
    ],
    wrong: `spec x "…";
bool dirty;
void flush() { if (dirty) { dirty = false; flush(); } }
task writer { flush(); }`,
    right: `spec x "…";
bool dirty;
void flush() { while (dirty) dirty = false; }
task writer { flush(); }`,
  },
  U0318: {
    text: [
      "Without a task, daemon, work or event there is one state, and every property would be as good as unasked.",
      "Declare something that runs. A file of declarations alone is a part: leave its 'spec' line out.",
    ],
    wrong: `spec x "…";
bool dirty;
invariant clean "…": !dirty;`,
    right: `spec x "…";
bool dirty;
task writer { dirty = false; }
invariant clean "…": !dirty;`,
  },
} as const satisfies Partial<Record<CheckerCode, Explanation>>;
