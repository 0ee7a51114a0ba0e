import type { WarningCode } from "../../language/warnings/warning-codes.ts";
import type { Explanation } from "./explanation.ts";

/** Of what is allowed and often a mistake. */
export const warningExplanations: Readonly<Record<WarningCode, Explanation>> = {
  U0701: {
    text: [
      "The name stands nowhere but in its own declaration, so a part of the model may be missing.",
      "A knob that only designs set decides nothing, and all its designs are one.",
      "Use it, or take it out.",
    ],
    wrong: `spec x "…";
bool dirty;
mutex iolock;
task writer { dirty = true; }`,
    right: `spec x "…";
bool dirty;
mutex iolock;
task writer { lock(iolock); dirty = true; unlock(iolock); }`,
  },
  U0702: {
    text: [
      "Nothing leads to the label, and no property asks for it with at(): the jump back may be missing.",
      "Write the 'goto', or take the label out.",
    ],
    wrong: `spec x "…";
bool dirty;
task writer
{
retry:
	dirty = false;
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
  U0703: {
    text: [
      "The code is raised by name, and no comparison names it: whoever gets it can tell only that there was an error.",
      "That may be meant, or a test is missing or asks for another code.",
    ],
    wrong: `spec x "…";
errno EAGAIN;
errno ret;
task writer { ret = -EAGAIN; if (ret != 0) ret = 0; }`,
    right: `spec x "…";
errno EAGAIN;
errno ret;
task writer { ret = -EAGAIN; if (ret == -EAGAIN) ret = 0; }`,
  },
  U0704: {
    text: [
      "Two durable elements change in one step, so in the model power never fails between them.",
      "On a disk it can, unless one write covers both: store one after the other if it may tear.",
      "An event may do it: it is the device that says what is written at once.",
    ],
    wrong: `spec x "…";
durable bool block[2];
task writer { atomic { block[0] = true; block[1] = true; } }
crash whole "…" { assert (block[1] => block[0]); }`,
    right: `spec x "…";
durable bool block[2];
task writer { block[0] = true; block[1] = true; }
crash whole "…" { assert (block[1] => block[0]); }`,
  },
  U0705: {
    text: [
      "One step reads a shared variable and writes another, and no lock can be held there.",
      "In C that is a load and a store, and others run between the two, so interleavings are lost.",
      "Read into a local first, or write 'atomic' to say that it is one step.",
    ],
    wrong: `spec x "…";
bool dirty, flushed;
task writer { flushed = dirty; }`,
    right: `spec x "…";
bool dirty, flushed;
task writer { bool seen = dirty; flushed = seen; }`,
  },
};
