import type { CheckerCode } from "../../language/checker-codes.ts";
import type { Explanation } from "./explanation.ts";

/** Of names, and of constants, ranges and types as they are declared. */
export const nameExplanations = {
  U0101: {
    text: [
      "Two declarations give one name to two things, so it could not be known which one is meant.",
      "What is declared at top level shares one name space with enum members and error codes.",
      "Designs, properties, labels and fields have one each. Rename one of the two.",
    ],
    wrong: `spec x "…";
bool dirty;
0..1 dirty;
task writer { dirty = true; }`,
    right: `spec x "…";
bool dirty;
0..1 in_flight;
task writer { dirty = true; in_flight = 1; }`,
  },
  U0102: {
    text: [
      "The name belongs to a statement or predicate of the language, such as lock, push, done or holds.",
      "Unlike 'if' it could be read as a name here and not there, so it is refused everywhere.",
      "Choose another one.",
    ],
    wrong: `spec x "…";
bool held;
task writer { held = true; }`,
    right: `spec x "…";
bool is_held;
task writer { is_held = true; }`,
  },
  U0103: {
    text: [
      "Nothing of this name can be seen here: it is misspelt, not declared, or declared in another block.",
      "Error codes are declared too, in an 'errno' line; a cause is known if some 'because' gives it.",
      "The nearest name of the right kind stands in the hint.",
    ],
    wrong: `spec x "…";
errno EAGAIN;
errno ret;
task writer { ret = -EAGIAN; wait (ret == -EAGAIN); }`,
    right: `spec x "…";
errno EAGAIN;
errno ret;
task writer { ret = -EAGAIN; wait (ret == -EAGAIN); }`,
  },
  U0104: {
    text: [
      "A local, parameter or bound name may not be called like something that can be seen where it stands.",
      "What names a shared variable is a step of its own, so a reader must see at once which one is meant.",
      "Give the local another name.",
    ],
    wrong: `spec x "…";
bool dirty;
task writer { bool dirty = true; wait (dirty); }`,
    right: `spec x "…";
bool dirty;
task writer { bool was = dirty; wait (dirty != was); }`,
  },
  U0201: {
    text: [
      "Sizes, bounds and constants are known before anything runs, from numbers and constants alone.",
      "A variable has a value only in a state, and every state must have the same shape.",
      "Declare a 'const'; '--set' changes it from the command line.",
    ],
    wrong: `spec x "…";
0..2 pages;
bool dirty[pages];
task writer { dirty[0] = true; }`,
    right: `spec x "…";
const PAGES = 2;
bool dirty[PAGES];
task writer { dirty[0] = true; }`,
  },
  U0202: {
    text: [
      "The value is of another type than its place, and there is no conversion between the two.",
      "Enums, bools, error codes and lock modes are no integers, so a mistaken one is found here, not in a trace.",
      "Write a value of the type that the message names.",
    ],
    wrong: `spec x "…";
bool dirty;
task writer { dirty = 1; }`,
    right: `spec x "…";
bool dirty;
task writer { dirty = true; }`,
  },
  U0203: {
    text: [
      "A constant expression comes out beyond 2^53, where integers are no longer exact.",
      "Use smaller numbers: a model needs few values, not the real sizes.",
    ],
    wrong: `spec x "…";
const LIMIT = 9007199254740991 * 2;
0..LIMIT sent;
task writer { sent = 1; }`,
    right: `spec x "…";
const LIMIT = 4 * 2;
0..LIMIT sent;
task writer { sent = 1; }`,
  },
  U0204: {
    text: [
      "A knob is chosen after the spec is read, and all its values are compared side by side.",
      "If a size, bound or constant hung on it, the designs would not have the same variables.",
      "Use a 'const', or the largest size and a test of the knob where it matters.",
    ],
    wrong: `spec x "…";
knob 1..2 PAGES = 1;
bool dirty[PAGES];
task writer { dirty[0] = true; }`,
    right: `spec x "…";
const PAGES = 1;
bool dirty[PAGES];
task writer { dirty[0] = true; }`,
  },
  U0205: {
    text: [
      "A constant expression divides by zero, or takes the rest of such a division.",
      "Where it happens only in a run, it is a violation of 'ranges' instead.",
      "With '--set' the zero may come from the command line.",
    ],
    wrong: `spec x "…";
const PER_PAGE = 0;
const PAGES = 8 / PER_PAGE;
bool dirty[PAGES];
task writer { dirty[0] = true; }`,
    right: `spec x "…";
const PER_PAGE = 4;
const PAGES = 8 / PER_PAGE;
bool dirty[PAGES];
task writer { dirty[0] = true; }`,
  },
  U0206: {
    text: [
      "The bounds of a range lie within 32 bits, signed.",
      "A range is not a width in memory but a list of values to visit: make it as small as the protocol allows.",
    ],
    wrong: `spec x "…";
0..4294967296 offset;
task writer { offset = 1; }`,
    right: `spec x "…";
0..3 offset;
task writer { offset = 1; }`,
  },
  U0207: {
    text: [
      "A range is written with its lower bound first, and both bounds belong to it.",
      "Only lo..lo-1 is allowed below that: an empty range, for arrays without elements.",
    ],
    wrong: `spec x "…";
3..0 sent;
task writer { sent = 1; }`,
    right: `spec x "…";
0..3 sent;
task writer { sent = 1; }`,
  },
  U0208: {
    text: [
      "'T?' is a T or none; a second '?' would add another none that nothing could tell from the first.",
      "Often the first one hides in a 'type' declaration.",
    ],
    wrong: `spec x "…";
type slot = 0..1?;
slot? current;
task writer { current = none; }`,
    right: `spec x "…";
type slot = 0..1?;
slot current;
task writer { current = none; }`,
  },
  U0209: {
    text: [
      "Constants and types are read from top to bottom: what they are made of stands above them.",
      "Variables, functions and tasks may stand in any order. Move the declaration up.",
    ],
    wrong: `spec x "…";
const LAST = PAGES - 1;
const PAGES = 2;
0..LAST current;
task writer { current = 1; }`,
    right: `spec x "…";
const PAGES = 2;
const LAST = PAGES - 1;
0..LAST current;
task writer { current = 1; }`,
  },
  U0210: {
    text: [
      "The name stands where a type is needed, and means something else.",
      "Types are bool, ranges, errno, lockmode, what 'type', 'enum' and 'struct' declare, and names of tasks.",
    ],
    wrong: `spec x "…";
const PAGES = 2;
bool dirty[PAGES];
PAGES current;
task writer { dirty[current] = true; }`,
    right: `spec x "…";
type page = 0..1;
bool dirty[page];
page current;
task writer { page p = current; dirty[p] = true; }`,
  },
  U0211: {
    text: [
      "An array, struct or queue has at most 1,048,576 elements, those of all that is in it counted too.",
      "Every element is part of every state, so far less is already more than a search can visit.",
    ],
    wrong: `spec x "…";
bool dirty[2000000];
task writer { dirty[0] = true; }`,
    right: `spec x "…";
bool dirty[2];
task writer { dirty[0] = true; }`,
  },
  U0212: {
    text: [
      "Arrays are indexed by types whose values can be counted: a size, range, enum, bool, instance or symmetric.",
      "An errno carries its cause, a set or struct has parts, and what is optional may be none.",
      "Index by an enum or a range that stands for them.",
    ],
    wrong: `spec x "…";
bool seen[errno];
task writer { seen[0] = true; }`,
    right: `spec x "…";
enum outcome { WRITTEN, REFUSED }
bool seen[outcome];
task writer { seen[REFUSED] = true; }`,
  },
  U0213: {
    text: [
      "Sizes are not negative, a task has at most 1,000 instances and a symmetric type at most 4,096 values.",
      "Zero is allowed: then there are none, and what is said of all of them holds.",
    ],
    wrong: `spec x "…";
bool dirty;
task writer[5000] { dirty = true; }`,
    right: `spec x "…";
bool dirty;
task writer[2] { dirty = true; }`,
  },
} as const satisfies Partial<Record<CheckerCode, Explanation>>;
