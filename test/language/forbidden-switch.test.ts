import { forbidden } from "./flow.ts";

// -------------------------------------------------------------------------------- what is switched over

forbidden(`
  a struct has no cases
  U0321 a 'switch' has no cases for an unit | use a bool, an int
  no:  struct unit { page p; }; unit v; task a { switch («v») { default: } x = true; }
  yes: struct unit { page p; }; unit v; task a { switch (v.p) { default: } x = true; }

  a set has no cases
  U0321 a 'switch' has no cases for a set<0..1>
  no:  set<page> s; task a { switch («s») { default: } x = true; }
  yes: set<page> s; task a { switch (size(s)) { case 0: x = true; } }

  a cause has no cases
  U0404 a cause cannot decide
  no:  task a { switch («cause(last)») { default: } x = true; }
  yes: task a { switch (last) { case -EAGAIN: case 0: x = true; } }

  what is wrong with the value does not hide what is wrong in the cases
  U0103 unknown name 'y'
  no:  task a { switch («y») { case 0: x = true; } }
  yes: task a { bool y; switch (y) { case false: x = true; } }
`);

// -------------------------------------------------------------------------------- what a case is

forbidden(`
  a case is of the type of the value
  U0215 0..1 cannot be compared with a bool
  no:  task a { switch (n) { case «true»: x = true; } }
  yes: task a { switch (n) { case 1: x = true; } }

  a case of an errno is 0 or a code with its minus
  U0214 an errno is 0 or -CODE, never a bare 'EAGAIN' | write '-EAGAIN'
  no:  task a { switch (last) { case «EAGAIN»: x = true; } }
  yes: task a { switch (last) { case 0: break; case -EAGAIN: x = true; } }

  a case of an errno is no other number
  U0215 an errno cannot be compared with 1..1
  no:  task a { switch (last) { case «1»: x = true; } }
  yes: task a { switch (last) { case 0: x = true; } }

  a range is of ints
  U0202 expected an int, found a bool
  no:  task a { switch («x») { case 0..1: n = 1; } }
  yes: task a { switch (n) { case 0..1: n = 1; } }

  only a type with '?' has none
  U0215 0..1 cannot be compared with none | only a type with '?' has 'none'
  no:  task a { switch (n) { case «none»: x = true; } }
  yes: page? p; task a { switch (p) { case none: break; case 0..1: x = true; } }

  a case is no variable
  U0219 only constants and knobs may stand here | 'n' is a variable
  no:  task a { switch (1) { case «n»: x = true; } }
  yes: const N = 1; knob 0..1 K = 0; task a { switch (n) { case N: x = true; break; case K: x = false; } }

  a case is no local
  U0219 'k' is a local
  no:  task a { page k; switch (n) { case «k»: x = true; } }
  yes: const K = 1; task a { page k; switch (k) { case K - 1: x = true; } }

  a case is not self
  U0219 there is no running instance here
  no:  task a[2] { switch (n) { case «self»: x = true; } }
  yes: task a[2] { switch (self) { case 0: x = true; } }

  a case calls no function
  U0219 only constants and knobs may stand here
  no:  page f() { return 1; } task a { switch (n) { case «f»(): x = true; } }
  yes: page f() { return 1; } task a { switch (f()) { case 1: x = true; } }

  a case looks at no task
  U0219 'mine' is a local of 'other'
  no:  task a { switch (x) { case exists (other w) «w.mine»: n = 1; } }
  yes: task a { switch (exists (other w) w.mine) { case true: n = 1; } }

  a case compares no cause
  U0324 a case compares the code alone | write '-EBUSY'
  no:  task a { switch (last) { case -EBUSY «because wrong»: x = true; } }
  yes: task a { switch (last) { case -EBUSY: x = true; } }

  a case has no error to keep
  U0324 a case compares the code alone | write '-CODE'
  no:  task a { switch (last) { case -CODE «from last»: x = true; } }
  yes: task a { switch (last) { case -CODE: x = true; } }

  a case is no knob that may be same
  U0501 'KEPT' may be 'same', which needs an error to be the same as | write a case for each code it may be
  no:  task a { switch (last) { case «-KEPT»: x = true; } }
  yes: task a { switch (KEPT) { case EAGAIN: x = true; } }

  a range does not run backwards
  U0207 the range 1..-1 runs backwards
  no:  task a { switch (n) { case «1..-1»: x = true; } }
  yes: const N = 0; task a { switch (n) { case 0..N-1: break; default: x = true; } }
`);

// -------------------------------------------------------------------------------- each value once

forbidden(`
  a number has one case
  U0320 this value has a case already | see line 19
  no:  task a { switch (n) { case 1: break; «case 1»: x = true; } }
  yes: task a { switch (n) { case 1: break; case 0: x = true; } }

  a constant has one case, by its value
  U0320 this value has a case already
  no:  const N = 2; task a { switch (n) { case 1: break; «case N - 1»: x = true; } }
  yes: const N = 2; task a { switch (n) { case 1: break; case N - 2: x = true; } }

  a number of a range has one case
  U0320 this value has a case already
  no:  task a { switch (n) { case 0..3: break; «case 3»: x = true; } }
  yes: task a { switch (n) { case 1..3: break; case 0: x = true; } }

  two ranges have nothing in common
  U0320 this value has a case already
  no:  task a { switch (n) { case 2..3: break; «case 0..2»: x = true; } }
  yes: task a { switch (n) { case 2..3: break; case 0..1: x = true; } }

  a label of the same group is a case too
  U0320 this value has a case already
  no:  enum e { A, B } e v; task a { switch (v) { case A: «case A»: x = true; } }
  yes: enum e { A, B } e v; task a { switch (v) { case A: case B: x = true; } }

  an error code has one case
  U0320 this value has a case already
  no:  task a { switch (last) { case -EAGAIN: break; «case -EAGAIN»: x = true; } }
  yes: task a { switch (last) { case -EAGAIN: break; case -EBUSY: break; case -CODE: x = true; } }

  a knob has one case
  U0320 this value has a case already
  no:  task a { switch (last) { case -CODE: break; «case -CODE»: x = true; } }
  yes: task a { switch (last) { case -EBUSY: break; case -CODE: x = true; } }

  true has one case
  U0320 this value has a case already
  no:  task a { switch (x) { case true: break; «case 1 == 1»: n = 1; } }
  yes: task a { switch (x) { case true: break; case 1 == 2: n = 1; } }

  none has one case
  U0320 this value has a case already
  no:  page? p; task a { switch (p) { case none: break; «case none»: x = true; } }
  yes: page? p; task a { switch (p) { case none: break; case 0: x = true; } }

  there is one default
  U0320 'default' stands twice
  no:  task a { switch (n) { default: break; case 1: «default»: x = true; } }
  yes: task a { switch (n) { default: break; case 1: x = true; } }
`);

// -------------------------------------------------------------------------------- fall-through

forbidden(`
  a case does not fall through
  U0319 the case before could fall through into this one | end that one with 'break'
  no:  task a { switch (n) { case 0: x = true; «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: x = true; break; case 1: x = false; } }

  a case does not fall through into the default
  U0319 could fall through
  no:  task a { switch (n) { case 0: x = true; «default»: x = false; } }
  yes: task a { switch (n) { case 0: x = true; return; default: x = false; } }

  an empty statement falls through
  U0319 could fall through
  no:  task a { switch (n) { case 0: ; «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: case 1: x = false; } }

  a label at the end of a case falls through
  U0319 could fall through
  no:  task a { switch (n) { case 0: if (x) goto out; break; out: «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: if (x) goto out; out: break; case 1: x = false; } }

  an if without else falls through
  U0319 could fall through
  no:  task a { switch (n) { case 0: if (x) break; «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: if (x) break; else return; case 1: x = false; } }

  one branch of a choose falls through
  U0319 could fall through
  no:  task a { switch (n) { case 0: choose { break; } or { x = true; } «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: choose { break; } or { x = true; break; } case 1: x = false; } }

  the else of a pick falls through
  U0319 could fall through
  no:  task a { switch (n) { case 0: pick (page p where x) { break; } else { } «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: pick (page p where !x) { break; } case 1: x = false; } }

  a block falls through where its last statement does
  U0319 could fall through
  no:  task a { switch (n) { case 0: { break; x = true; } «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: { x = true; break; } case 1: x = false; } }

  an atomic falls through where its last statement does
  U0319 could fall through
  no:  task a { switch (n) { case 0: atomic { x = true; } «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: atomic { x = true; break; } case 1: x = false; } }

  a loop that can be left falls through
  U0319 could fall through
  no:  task a { switch (n) { case 0: loop { if (x) break; x = !x; } «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: loop { if (x) return; x = !x; } case 1: x = false; } }

  a loop is not left by the break of a switch in it
  U0319 could fall through
  no:  task a { switch (n) { case 0: loop { switch (x) { case true: break; } break; } «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: loop { switch (x) { case true: x = false; break; } return; } case 1: x = false; } }

  a while falls through
  U0319 could fall through
  no:  task a { switch (n) { case 0: while (true) { x = !x; } «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: loop { x = !x; } case 1: x = false; } }

  a switch without default falls through
  U0319 could fall through
  no:  task a { switch (n) { case 0: switch (x) { case true: return; case false: return; } «case 1»: x = false; } }
  yes: task a { switch (n) { case 0: switch (x) { case true: return; default: return; } case 1: x = false; } }

  a switch that one of its own breaks leaves falls through
  U0319 could fall through
  no:  task a { switch (n) { case 0: switch (x) { case true: break; default: return; } «case 1»: x = false; } }
  yes: task a { l: switch (n) { case 0: switch (x) { case true: x = false; goto l; default: return; } case 1: x = false; } }

  a switch whose last case goes on falls through
  U0319 could fall through
  no:  task a { switch (n) { case 0: switch (x) { default: return; case true: x = true; } «case 1»: x = false; } }
  yes: task a { loop { switch (n) { case 0: switch (x) { default: return; case true: continue; } case 1: return; } } }
`);

// -------------------------------------------------------------------------------- break, continue, labels, locals

forbidden(`
  a continue belongs to a loop, not to a switch
  U0309 'continue' stands outside every loop
  no:  task a { switch (n) { case 0: «continue»; } x = true; }
  yes: task a { loop { switch (n) { case 0: n = 1; continue; } break; } x = true; }

  a break behind a switch has nothing to leave
  U0309 'break' stands outside every loop
  no:  task a { switch (n) { case 0: break; } «break»; }
  yes: task a { switch (n) { case 0: break; } x = true; }

  a label in a switch is not a misspelt default
  U0323 the label 'defualt' in a 'switch' | did you mean 'default'?
  no:  task a { switch (n) { case 0: x = true; break; «defualt»: x = false; } }
  yes: task a { switch (n) { case 0: x = true; break; default: x = false; } }

  a goto does not lead into a case
  U0312 'inside' lies inside a block
  no:  task a { goto «inside»; switch (n) { case 0: inside: x = true; } }
  yes: task a { switch (n) { case 0: goto inside; inside: x = true; } }

  a goto does not lead into another case
  U0312 'inside' lies inside a block
  no:  task a { switch (n) { case 0: goto «inside»; case 1: inside: x = true; } }
  yes: task a { outside: switch (n) { case 0: n = 1; goto outside; case 1: x = true; } }

  a label stands once, whatever case it is in
  U0101 the label 'l' stands twice
  no:  task a { switch (n) { case 0: l: break; case 1: «l»: x = true; } }
  yes: task a { switch (n) { case 0: l: break; case 1: k: x = true; } }

  a local of one case is not known in the next
  U0103 unknown variable 'k'
  no:  task a { switch (n) { case 0: page k = 1; break; case 1: «k» = 0; } x = true; }
  yes: task a { switch (n) { case 0: page k = 1; break; case 1: page k = 0; k = 1; } x = true; }

  a property is given once, also in cases
  U0101 there are two properties 'p'
  no:  invariant p: n < 2; task a { switch (n) { case 0: assert «p» (x); } }
  yes: task a { switch (n) { case 0: assert p (!x); break; default: assert p (!x); } x = true; }

  a cause in a case has a name
  U0103 unknown cause (no 'because' uses it) 'wrongg' | did you mean 'wrong'?
  no:  task a { switch (n) { case 0: last = -EAGAIN because wrong; } assert (cause(last) != «wrongg»); }
  yes: task a { switch (n) { case 0: last = -EAGAIN because wrong; } assert (cause(last) != wrong || !x); }
`);
