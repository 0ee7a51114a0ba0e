import { forbidden } from "./flow.ts";

// -------------------------------------------------------------------------------- sets

forbidden(`
  a set cannot hold structs
  U0234 a set cannot hold values of type unit | use bool, a range
  no:  struct unit { bool b; }; set<«unit»> s; task a { x = true; }
  yes: set<page?> s; task a { s += 1; s += none; x = none in s; }

  a set cannot hold errnos
  U0234 a set cannot hold values of type errno
  no:  set<«errno»> s; task a { x = true; }
  yes: enum e { A, B } set<e> s; task a { s += B; x = A in s; }

  a set cannot hold sets
  U0234 a set cannot hold values of type set<bool>
  no:  set<«set<bool>»> s; task a { x = true; }
  yes: set<bool> s[2]; task a { s[1] += true; x = true in s[0]; }

  a set is over 4,096 values at most
  U0234 a set is over at most 4096 values, and 0..4096 has 4097
  no:  set<«0..4096»> s; task a { x = true; }
  yes: set<0..4095> s; task a { s += 4095; }

  a set literal needs a set around it
  U0238 a set literal needs to know its set, but 0..1 is needed here
  no:  task a { n = «{ 1, 0 }»; }
  yes: set<page> s; task a { s = { 1, 0 }; }

  a set literal on its own has no type
  U0238 a set literal needs to know its set
  no:  task a { n = size(«{ 1 }»); }
  yes: set<page> s; task a { n = size(s); x = { 1 } == s; }

  an empty literal is a struct or a set where one is expected only
  U0224 a struct literal needs to know its struct, but bool is needed here
  no:  task a { x = «{ }»; }
  yes: set<page> s; task a { s = { }; x = s == { }; }

  the elements of a literal are of the type of the set
  U0202 expected 0..1, found a bool
  no:  set<page> s; task a { s = { 1, «x» }; }
  yes: set<page> s; task a { s = { 1, n, }; }

  what is added to a set is of its type
  U0202 expected 0..1, found a bool
  no:  set<page> s; task a { s += «x»; }
  yes: set<page> s; task a { s += n; s -= { 0, n }; }

  a set of another type is not added
  U0202 expected a set<0..1>, found a set<bool>
  no:  set<page> s; set<bool> t; task a { s += «t»; }
  yes: set<page> s, t; task a { s += t; }

  a set has no sum
  U0202 expected an int, found a set<0..1> | add to a set with 's += e'
  no:  set<page> s; task a { s = «s» + 1; }
  yes: set<page> s; task a { s += 1; }

  sets of two types are not compared
  U0215 a set<0..1> cannot be compared with a set<0..2>
  no:  set<page> s; set<0..2> t; task a { x = «s == t»; }
  yes: set<page> s, t; task a { x = s == t; }

  a set is not indexed
  U0220 a set<0..1> cannot be indexed
  no:  set<page> s; task a { x = «s»[1]; }
  yes: set<page> s; task a { x = 1 in s; }

  'in' needs a set, a queue or braces behind it
  U0239 0..1 has no elements to be 'in' | name a set or queue, or list values
  no:  task a { x = 1 in «n»; }
  yes: task a { x = 1 in { n }; }

  what is looked for is of the type of the elements
  U0202 expected 0..1, found a bool
  no:  set<page> s; task a { x = «x» in s; }
  yes: set<page> s; task a { x = n in s; }

  a size is that of a set
  U0239 'size' takes a set, found a queue<bool, 2> | a queue has a 'length'
  no:  queue<bool, 2> q; task a { n = size(«q»); }
  yes: set<bool> s; task a { n = size(s); }

  a length is that of a queue
  U0239 'length' takes a queue, found a set<bool> | a set has a 'size'
  no:  set<bool> s; task a { n = length(«s»); }
  yes: queue<bool, 2> q; task a { n = length(q); }

  a size is that of one set
  U0231 'size' takes one set
  no:  set<bool> s; task a { n = «size(s, s)»; }
  yes: set<bool> s; task a { n = size(s); }

  the size of a set is not a statement
  U0311 the value of 'size' is lost
  no:  set<bool> s; task a { «size(s)»; }
  yes: set<bool> s; void size(set<bool> t) { x = true in t; } task a { size(s); }

  a function of that name takes the place of length
  U0231 'length' takes 0 argument(s), found 1
  no:  queue<bool, 2> q; page length() { return 1; } task a { n = 0 + «length(q)»; }
  yes: queue<bool, 2> q; page length() { return 1; } task a { n = 0 + length(); }

  a knob is no set
  U0502 a knob cannot be of type set<bool>
  no:  knob «set<bool>» K = true; task a { x = true; }
  yes: set<bool> k = { true }; task a { x = true in k; }

  a set is not quantified over
  U0223 a set<0..1> cannot be quantified over
  no:  set<page> s; invariant p: forall («set<page>» t) x; task a { x = true; }
  yes: set<page> s; invariant p: forall (page t) t in s || x; task a { x = true; }

  nothing is added to what is no set
  U0202 '+=' needs an int or a set, found a bool
  no:  task a { «x» += 1; }
  yes: task a { n += 1; }
`);

// -------------------------------------------------------------------------------- queues

forbidden(`
  a queue has room for one value at least
  U0235 a queue has room for 1 to 1024 values, found 0
  no:  queue<bool, «0»> q; task a { x = true; }
  yes: queue<bool, 1> q; task a { push(q, x); }

  a queue has room for 1,024 values at most
  U0235 found 1025
  no:  const N = 1024; queue<bool, «N + 1»> q; task a { x = true; }
  yes: const N = 1024; queue<bool, N> q; task a { push(q, x); }

  the room of a queue does not depend on a knob
  U0204 cannot depend on the knob 'DEEP'
  no:  knob 1..2 DEEP = 1; queue<bool, «DEEP»> q; task a { x = true; }
  yes: const DEEP = 1; queue<bool, DEEP> q; task a { push(q, x); }

  a queue cannot hold queues
  U0236 a queue cannot hold queues
  no:  queue<«queue<bool, 1>», 2> q; task a { x = true; }
  yes: queue<set<bool>, 2> q; task a { push(q, { true }); }

  a queue cannot hold structs that hold queues
  U0236 a queue cannot hold queues
  no:  struct unit { queue<bool, 1> q[2]; }; queue<«unit?», 2> q; task a { x = true; }
  yes: struct unit { queue<bool, 1> q[2]; }; unit v[2]; task a { push(v[0].q[1], x); }

  a ghost is no queue
  U0237 a ghost cannot be a queue or hold one
  no:  ghost queue<bool, 2> «q»; task a { x = true; }
  yes: durable queue<bool, 2> q; task a { push(q, x); }

  a ghost has no queue inside
  U0237 a ghost cannot be a queue or hold one
  no:  struct unit { queue<bool, 2> q; }; ghost unit «v»[2]; task a { x = true; }
  yes: struct unit { set<bool> s; }; ghost unit v[2]; task a { v[0].s += x; }

  what is pushed is of the type of the queue
  U0202 expected 0..1, found a bool
  no:  queue<page, 2> q; task a { push(q, «x»); }
  yes: queue<page, 2> q; task a { push(q, n); }

  a push names a queue and a value
  U0231 'push' takes a queue and a value
  no:  queue<page, 2> q; task a { «push(q)»; }
  yes: queue<page, 2> q; task a { push(q, 1); }

  a pop names one queue
  U0231 'pop' takes one queue
  no:  queue<page, 2> q; task a { n = «pop(q, 1)»; }
  yes: queue<page, 2> q; task a { n = pop(q); }

  a pop is from a queue
  U0239 'pop' takes a queue, found 0..1
  no:  task a { n = pop(«n»); }
  yes: queue<page, 2> q; task a { n = pop(q); }

  a push goes to a place
  U0239 'push' takes a queue | name a variable, an element or a field
  no:  queue<page, 2> q; task a { push(«1», 1); }
  yes: queue<page, 2> q[2]; task a { push(q[1], 1); }

  a queue of another task's local is not pushed to
  U0315 a task's local is written by that task only
  no:  task b { queue<page, 2> q; push(q, 1); } task a { b w; push(«w.q», 1); }
  yes: task b { queue<page, 2> q; push(q, 1); } invariant p: forall (b w) length(w.q) < 2;

  what is popped is of the type of the place
  U0202 expected 0..1, but the queue holds a bool
  no:  queue<bool, 2> q; task a { n = «pop(q)»; }
  yes: queue<page, 2> q; task a { 0..3 k = pop(q); k = pop(q); }

  a condition pops a bool
  U0202 expected a bool, but the queue holds 0..1
  no:  queue<page, 2> q; task a { if («pop(q)») n = 0; }
  yes: queue<bool, 2> q; task a { if (!!pop(q)) n = 0; while (!pop(q)) n = 0; }

  a pop does not stand inside an expression
  U0304 'pop' changes the queue
  no:  queue<page, 2> q; task a { n = «pop(q)» + 1; }
  yes: queue<page, 2> q; task a { n = pop(q); n = n + 1; }

  a pop is not returned
  U0304 'pop' changes the queue | let it be a whole right side
  no:  queue<page, 2> q; page f() { return «pop(q)»; } task a { n = f(); }
  yes: queue<page, 2> q; page f() { page k = pop(q); return k; } task a { n = f(); }

  a pop is not part of a condition
  U0304 'pop' changes the queue
  no:  queue<bool, 2> q; task a { if (x && «pop(q)») n = 0; }
  yes: queue<bool, 2> q; task a { if (x) if (pop(q)) n = 0; }

  a push has no value
  U0304 'push' is a statement and has no value
  no:  queue<page, 2> q; task a { x = «push(q, 1)»; }
  yes: queue<page, 2> q; task a { push(q, 1); x = true; }

  a queue has no literal
  U0224 a struct literal needs to know its struct, but queue<0..1, 2> is needed here
  no:  queue<page, 2> q; task a { q = «{ }»; }
  yes: queue<page, 2> q, t; task a { push(q, 1); q = t; }

  queues of two sizes are not compared
  U0215 a queue<0..1, 2> cannot be compared with a queue<0..1, 3>
  no:  queue<page, 2> q; queue<page, 3> t; task a { x = «q == t»; }
  yes: queue<page, 2> q, t; task a { x = q == t; }

  a queue is not indexed
  U0220 a queue<0..1, 2> cannot be indexed
  no:  queue<page, 2> q; task a { n = «q»[0]; }
  yes: queue<page, 2> q; task a { x = 0 in q; }

  an event has no parameter whose values cannot be listed
  U0223 an event cannot be given every value of a queue<0..1, 2>
  no:  event e(«queue<page, 2>» q) { x = true; }
  yes: event e(page p) { x = true; }

  an event has no errno as a parameter
  U0223 an event cannot be given every value of an errno
  no:  event e(«errno» ret) { last = ret; }
  yes: event e(page? p) when (p == none) { last = 0; }

  push is a name of the language
  U0102 'push' is a name of the language
  no:  void «push»() { x = true; } task a { x = true; }
  yes: void put() { x = true; } task a { put(); }
`);

// -------------------------------------------------------------------------------- what may block, and where

forbidden(`
  an atomic cannot push in the middle
  U0308 an atomic can block at its first statement only, and 'push' can block
  no:  queue<page, 2> q; task a { atomic { n = 1; «push(q, n)»; } }
  yes: queue<page, 2> q; task a { atomic { push(q, n); n = 1; } }

  an atomic cannot pop in the middle
  U0308 'pop' can block
  no:  queue<page, 2> q; task a { atomic { n = 1; «n = pop(q)»; } }
  yes: queue<page, 2> q; task a { atomic { n = pop(q); n = 1; } }

  an atomic cannot pop in a declaration in the middle
  U0308 'pop' can block
  no:  queue<page, 2> q; task a { atomic { n = 1; «page p = pop(q)»; } }
  yes: queue<page, 2> q; task a { atomic { page p = pop(q); n = 1; } }

  an atomic cannot pop for a condition in the middle
  U0308 'pop' can block
  no:  queue<bool, 2> q; task a { atomic { n = 1; «if (pop(q))» n = 0; } }
  yes: queue<bool, 2> q; task a { atomic { if (pop(q)) n = 0; } }

  an atomic cannot come back to the pop of a while
  U0308 this comes back to 'pop', which can block | put the loop around the atomic
  no:  queue<bool, 2> q; task a { atomic { «while (pop(q))» n = 0; } }
  yes: queue<bool, 2> q; task a { while (pop(q)) atomic { n = 0; } }

  an atomic cannot pop in a case
  U0308 'pop' can block
  no:  queue<page, 2> q; task a { atomic { switch (n) { case 0: «pop(q)»; } } }
  yes: queue<page, 2> q; task a { switch (n) { case 0: atomic { pop(q); } } }

  an atomic cannot pop in the middle through a call
  U0308 'pop' can block
  no:  queue<page, 2> q; void f() { x = true; pop(q); } task a { atomic { «f()»; } }
  yes: queue<page, 2> q; void f() { pop(q); x = true; } task a { atomic { f(); } }

  an atomic of a function cannot pop in the middle, whoever calls it
  U0308 'pop' can block
  no:  queue<page, 2> q; void f() { atomic { x = true; «pop(q)»; } } event e() { f(); }
  yes: queue<page, 2> q; void f() { atomic { pop(q); x = true; } } event e() { x = true; f(); }

  an event cannot wait beside its pops, which cannot
  U0308 'wait' can block
  no:  queue<bool, 2> q; event e() { pop(q); atomic { push(q, x); «wait (x)»; } }
  yes: queue<bool, 2> q; event e() { x = true; push(q, x); atomic { x = false; pop(q); } if (pop(q)) x = true; }

  init cannot wait behind a push, which cannot
  U0308 'init' can block at its first statement only, and 'wait' can block
  no:  queue<bool, 2> q; init { push(q, true); «wait (x)»; } task a { x = true; }
  yes: queue<bool, 2> q; init { push(q, true); push(q, x); atomic { pop(q); x = pop(q); } } task a { x = true; }

  a crash block cannot push
  U0405 nothing runs any more when power fails | a crash block cannot 'push'
  no:  durable queue<bool, 2> q; crash c { «push(q, true)»; } task a { push(q, true); }
  yes: durable queue<bool, 2> q; crash c { assert (length(q) < 2 || !(false in q)); } task a { push(q, true); }

  a crash block cannot pop through a call
  U0405 'f' uses 'pop', but nothing runs any more when power fails
  no:  durable queue<bool, 2> q; void f() { pop(q); } crash c { «f()»; } task a { push(q, true); }
  yes: durable queue<bool, 2> q; void f() { pop(q); } crash c { assert (length(q) < 2); } task a { f(); }

  a crash block cannot spawn
  U0405 nothing runs any more when power fails | a crash block cannot spawn
  no:  work w() { x = true; } crash c { «spawn w()»; } task a { x = true; }
  yes: work w() { x = true; } crash c { assert (!disk); } task a { spawn w(); }

  a crash block cannot spawn through a call
  U0405 'f' uses 'spawn', but nothing runs any more when power fails
  no:  work w() { x = true; } void f() { spawn w(); } crash c { «f()»; } task a { f(); }
  yes: work w() { x = true; } void f() { spawn w(); } crash c { assert (!disk); } task a { f(); }
`);

// -------------------------------------------------------------------------------- ghosts

forbidden(`
  the size of a ghost set decides nothing
  U0402 the ghost 'past_pages' cannot decide what the spec does
  no:  ghost set<page> past_pages; task a { n = size(«past_pages»); }
  yes: ghost set<page> past_pages; ghost page most; task a { most = size(past_pages); past_pages += n; x = true; }

  who is in a ghost set decides nothing
  U0402 the ghost 'past_pages' cannot decide what the spec does
  no:  ghost set<page> past_pages; task a { wait (n in «past_pages»); }
  yes: ghost set<page> past_pages; task a { past_pages -= n; assert (!(n in past_pages)); x = true; }

  a ghost is not added to what is none
  U0402 the ghost 'past' cannot decide what the spec does
  no:  set<page> s; task a { s += «past»; }
  yes: ghost set<page> s; task a { s += past; }

  a ghost is not pushed
  U0402 the ghost 'seen' cannot decide what the spec does
  no:  queue<bool, 2> q; task a { push(q, «seen»); }
  yes: queue<bool, 2> q; task a { push(q, x); seen = x; }

  a ghost does not say which queue is popped, even for a ghost
  U0402 the ghost 'past' cannot decide what the spec does
  no:  queue<bool, 2> q[page]; task a { seen = pop(q[«past»]); }
  yes: queue<bool, 2> q[page]; task a { push(q[1], true); seen = pop(q[n]); }

  a ghost does not say which lock is tried, even for a ghost
  U0402 the ghost 'past' cannot decide what the spec does
  no:  task a { seen = trylock(ms[«past»]); }
  yes: task a { seen = trylock(ms[n]); if (n == 0) unlock(ms[n]); }

  a ghost is not given to a work
  U0402 the ghost 'seen' cannot decide what the spec does
  no:  work w(bool b) { x = b; } task a { spawn w(«seen»); }
  yes: work w(bool b) { seen = b; } task a { spawn w(x); }

  a ghost is not switched over
  U0402 the ghost 'past' cannot decide what the spec does
  no:  task a { switch («past») { case 0: x = true; } }
  yes: task a { switch (n) { case 0: past = 1; } }
`);
