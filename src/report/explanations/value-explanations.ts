import type { CheckerCode } from "../../language/checker-codes.ts";
import type { Explanation } from "./explanation.ts";

/** Of values, and of what they are stored in, compared with and passed to. */
export const valueExplanations = {
  U0214: {
    text: [
      "An errno is 0 or a code with a minus, as functions of the kernel return it.",
      "A bare code is a name only: 'ret == EAGAIN' would never be true in C either.",
      "Write '-EAGAIN'; only knobs and their settings name codes without it.",
    ],
    wrong: `spec x "…";
errno EAGAIN;
errno ret;
task writer { ret = -EAGAIN; wait (ret == EAGAIN); }`,
    right: `spec x "…";
errno EAGAIN;
errno ret;
task writer { ret = -EAGAIN; wait (ret == -EAGAIN); }`,
  },
  U0215: {
    text: [
      "Values of these two types are never equal, so the comparison would have one answer for ever.",
      "Enums, bools, error codes and lock modes compare with their own kind only; none with what is optional.",
    ],
    wrong: `spec x "…";
enum io_mode { HW, COW }
io_mode mode;
task writer { wait (mode == 0); mode = COW; }`,
    right: `spec x "…";
enum io_mode { HW, COW }
io_mode mode;
task writer { wait (mode == HW); mode = COW; }`,
  },
  U0216: {
    text: [
      "Both values of a '?:' need one type, since either may come out.",
      "Write two of one kind, or an 'if' with an assignment in each branch.",
    ],
    wrong: `spec x "…";
bool dirty;
task writer { 0..1 left = dirty ? 1 : false; wait (left == 0); }`,
    right: `spec x "…";
bool dirty;
task writer { 0..1 left = dirty ? 1 : 0; wait (left == 0); }`,
  },
  U0217: {
    text: [
      "A lock has no value that could be read, copied, compared or given at first; all are free at first.",
      "It is taken and released by lock(), trylock(), unlock() and downgrade().",
      "Properties ask about it with holds() and held().",
    ],
    wrong: `spec x "…";
mutex iolock;
task writer { if (!iolock) lock(iolock); }`,
    right: `spec x "…";
mutex iolock;
task writer { if (trylock(iolock)) unlock(iolock); }`,
  },
  U0218: {
    text: [
      "The name means something that is no value: a function, a type, a task, an event.",
      "A function gives a value when it is called, with parentheses even where it takes nothing.",
    ],
    wrong: `spec x "…";
bool dirty;
bool busy() { return dirty; }
task writer { wait (!busy); dirty = true; }`,
    right: `spec x "…";
bool dirty;
bool busy() { return dirty; }
task writer { wait (!busy()); dirty = true; }`,
  },
  U0219: {
    text: [
      "Initial values, assumptions and cases are made of constants and knobs, since nothing runs before them.",
      "What depends on another variable is set in 'init', which runs once at the beginning.",
    ],
    wrong: `spec x "…";
0..2 pages = 2;
0..2 left = pages;
task writer { left = 0; }`,
    right: `spec x "…";
const PAGES = 2;
0..2 left = PAGES;
task writer { left = 0; }`,
  },
  U0220: {
    text: [
      "Only arrays have elements that an index picks.",
      "A set or queue has no positions: ask 'e in s', or take the first value of a queue with pop().",
    ],
    wrong: `spec x "…";
bool dirty;
task writer { dirty[0] = true; }`,
    right: `spec x "…";
bool dirty[2];
task writer { dirty[0] = true; }`,
  },
  U0221: {
    text: [
      "Only structs have fields; of an instance of a task, its outermost locals are read the same way.",
      "Declare a struct, or leave the field out.",
    ],
    wrong: `spec x "…";
0..1 bio;
task writer { wait (bio.page == 0); }`,
    right: `spec x "…";
struct bio { 0..1 page; };
bio current;
task writer { wait (current.page == 0); }`,
  },
  U0222: {
    text: [
      "'because' gives a cause to an error code, and 'from' hands one on; this is neither code nor errno knob.",
      "Behind the minus stands a declared code or a knob of type errno.",
    ],
    wrong: `spec x "…";
0..1 late;
errno ret;
task writer { ret = -late because too_slow; wait (ret == 0); }`,
    right: `spec x "…";
errno ETIME;
errno ret;
task writer { ret = -ETIME because too_slow; wait (ret == -ETIME); }`,
  },
  U0223: {
    text: [
      "A 'for', a 'pick', the quantifiers and parameters of events go through all values of a type, in order.",
      "That needs a bool, range, enum, lock mode, instance or symmetric type, or one of these with '?'.",
      "For the others name the values that matter, in a 'choose'.",
    ],
    wrong: `spec x "…";
errno EIO;
errno ret;
task writer
{
	pick (errno e) { ret = e; }
	wait (ret != -EIO);
}`,
    right: `spec x "…";
errno EIO;
errno ret;
task writer
{
	choose { ret = -EIO; } or { ret = 0; }
	wait (ret != -EIO);
}`,
  },
  U0224: {
    text: [
      "A struct literal has no name of its type, so it stands where a value of one struct is needed.",
      "That is an assignment, an initial value, an argument, a 'return', or one side of a comparison.",
    ],
    wrong: `spec x "…";
0..1 current;
task writer { current = { .page = 1 }; }`,
    right: `spec x "…";
struct bio { 0..1 page; };
bio current;
task writer { current = { .page = 1 }; }`,
  },
  U0225: {
    text: [
      "An errno is 0 or a declared code with a minus: numbers say nothing, and differ between machines.",
      "Declare the code and write its name.",
    ],
    wrong: `spec x "…";
errno ret;
task writer { ret = 5; }`,
    right: `spec x "…";
errno EIO;
errno ret;
task writer { ret = -EIO; wait (ret != -EIO); }`,
  },
  U0226: {
    text: [
      "A lock of an array is taken on its own, with one index for each dimension.",
      "To take all of them, loop over the indices: then their order, too, can be found wrong.",
    ],
    wrong: `spec x "…";
mutex inode_lock[2];
task writer { lock(inode_lock); unlock(inode_lock); }`,
    right: `spec x "…";
mutex inode_lock[2];
task writer { lock(inode_lock[0]); unlock(inode_lock[0]); }`,
  },
  U0227: {
    text: [
      "A declared lock is needed here: a mutex, spinlock, rwsem or semaphore, or an element of an array of them.",
      "A variable is no lock, whatever it stands for; a flag that is waited for is 'wait (!flag)'.",
    ],
    wrong: `spec x "…";
bool locked;
task writer { lock(locked); unlock(locked); }`,
    right: `spec x "…";
mutex iolock;
task writer { lock(iolock); unlock(iolock); }`,
  },
  U0228: {
    text: [
      "unlock() and downgrade() take the lock alone; lock() and trylock() take a mode too, for an rwsem.",
      "In which mode a task holds an rwsem is known, so it is not said again when it is released.",
    ],
    wrong: `spec x "…";
rwsem iolock;
task writer { lock(iolock, EXCL); unlock(iolock, EXCL); }`,
    right: `spec x "…";
rwsem iolock;
task writer { lock(iolock, EXCL); unlock(iolock); }`,
  },
  U0229: {
    text: [
      "An rwsem is taken in a mode, SHARED or EXCL; a mutex, spinlock or semaphore has no modes.",
      "There is no default, since which mode is taken is what such protocols get wrong.",
    ],
    wrong: `spec x "…";
rwsem iolock;
task writer { lock(iolock); unlock(iolock); }`,
    right: `spec x "…";
rwsem iolock;
task writer { lock(iolock, SHARED); unlock(iolock); }`,
  },
  U0230: {
    text: [
      "The name stands before parentheses, and is no function.",
      "A work is not called but started, with 'spawn'; tasks, daemons and events run by themselves.",
    ],
    wrong: `spec x "…";
bool dirty;
work flush() { dirty = false; }
task writer { flush(); }`,
    right: `spec x "…";
bool dirty;
work flush() { dirty = false; }
task writer { spawn flush(); }`,
  },
  U0231: {
    text: [
      "The call has too few or too many arguments, or one of another kind than the predicate takes.",
      "The message says what is taken; there are no default values and no variable lists.",
    ],
    wrong: `spec x "…";
bool dirty[2];
void flush(0..1 page) { dirty[page] = false; }
task writer { flush(); }`,
    right: `spec x "…";
bool dirty[2];
void flush(0..1 page) { dirty[page] = false; }
task writer { flush(1); }`,
  },
  U0232: {
    text: [
      "An enum has at least one member: without one, a variable of it could have no value.",
      "In the text of a spec, U0010 tells this before: a name is missing between the braces.",
    ],
    wrong: null,
    right: null,
  },
} as const satisfies Partial<Record<CheckerCode, Explanation>>;
