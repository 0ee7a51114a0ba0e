import { forbidden } from "./flow.ts";

// Sizes are constant; knobs are chosen after them, by designs.
forbidden(`
  a knob cannot be the size of an array
  U0204 cannot depend on the knob 'FAST'
  no:  bool more[«FAST»];
  yes: const FASTER = 2; bool more[FASTER];

  a knob cannot be part of the size of an array
  U0204 cannot depend on the knob 'WIDTH'
  no:  knob page WIDTH = 0; bool more[«WIDTH» + 1];
  yes: const WIDTH = 0; bool more[WIDTH + 1];

  a knob cannot be a bound of a range
  U0204 cannot depend on the knob 'WIDTH'
  no:  knob page WIDTH = 0; 0..«WIDTH» count_of;
  yes: const WIDTH = 0; 0..WIDTH count_of;

  a knob cannot be a number of instances
  U0204 cannot depend on the knob 'WIDTH'
  no:  knob page WIDTH = 1; task a[«WIDTH»] { x = true; }
  yes: const WIDTH = 1; task a[WIDTH] { x = true; }

  a knob cannot be part of a constant
  U0204 cannot depend on the knob 'WIDTH'
  no:  knob page WIDTH = 1; const TWICE = 2 * «WIDTH»;
  yes: const WIDTH = 1; const TWICE = 2 * WIDTH;

  a variable cannot be the size of an array
  U0201 'n' is not a constant
  no:  bool more[«n»];
  yes: bool more[page];

  a variable cannot be part of the size of a local array
  U0201 'n' is not a constant
  no:  void f() { bool more[«n» + 1]; }
  yes: void f() { bool more[1 + 1]; }

  a variable cannot be a bound of a range
  U0201 'n' is not a constant
  no:  void f() { 0..«n» mine; }
  yes: void f() { 0..1 mine = n; }

  a parameter cannot be the size of a local array
  U0201 'p' is not a constant
  no:  void f(page p) { bool more[«p»]; }
  yes: void f(page p) { bool more[page]; more[p] = true; } task a { f(1); }

  a local cannot be a bound of a range
  U0201 'last_one' is not a constant
  no:  task a { page last_one = n; for (0..«last_one» p) dirty[p] = true; }
  yes: task a { page last_one = n; for (0..1 p) dirty[p] = p <= last_one; }

  a variable that is declared below cannot be a size either
  U0201 'later' is not a constant
  no:  bool more[«later»]; page later;
  yes: type later = 0..1; bool more[later];

  a constant stands above what is made of it
  U0209 the constant 'WIDTH' is used before its declaration
  no:  const TWICE = 2 * «WIDTH»; const WIDTH = 1;
  yes: const WIDTH = 1; const TWICE = 2 * WIDTH;

  a variable is no type
  U0210 'n' is not a type
  no:  «n» other_one;
  yes: page other_one;

  a variable cannot be an initial value
  U0219 only constants and knobs may stand here
  no:  bool y = «x»;
  yes: bool y = FAST;

  a variable cannot be part of an assumption
  U0219 only constants and knobs may stand here
  no:  assume (FAST || «x»);
  yes: assume (FAST || CODE == EBUSY);

  a knob cannot be assigned
  U0316 a knob is set by a design
  no:  task a { «FAST» = false; }
  yes: design slow "not fast" { FAST = false; } task a { x = FAST; }

  a design must obey every assume
  U0508 the design 'slow' breaks 'assume (FAST || CODE == EBUSY)'
  no:  assume (FAST || CODE == EBUSY); «design slow "not fast"» { FAST = false; }
  yes: assume (FAST || CODE == EBUSY); design slow "not fast" { FAST = false; CODE = EBUSY; }

  a design gives a knob one of its values
  U0507 'CODE'
  no:  errno ENOENT; design other_code "ENOENT" { CODE = «ENOENT»; }
  yes: errno ENOENT; design other_code "EBUSY" { CODE = EBUSY; }

  the default of a knob is one of its values
  U0504 'SPEED'
  no:  knob 0..9 SPEED in { 1..3 } = «4»;
  yes: knob 0..9 SPEED in { 1..3, 4 } = 4;

  a knob that may be the same is written with from
  U0501 write '-KEPT from e'
  no:  task a { errno e = failing(); last = «-KEPT»; }
  yes: task a { errno e = failing(); last = -KEPT from e; }

  a knob that may be the same is written with from, not with because
  U0501 write '-KEPT from e'
  no:  task a { last = «-KEPT because busy»; }
  yes: task a { last = -CODE because busy; }

  a knob that may be the same has no code to compare with
  U0501 'KEPT'
  no:  task a { if (last == «-KEPT») x = true; }
  yes: task a { if (last == -KEPT from last) x = true; }

  only an errno knob can be the same
  U0505 'same'
  no:  knob bool SLOW in { true, «same» } = true;
  yes: knob errno SLOW in { EBUSY, same } = same;
`);
