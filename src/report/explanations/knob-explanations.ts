import type { CheckerCode } from "../../language/checker-codes.ts";
import type { Explanation } from "./explanation.ts";

/** Of knobs and designs, and of the files that a spec is made of. */
export const knobExplanations = {
  U0501: {
    text: [
      "The knob may be 'same', which keeps the code of the error it is made from: so there must be one.",
      "Write '-KNOB from e'; where e is 0, so is the result.",
    ],
    wrong: `spec x "…";
errno EAGAIN, EIO;
knob errno BUSY in { EAGAIN, same } = EAGAIN "…";
errno ret;
task writer
{
	ret = -EIO;
	ret = -BUSY;
	wait (ret in { -EIO, -EAGAIN });
}`,
    right: `spec x "…";
errno EAGAIN, EIO;
knob errno BUSY in { EAGAIN, same } = EAGAIN "…";
errno ret;
task writer
{
	ret = -EIO;
	ret = -BUSY from ret;
	wait (ret in { -EIO, -EAGAIN });
}`,
  },
  U0502: {
    text: [
      "A knob is a choice between values that can be listed and written on a command line.",
      "That is a bool, a range, an enum, errno or lockmode.",
      "For anything larger, let a knob name the choice and the spec say what it means.",
    ],
    wrong: `spec x "…";
knob 0..1? FIRST = 0 "…";
0..1 page;
task writer { if (FIRST == 0) page = 1; }`,
    right: `spec x "…";
knob 0..1 FIRST = 0 "…";
0..1 page;
task writer { if (FIRST == 0) page = 1; }`,
  },
  U0503: {
    text: [
      "A knob has at most 4,096 values, as 'compare' searches at most so many points.",
      "List the few that somebody would choose.",
    ],
    wrong: `spec x "…";
knob 0..100000 RETRIES = 1 "…";
bool dirty;
task writer { dirty = RETRIES == 1; }`,
    right: `spec x "…";
knob 0..3 RETRIES = 1 "…";
bool dirty;
task writer { dirty = RETRIES == 1; }`,
  },
  U0504: {
    text: [
      "The default is one of the values of its knob, since a design may leave it as it is.",
      "Add it to the braces, or choose another default.",
    ],
    wrong: `spec x "…";
errno EAGAIN, EBUSY, EIO;
knob errno BUSY in { EAGAIN, EBUSY } = EIO "…";
errno ret;
task writer { ret = -BUSY; wait (ret == -BUSY); }`,
    right: `spec x "…";
errno EAGAIN, EBUSY;
knob errno BUSY in { EAGAIN, EBUSY } = EAGAIN "…";
errno ret;
task writer { ret = -BUSY; wait (ret == -BUSY); }`,
  },
  U0505: {
    text: [
      "'same' means: the code that the error had before. Only a knob of type errno has such a value.",
      "List the values of the knob's own type.",
    ],
    wrong: `spec x "…";
knob 0..3 RETRIES in { 1, same } = 1 "…";
bool dirty;
task writer { dirty = RETRIES == 1; }`,
    right: `spec x "…";
knob 0..3 RETRIES in { 1, 2 } = 1 "…";
bool dirty;
task writer { dirty = RETRIES == 1; }`,
  },
  U0506: {
    text: [
      "A value of a knob is one of its type: a number of the range, a member, or a code without its minus.",
      "The minus stands where the knob is used: '-BUSY'.",
    ],
    wrong: `spec x "…";
errno EAGAIN;
knob errno BUSY in { EAGAIN } = -EAGAIN "…";
errno ret;
task writer { ret = -BUSY; wait (ret == -BUSY); }`,
    right: `spec x "…";
errno EAGAIN;
knob errno BUSY in { EAGAIN } = EAGAIN "…";
errno ret;
task writer { ret = -BUSY; wait (ret == -BUSY); }`,
  },
  U0507: {
    text: [
      "A design chooses among the values that its knob's declaration lists, and this one is not there.",
      "Add it to the declaration if it is a choice, or set another.",
    ],
    wrong: `spec x "…";
knob 0..3 RETRIES in { 1, 2 } = 1 "…";
design stubborn "…" { RETRIES = 3; }
bool dirty;
task writer { dirty = RETRIES == 1; }`,
    right: `spec x "…";
knob 0..3 RETRIES in { 1, 2, 3 } = 1 "…";
design stubborn "…" { RETRIES = 3; }
bool dirty;
task writer { dirty = RETRIES == 1; }`,
  },
  U0508: {
    text: [
      "An 'assume' takes points of the knobs out of every comparison, and this design is one of them.",
      "So nothing would be said of it: change the design, or the assumption.",
    ],
    wrong: `spec x "…";
knob bool DRAIN = true;
knob bool EXCLUSIVE = true;
assume (DRAIN || EXCLUSIVE);
design bold "…" { DRAIN = false; EXCLUSIVE = false; }
bool dirty;
task writer { dirty = DRAIN && EXCLUSIVE; }`,
    right: `spec x "…";
knob bool DRAIN = true;
knob bool EXCLUSIVE = true;
assume (DRAIN || EXCLUSIVE);
design bold "…" { DRAIN = false; }
bool dirty;
task writer { dirty = DRAIN && EXCLUSIVE; }`,
  },
  U0602: {
    text: [
      "The part that 'use' names cannot be read; the message says why.",
      "Its path is relative to the file that names it, and parts lie in the spec's folder or below it.",
      "'--root DIR' allows another folder.",
    ],
    wrong: `spec x "…";
use "parts/iolok.untorn";
task writer { lock(iolock); unlock(iolock); }`,
    right: `spec x "…";
use "parts/iolock.untorn";
task writer { lock(iolock); unlock(iolock); }`,
  },
  U0603: {
    text: [
      "A file uses itself, perhaps by way of others, so none of them could be read first.",
      "Move what both need into a part of its own. A part that two files use is read once.",
    ],
    wrong: `spec x "…";
use "x.untorn"; // this very file
mutex iolock;
task writer { lock(iolock); unlock(iolock); }`,
    right: `spec x "…";
mutex iolock;
task writer { lock(iolock); unlock(iolock); }`,
  },
  U0604: {
    text: [
      "The file that 'use' names has a 'spec' line, so it is checked by itself and is no part.",
      "Move what the two share into a file without that line, and use it in both.",
    ],
    wrong: `spec x "…";
use "other.untorn"; // begins with 'spec other "…";'
task writer { lock(iolock); unlock(iolock); }`,
    right: `spec x "…";
use "parts/iolock.untorn"; // has no 'spec' line
task writer { lock(iolock); unlock(iolock); }`,
  },
  U0605: {
    text: [
      "A spec begins with a line that names it and says in a sentence what it is; this file has none.",
      "So it is a part, which can be used and not checked: check the spec that uses it, or add the line.",
    ],
    wrong: `mutex iolock;
task writer { lock(iolock); unlock(iolock); }`,
    right: `spec x "…";
mutex iolock;
task writer { lock(iolock); unlock(iolock); }`,
  },
} as const satisfies Partial<Record<CheckerCode, Explanation>>;
