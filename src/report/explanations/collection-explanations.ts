import type { CheckerCode } from "../../language/checker-codes.ts";
import type { Explanation } from "./explanation.ts";

/** Of sets, queues and symmetric types. */
export const collectionExplanations = {
  U0233: {
    text: [
      "Each declaration of a symmetric type is a type of its own, told from others by its name.",
      "So 'symmetric N' stands behind 'type NAME =' and nowhere else: declare it, and use the name.",
    ],
    wrong: `spec x "…";
symmetric 2 current;
task writer { wait (current == current); }`,
    right: `spec x "…";
type block = symmetric 2;
block? current;
task writer { pick (block b) { current = b; } }`,
  },
  U0234: {
    text: [
      "A set is stored as one bit for each value it could hold, so these must be few and countable.",
      "It holds bools, ranges, enums, lock modes, instances, symmetric values, or these with '?': 4,096 at most.",
      "For structs or errnos use a queue, or an array with a flag for each.",
    ],
    wrong: `spec x "…";
set<errno> seen;
task writer { seen += 0; }`,
    right: `spec x "…";
enum outcome { WRITTEN, REFUSED }
set<outcome> seen;
task writer { seen += REFUSED; }`,
  },
  U0235: {
    text: [
      "A queue has room for 1 to 1,024 values, since all of its places are part of every state.",
      "Two or three places are mostly enough to show what order and a full queue do.",
    ],
    wrong: `spec x "…";
queue<bool, 0> device;
task writer { push(device, true); }`,
    right: `spec x "…";
queue<bool, 2> device;
task writer { push(device, true); }`,
  },
  U0236: {
    text: [
      "The values of a queue have a fixed size, and a queue has not: so it holds none, nor a struct with one.",
      "Use an array of queues, or push the index of one.",
    ],
    wrong: `spec x "…";
queue<queue<bool, 1>, 2> device;
task writer { wait (length(device) == 0); }`,
    right: `spec x "…";
queue<bool, 1> device[2];
task writer { push(device[0], true); }`,
  },
  U0237: {
    text: [
      "A ghost never decides what happens, and push() and pop() on a queue would wait.",
      "Keep a set of what was seen, or a count of it.",
    ],
    wrong: `spec x "…";
ghost queue<bool, 2> sent;
task writer { push(sent, true); }`,
    right: `spec x "…";
ghost set<bool> sent;
task writer { sent += true; }`,
  },
  U0238: {
    text: [
      "The braces list the elements of a set, and what kind of set is told by the place they stand in.",
      "Assign them to a set, compare them with one, or ask 'e in { a, b }'.",
    ],
    wrong: `spec x "…";
0..3 staged;
task writer { staged = { 1, 2 }; }`,
    right: `spec x "…";
set<0..3> staged;
task writer { staged = { 1, 2 }; }`,
  },
  U0239: {
    text: [
      "A set or a queue is needed: 'in' looks into one, size() takes a set, and length(), push() and pop() a queue.",
      "push() and pop() change it, so they need a place: a variable, an element or a field.",
    ],
    wrong: `spec x "…";
set<0..3> staged;
task writer { push(staged, 1); }`,
    right: `spec x "…";
set<0..3> staged;
task writer { staged += 1; }`,
  },
  U0240: {
    text: [
      "'for', 'pick', quantifiers and the parameters of an event go through all values of their types.",
      "There may be 1,048,576 of them; so many take seconds a step.",
      "Parameters of one event, and quantifiers inside of one another, count in all combinations.",
    ],
    wrong: `spec x "…";
bool written;
event write(0..2000000 block) when (!written) { written = block == 7; }`,
    right: `spec x "…";
bool written;
event write(0..7 block) when (!written) { written = block == 7; }`,
  },
} as const satisfies Partial<Record<CheckerCode, Explanation>>;
