import type { GrammarCode } from "../../language/grammar-codes.ts";
import type { Explanation } from "./explanation.ts";

/** Of what the lexer and the parser find. */
export const grammarExplanations: Readonly<Record<GrammarCode, Explanation>> = {
  U0001: {
    text: [
      "No word or sign of the language has this character; inside strings and comments it may stand.",
      "Names are ASCII letters, digits and '_', and quotes are plain.",
      "There is no bit arithmetic and no preprocessor, so '&', '|' and '#' stand for nothing.",
    ],
    wrong: `spec x "…";
bool dirty, locked;
task writer { wait (!dirty & !locked); }`,
    right: `spec x "…";
bool dirty, locked;
task writer { wait (!dirty && !locked); }`,
  },
  U0002: {
    text: [
      "A string ends on the line it begins on, with the same plain quote.",
      "Without that end, the rest of the line would be read as part of the string.",
      "Close it, or shorten it: no string goes on in the next line.",
    ],
    wrong: `spec x "…";
hides "power failure;
task writer { }`,
    right: `spec x "…";
hides "power failure";
task writer { }`,
  },
  U0003: {
    text: [
      "A comment that begins with '/*' ends with '*/', and everything up to there is left out.",
      "This one runs to the end of the file, so what follows it would not be checked at all.",
      "Close it where it was meant to end, or begin each line with '//'.",
    ],
    wrong: `spec x "…";
/* what the page cache does
task writer { }`,
    right: `spec x "…";
/* what the page cache does */
task writer { }`,
  },
  U0004: {
    text: [
      "Integers are exact up to 2^53; beyond that neighbouring numbers would look alike.",
      "Models want small numbers anyway: every value of a range is one more state to visit.",
    ],
    wrong: `spec x "…";
const LIMIT = 9007199254740993;
0..LIMIT sent;
task writer { sent = 1; }`,
    right: `spec x "…";
const LIMIT = 2;
0..LIMIT sent;
task writer { sent = 1; }`,
  },
  U0005: {
    text: [
      "The file holds a NUL character, or so many that belong to nothing that it is no spec.",
      "Check that it is the file you meant: not an archive, not an object file, not a text in UTF-16.",
    ],
    wrong: null,
    right: null,
  },
  U0006: {
    text: [
      "In a string a backslash stands before a quote or before another backslash, and nowhere else.",
      "There are no line ends or tabs in strings: they are printed in lines of the report's own.",
    ],
    wrong: `spec x "…";
hides "readers\\npower failure";
task writer { }`,
    right: `spec x "…";
hides "readers, power failure";
task writer { }`,
  },
  U0007: {
    text: [
      "Statements and declarations of variables end with a semicolon, as in C.",
      "The caret stands where it belongs; the word it was found before is often in the next line.",
      "Only blocks, functions and what else ends with '}' have none.",
    ],
    wrong: `spec x "…";
bool dirty;
task writer { dirty = true }`,
    right: `spec x "…";
bool dirty;
task writer { dirty = true; }`,
  },
  U0008: {
    text: [
      "A value is needed where something else stands.",
      "Often it is a form of C that the language does not have: '++', '--', '->', '&x', '*p', a cast or sizeof.",
      "Write 'x += 1', and '.' for fields; there are no pointers.",
    ],
    wrong: `spec x "…";
0..3 in_flight;
task writer { in_flight++; }`,
    right: `spec x "…";
0..3 in_flight;
task writer { in_flight += 1; }`,
  },
  U0009: {
    text: [
      "A type is needed here: bool, a range such as 0..3, errno, lockmode, or the name of a declared one.",
      "C's int has no place, since everything is finite; and 'void' stands for a missing result only.",
    ],
    wrong: `spec x "…";
bool dirty;
void flush(void) { dirty = false; }
task writer { flush(); }`,
    right: `spec x "…";
bool dirty;
void flush() { dirty = false; }
task writer { flush(); }`,
  },
  U0010: {
    text: [
      "A name is needed where something else stands.",
      "Often it is a word of the language, which can never be a name: choose another one, or add to it.",
    ],
    wrong: `spec x "…";
enum io_mode { queue, direct }
io_mode mode;
task writer { mode = direct; }`,
    right: `spec x "…";
enum io_mode { queued, direct }
io_mode mode;
task writer { mode = direct; }`,
  },
  U0011: {
    text: [
      "A statement is needed here, and this begins none.",
      "Locks, ghosts, functions and other declarations stand at top level, since all tasks share them.",
      "An 'else' needs its 'if', an 'or' its 'choose', and a 'case' its 'switch'.",
    ],
    wrong: `spec x "…";
task writer
{
	mutex iolock;
	lock(iolock);
	unlock(iolock);
}`,
    right: `spec x "…";
mutex iolock;
task writer
{
	lock(iolock);
	unlock(iolock);
}`,
  },
  U0012: {
    text: [
      "At top level there are only declarations, and this begins none.",
      "Statements run in tasks, functions and events; what is to be so from the beginning stands in 'init'.",
      "One '}' too many ends a task early, and then its rest stands at top level.",
    ],
    wrong: `spec x "…";
bool dirty;
dirty = true;
task writer { dirty = false; }`,
    right: `spec x "…";
bool dirty;
init { dirty = true; }
task writer { dirty = false; }`,
  },
  U0013: {
    text: [
      "A sign, a word or a string is missing, or another one stands in its place.",
      "The message names what could stand there; the mistake may lie shortly before.",
      "In particular '=' only assigns and '==' only compares, so a condition never stores.",
    ],
    wrong: `spec x "…";
0..3 in_flight;
task writer { if (in_flight = 0) in_flight = 1; }`,
    right: `spec x "…";
0..3 in_flight;
task writer { if (in_flight == 0) in_flight = 1; }`,
  },
  U0014: {
    text: [
      "A block is open where the next declaration begins or the file ends.",
      "The hint names the line of the '{' that is not closed, as far as indentation lets it be guessed.",
    ],
    wrong: `spec x "…";
bool dirty;
task writer
{
	if (dirty) {
		dirty = false;
}`,
    right: `spec x "…";
bool dirty;
task writer
{
	if (dirty) {
		dirty = false;
	}
}`,
  },
  U0016: {
    text: [
      "Parentheses, blocks or types stand inside each other more than 500 levels deep.",
      "No text that people write does that; a program that writes specs may have gone astray.",
      "Split the expression, or put the inner blocks into functions.",
    ],
    wrong: null,
    right: null,
  },
  U0017: {
    text: [
      "After fifty errors the rest of the file is not read: most of them would follow from the first.",
      "Mend the first ones and check again.",
    ],
    wrong: null,
    right: null,
  },
  U0018: {
    text: [
      "An 'errno' line at top level declares either error codes or variables that hold one.",
      "The names decide: E with capitals and digits behind it is a code, all else a variable.",
      "Write one line for each.",
    ],
    wrong: `spec x "…";
errno EAGAIN, ret;
task writer { ret = -EAGAIN; wait (ret == -EAGAIN); }`,
    right: `spec x "…";
errno EAGAIN;
errno ret;
task writer { ret = -EAGAIN; wait (ret == -EAGAIN); }`,
  },
  U0019: {
    text: [
      "A name of E with capitals and digits behind it is an error code, and nothing else.",
      "So '-EIO' is known to be a code wherever it stands, and a variable needs another name.",
    ],
    wrong: `spec x "…";
errno ERR[2];
task writer[2] { ERR[self] = 0; }`,
    right: `spec x "…";
errno result[2];
task writer[2] { result[self] = 0; }`,
  },
  U0020: {
    text: [
      "A file begins with its 'spec' line, and has one: it names the spec and says in a sentence what it is.",
      "A file without it is a part, for others to 'use'.",
    ],
    wrong: `spec x "…";
bool dirty;
spec y "…";
task writer { dirty = true; }`,
    right: `spec x "…";
bool dirty;
task writer { dirty = true; }`,
  },
  U0021: {
    text: [
      "What a spec does not model is said in one 'hides' line, right behind the 'spec' line.",
      "It is printed under every report, so there it is seen by whoever reads the spec too.",
    ],
    wrong: `spec x "…";
bool dirty;
hides "readers, power failure";
task writer { dirty = true; }`,
    right: `spec x "…";
hides "readers, power failure";
bool dirty;
task writer { dirty = true; }`,
  },
  U0022: {
    text: [
      "'a leads_to b leads_to c' could mean two things, so neither is guessed.",
      "Say with parentheses what leads to what, or write a property for each.",
    ],
    wrong: `spec x "…";
bool asked, taken, sent;
task writer { asked = true; taken = true; sent = true; }
liveness served "…": asked leads_to taken leads_to sent;`,
    right: `spec x "…";
bool asked, taken, sent;
task writer { asked = true; taken = true; sent = true; }
liveness served "…": asked leads_to (taken leads_to sent);`,
  },
  U0023: {
    text: [
      "Before a parenthesis this word is an operator, so a function of that name could not be called.",
      "As a variable or a local it would do; a function needs another name.",
    ],
    wrong: `spec x "…";
bool odd;
bool next(bool now) { return !now; }
task writer { odd = next(odd); }`,
    right: `spec x "…";
bool odd;
bool other(bool now) { return !now; }
task writer { odd = other(odd); }`,
  },
  U0024: {
    text: [
      "Tasks, daemons and works are weakly fair by themselves: 'strong' or 'unfair' may stand before them.",
      "Events are unfair by themselves: 'fair' or 'strong' may stand before them.",
      "A word that says what is so anyway is refused, since it reads as if its absence said something else.",
    ],
    wrong: `spec x "…";
bool dirty;
fair task writer { dirty = true; }`,
    right: `spec x "…";
bool dirty;
task writer { dirty = true; }`,
  },
  U0025: {
    text: [
      "Numbers are decimal digits without leading zeros: no hexadecimal, no octal, no '1UL', no '1_000'.",
      "A leading zero would mean octal to a reader of C and decimal to others.",
    ],
    wrong: `spec x "…";
const SECTORS = 0x8;
0..SECTORS sent;
task writer { sent = 1; }`,
    right: `spec x "…";
const SECTORS = 8;
0..SECTORS sent;
task writer { sent = 1; }`,
  },
  U0601: {
    text: [
      "Files of more than 1 MB are not read: no spec that people write is as long.",
      "Split it into parts and name them with 'use \"parts/iolock.untorn\";'.",
    ],
    wrong: null,
    right: null,
  },
};
