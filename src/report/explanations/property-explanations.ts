import type { CheckerCode } from "../../language/checker-codes.ts";
import type { Explanation } from "./explanation.ts";

/** Of ghosts, causes and crash blocks: what properties may see, and what must not decide. */
export const propertyExplanations = {
  U0401: {
    text: [
      "A crash block runs as if power had just failed: locks, locals and shared variables are gone.",
      "What is left are durable variables, and ghosts, which tell of what had happened.",
      "Declare the variable durable if it lies on the disk, or keep a ghost of it.",
    ],
    wrong: `spec x "…";
bool written;
task writer { written = true; }
crash readable "…" { assert (written || !written); }`,
    right: `spec x "…";
durable bool written;
task writer { written = true; }
crash readable "…" { assert (written || !written); }`,
  },
  U0402: {
    text: [
      "A ghost keeps history for properties; the kernel has no such variable, so it may decide nothing.",
      "It is read in asserts, invariants, crash blocks and on the right side of ghost stores.",
      "If the code does know it, leave the word 'ghost' out.",
    ],
    wrong: `spec x "…";
ghost bool sent;
bool dirty;
task writer { sent = true; if (sent) dirty = false; }`,
    right: `spec x "…";
ghost bool sent;
bool dirty;
task writer { sent = true; dirty = false; }
invariant clean "…": dirty => !sent;`,
  },
  U0403: {
    text: [
      "A cause has no value but its name: it is compared with a name that some 'because' gives, or with none.",
      "Two causes are compared by comparing each with the same name.",
    ],
    wrong: `spec x "…";
errno EAGAIN;
errno ret;
task writer { ret = -EAGAIN because page_dirty; wait (ret == -EAGAIN); }
invariant known "…": ret != 0 => cause(ret) == 1;`,
    right: `spec x "…";
errno EAGAIN;
errno ret;
task writer { ret = -EAGAIN because page_dirty; wait (ret == -EAGAIN); }
invariant known "…": ret != 0 => cause(ret) == page_dirty;`,
  },
  U0404: {
    text: [
      "The kernel sees the code of an error and never its cause; that is what retry protocols stumble over.",
      "So a cause is asked for in asserts, properties and ghost stores, and in no condition that decides.",
      "Use a code of its own if the code must tell the two apart.",
    ],
    wrong: `spec x "…";
errno EAGAIN;
errno ret;
task writer { ret = -EAGAIN because busy; wait (cause(ret) == busy); }`,
    right: `spec x "…";
errno EAGAIN;
errno ret;
task writer { ret = -EAGAIN because busy; wait (ret == -EAGAIN); }
invariant known "…": ret != 0 => cause(ret) == busy;`,
  },
  U0405: {
    text: [
      "In a crash block nothing runs any more, so there is nobody to wait for and nothing to start.",
      "What recovery does stands there as plain statements.",
    ],
    wrong: `spec x "…";
durable bool written;
task writer { written = true; }
crash readable "…" { wait (written); assert (written); }`,
    right: `spec x "…";
durable bool written;
task writer { written = true; }
crash readable "…" { if (written) assert (written); }`,
  },
  U0406: {
    text: [
      "A crash block may write durable variables, as recovery does; a ghost is what the past has left for it to read.",
      "Each crash is the end of its run, so nobody would read the ghost afterwards: use a local.",
    ],
    wrong: `spec x "…";
durable bool written;
ghost bool lost;
task writer { written = true; }
crash readable "…" { lost = !written; assert (!lost || !written); }`,
    right: `spec x "…";
durable bool written;
task writer { written = true; }
crash readable "…" { bool lost = !written; assert (!lost || !written); }`,
  },
} as const satisfies Partial<Record<CheckerCode, Explanation>>;
