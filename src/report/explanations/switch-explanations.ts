import type { CheckerCode } from "../../language/checker-codes.ts";
import type { Explanation } from "./explanation.ts";

/** Of `switch` and `spawn`, and of functions that call too much. */
export const switchExplanations = {
  U0319: {
    text: [
      "Control could run from the end of one case into the next, which in C is mostly a mistake.",
      "Every case but the last ends in break, continue, return or goto, or in a block all ways of which do.",
      "Several labels may share one text: 'case A: case B:'.",
    ],
    wrong: `spec x "…";
enum io_mode { HW, COW }
io_mode mode;
bool dirty;
task writer
{
	switch (mode) {
	case HW:
		dirty = false;
	case COW:
		mode = HW;
	}
}`,
    right: `spec x "…";
enum io_mode { HW, COW }
io_mode mode;
bool dirty;
task writer
{
	switch (mode) {
	case HW:
		dirty = false;
		break;
	case COW:
		mode = HW;
	}
}`,
  },
  U0320: {
    text: [
      "The value has a case already, so the second one would never be taken; a range counts as all its values.",
      "There is one 'default'. Knobs may repeat a value: the first case that matches is taken.",
    ],
    wrong: `spec x "…";
0..3 sent;
task writer
{
	switch (sent) {
	case 0..2:
		sent += 1;
		break;
	case 2:
		sent = 0;
	}
}`,
    right: `spec x "…";
0..3 sent;
task writer
{
	switch (sent) {
	case 0..2:
		sent += 1;
		break;
	case 3:
		sent = 0;
	}
}`,
  },
  U0321: {
    text: [
      "A case names one value, so the switch is over a type whose values can be named.",
      "These are bools, ints, enums, errnos, lock modes, instances, symmetric values, and these with '?'.",
      "Use 'if' for structs, arrays, sets and queues, or switch over a field or element.",
    ],
    wrong: `spec x "…";
struct bio { bool dirty; };
bio current;
task writer
{
	switch (current) {
	default:
		current.dirty = false;
	}
}`,
    right: `spec x "…";
struct bio { bool dirty; };
bio current;
task writer
{
	switch (current.dirty) {
	default:
		current.dirty = false;
	}
}`,
  },
  U0322: {
    text: [
      "'spawn' starts an idle instance of a work; what is named here is none.",
      "Tasks and daemons run from the beginning, and functions are called without 'spawn'.",
    ],
    wrong: `spec x "…";
bool dirty;
void flush() { dirty = false; }
task writer { spawn flush(); }`,
    right: `spec x "…";
bool dirty;
work flush() { dirty = false; }
task writer { spawn flush(); }`,
  },
  U0323: {
    text: [
      "In a switch this would be a label for 'goto', and the statements behind it the end of the case before.",
      "Write 'default', or give the label a name that is less like it.",
    ],
    wrong: `spec x "…";
bool dirty;
task writer
{
	switch (dirty) {
	case true:
		dirty = false;
		break;
	defualt:
		dirty = true;
	}
}`,
    right: `spec x "…";
bool dirty;
task writer
{
	switch (dirty) {
	case true:
		dirty = false;
		break;
	default:
		dirty = true;
	}
}`,
  },
  U0324: {
    text: [
      "A case compares the code alone, as the kernel does: causes are for properties.",
      "Leave 'because' and 'from' out; ask for the cause in an assert inside the case.",
    ],
    wrong: `spec x "…";
errno EAGAIN;
errno ret;
task writer
{
	ret = -EAGAIN because page_dirty;
	switch (ret) {
	case -EAGAIN because page_dirty:
		ret = 0;
	}
}`,
    right: `spec x "…";
errno EAGAIN;
errno ret;
task writer
{
	ret = -EAGAIN because page_dirty;
	switch (ret) {
	case -EAGAIN:
		assert (cause(ret) == page_dirty);
		ret = 0;
	}
}`,
  },
  U0325: {
    text: [
      "Functions are put where they are called, so calls that call several times soon stand for a huge text.",
      "A body has at most 200,000 statements and expressions when all its calls are written out.",
      "Call from fewer places, or say the same in a loop.",
    ],
    wrong: `spec x "…";
bool dirty;
void flush() { dirty = !dirty; }
void a() { b(); b(); b(); b(); b(); b(); b(); b(); b(); b(); }
void b() { c(); c(); c(); c(); c(); c(); c(); c(); c(); c(); }
void c() { d(); d(); d(); d(); d(); d(); d(); d(); d(); d(); }
void d() { e(); e(); e(); e(); e(); e(); e(); e(); e(); e(); }
void e() { flush(); flush(); flush(); flush(); flush(); flush(); }
task writer { a(); }`,
    right: `spec x "…";
bool dirty;
void flush() { dirty = !dirty; }
task writer { for (0..59 round) flush(); }`,
  },
} as const satisfies Partial<Record<CheckerCode, Explanation>>;
