import { forbidden } from "./flow.ts";

// Functions are inlined, jumps lead outwards.
forbidden(`
  a function cannot call itself
  U0317 'f' calls itself
  no:  void f() { x = true; «f»(); } task a { f(); }
  yes: void f() { x = true; } task a { f(); f(); }

  a function cannot call itself in an expression
  U0317 'f' calls itself
  no:  page f(page p) { return p == 0 ? 0 : «f»(p - 1); } task a { n = f(1); }
  yes: page f(page p) { return p == 0 ? 0 : p - 1; } task a { n = f(1); }

  two functions cannot call each other
  U0317 functions are inlined: write a loop
  no:  void f() { g(); } void g() { x = true; «f»(); } task a { f(); }
  yes: void f() { g(); } void h() { g(); } void g() { x = true; } task a { f(); h(); }

  functions cannot call each other even if nobody calls them
  U0317 'f' calls itself, directly or through others
  no:  void f() { g(); } void g() { h(); } void h() { «f»(); }
  yes: void f() { g(); } void g() { h(); } void h() { x = true; }

  a goto cannot lead into an atomic
  U0312 'inner' lies inside a block that this goto is not in
  no:  task a { goto «inner»; atomic { x = true; inner: x = false; } }
  yes: task a { atomic { if (x) goto outer; x = true; } x = false; outer: }

  a goto cannot lead into a block
  U0312 jump outwards only
  no:  task a { goto «inner»; { inner: x = true; } }
  yes: task a { { goto outer; } outer: x = true; }

  a goto cannot lead into a branch of an if
  U0312 'inner'
  no:  task a { goto «inner»; if (x) inner: x = false; }
  yes: task a { if (x) goto outer; outer: x = false; }

  a goto cannot lead into the other branch of an if
  U0312 'inner'
  no:  task a { if (x) goto «inner»; else { inner: x = true; } }
  yes: task a { if (x) { goto inner; inner: x = true; } }

  a goto cannot lead into a loop
  U0312 'inner'
  no:  task a { goto «inner»; while (x) { inner: x = false; } }
  yes: task a { again: while (x) { x = false; goto again; } }

  a goto cannot lead into a branch of a choose
  U0312 'inner'
  no:  task a { goto «inner»; choose { inner: x = true; } or { } }
  yes: task a { choose { goto outer; } or { } outer: x = true; }

  a goto cannot lead into another task
  U0313 unknown label 'elsewhere'
  no:  task a { goto «elsewhere»; } task b { elsewhere: x = true; }
  yes: task a { elsewhere: x = !x; if (x) goto elsewhere; } task b { elsewhere: x = true; }

  a goto cannot lead out of a function
  U0313 unknown label 'outer'
  no:  void f() { goto «outer»; } task a { f(); outer: x = true; }
  yes: void f() { goto outer; outer: x = true; } task a { f(); }

  break and continue belong to a loop
  U0309 'continue' stands outside every loop
  no:  void f() { «continue»; } task a { while (x) f(); }
  yes: void f() { while (x) continue; } task a { f(); }

  a function of several statements cannot stand in an expression
  U0305 store its result in a local first
  no:  bool f() { x = !x; return x; } task a { if («f()») n = 1; }
  yes: bool f() { x = !x; return x; } task a { bool got = f(); if (got) n = 1; }
`);

// An errno is 0 or -CODE.
forbidden(`
  an errno is not compared with a bare code
  U0214 write '-EAGAIN'
  no:  task a { if (last == «EAGAIN») x = true; }
  yes: task a { if (last == -EAGAIN) x = true; }

  a bare code is not compared with an errno
  U0214 never a bare 'EBUSY'
  no:  task a { x = «EBUSY» != last; }
  yes: task a { x = -EBUSY != last; }

  an errno is not compared with a bare knob
  U0214 write '-CODE'
  no:  task a { if (last == «CODE») x = true; }
  yes: task a { if (last == -CODE) x = CODE == EAGAIN; }

  an errno is not looked for among bare codes
  U0214 write '-EBUSY'
  no:  task a { x = last in { 0, -EAGAIN, «EBUSY» }; }
  yes: task a { x = last in { 0, -EAGAIN, -EBUSY }; }

  a bare code is not stored
  U0214 '-CODE'
  no:  task a { last = «EAGAIN»; }
  yes: task a { last = -EAGAIN; }

  a bare code is not returned
  U0214 '-CODE'
  no:  errno f() { return «EAGAIN»; }
  yes: errno f() { return -EAGAIN; }

  a number other than 0 is no errno
  U0225 an errno is 0 or -CODE
  no:  task a { last = «5»; }
  yes: task a { last = 0; }
`);

// What blocks in the middle has done half of what it is.
forbidden(`
  an atomic cannot wait in the middle
  U0308 'wait' can block
  no:  task a { atomic { x = true; «wait (n == 0)»; } }
  yes: task a { atomic { wait (n == 0); x = true; } }

  an atomic cannot lock in the middle
  U0308 'lock' can block
  no:  task a { atomic { lock(m); «lock(r, EXCL)»; } unlock(r); unlock(m); }
  yes: task a { atomic { lock(m); x = true; unlock(m); } }

  an atomic cannot choose in the middle where every branch has a guard
  U0308 'choose' with a 'when' on every branch
  no:  task a { atomic { x = true; «choose» { when (n == 0) n = 1; } or { when (n == 1) n = 0; } } }
  yes: task a { atomic { x = true; choose { when (n == 0) n = 1; } or { n = 0; } } }

  an atomic cannot pick in the middle where there may be no value
  U0308 a 'pick' without 'else' can block
  no:  task a { atomic { x = true; «pick (page p where dirty[p])» { n = p; } } }
  yes: task a { atomic { x = true; pick (page p where dirty[p]) { n = p; } else { } pick (page q) { n = q; } } }

  an atomic cannot pick in the middle from a type without values
  U0308 a 'pick' without 'else' can block
  no:  daemon nobody[0] { } task a { atomic { x = true; «pick (nobody w)» { n = 1; } } }
  yes: daemon nobody[0] { } task a { atomic { x = true; pick (nobody w) { n = 1; } else { n = 0; } } }

  an atomic cannot wait in the middle through a call
  U0308 'wait' can block
  no:  void f() { wait (n == 0); } task a { atomic { x = true; «f()»; } }
  yes: void f() { wait (n == 0); } task a { atomic { f(); x = true; } }

  an atomic cannot wait twice through calls
  U0308 'wait' can block
  no:  void f() { wait (n == 0); } task a { atomic { f(); «f()»; } }
  yes: void f() { wait (n == 0); } task a { atomic { f(); } atomic { f(); } }

  an atomic cannot lock in the middle through two calls
  U0308 'lock' can block
  no:  void g() { lock(m); } void f() { x = true; g(); } task a { atomic { «f()»; } unlock(m); }
  yes: void g() { lock(m); } void f() { g(); x = true; } task a { atomic { f(); } unlock(m); }

  an atomic cannot wait in the middle for the result of a call
  U0308 'wait' can block
  no:  errno f() { wait (x); return 0; } task a { atomic { n = 1; «last = f()»; } }
  yes: errno f() { wait (x); return 0; } daemon d { atomic { last = f(); n = 1; } }

  an atomic cannot wait behind a condition
  U0308 at its first statement only
  no:  task a { atomic { if (x) «wait (n == 0)»; } }
  yes: task a { atomic { if (x) n = 1; else n = 0; } }

  an atomic cannot wait in a loop
  U0308 at its first statement only
  no:  task a { atomic { for (page p) «wait (!dirty[p])»; } }
  yes: task a { atomic { wait (!dirty[0]); for (page p) dirty[p] = true; } }

  an atomic cannot wait in an atomic in its middle
  U0308 at its first statement only
  no:  task a { atomic { n = 1; atomic { «wait (!x)»; } } }
  yes: task a { atomic { atomic { wait (!x); } n = 1; } }

  an event cannot wait in the middle
  U0308 'wait' can block
  no:  event e() { x = true; «wait (n == 0)»; }
  yes: event e() when (n == 0) { x = true; }

  an event cannot wait, not even first
  U0308 'wait' can block
  no:  event e() { «wait (n == 0)»; x = true; }
  yes: event e() when (n == 0) { x = true; }

  an event cannot wait through a call
  U0308 'wait' can block
  no:  void f() { wait (n == 0); } event e() { x = true; «f()»; }
  yes: void f() { n = 0; } event e() { x = true; f(); }

  an event cannot lock a semaphore
  U0308 'lock' can block
  no:  event e() { «lock(io)»; }
  yes: event e() { x = trylock(io); if (x) unlock(io); }

  an event cannot pick where there may be no value
  U0308 a 'pick' without 'else' can block
  no:  event e() { «pick (page p where dirty[p])» { n = p; } }
  yes: event e() { pick (page p where dirty[p]) { n = p; } else { } }

  init cannot wait in the middle
  U0308 'wait' can block
  no:  init { x = true; «wait (!x)»; }
  yes: init { x = true; choose { n = 1; } or { n = 0; } }
`);

// Events, init and properties are nobody: they own no locks and have no self.
forbidden(`
  an event cannot take a lock that has an owner
  U0303 a mutex belongs to the task that takes it
  no:  event e() { x = trylock(«m»); }
  yes: event e() { x = trylock(io); }

  an event cannot give back a lock that has an owner
  U0303 a semaphore has no owner
  no:  event e() { unlock(«r»); }
  yes: event e() when (x) { unlock(io); x = false; }

  an event cannot give back a lock that has an owner through a function
  U0303 'f' uses the mutex 'm'
  no:  void f() { unlock(m); } event e() { «f()»; }
  yes: void f() { unlock(m); } task a { lock(m); f(); }

  init cannot take a lock that has an owner
  U0303 a mutex belongs to the task that takes it
  no:  init { lock(«m»); }
  yes: init { lock(io); }

  an event has no self
  U0301 there is no running instance here
  no:  event e() { n = «self»; }
  yes: task a[2] { n = self; }

  the guard of an event has no self
  U0301 'self' stands in tasks, daemons, works and functions
  no:  event e(page p) when (p == «self») { n = p; }
  yes: event e(page p) when (p == n) { n = 1 - p; }

  an event has no self through a function
  U0301 'f' uses 'self'
  no:  bool f(other w) { return self == w; } event e() { x = «f(0)»; }
  yes: bool f(other w) { return self == w; } task a { x = f(0); }

  init has no self
  U0301 there is no running instance here
  no:  init { x = «self» == 0; }
  yes: init { x = n == 0; }

  an invariant has no self
  U0301 there is no running instance here
  no:  invariant p: «self» == 0;
  yes: invariant p: forall (other w) w == 0;
`);

// Predicates and formulas speak of states and runs; a step is in between.
forbidden(`
  an assert cannot ask where a task is
  U0306 'at' speaks of the states between steps
  no:  task a { here: x = true; assert (!«at(self, here)»); }
  yes: task a { here: x = true; } invariant p: forall (a w) at(w, here) => !x;

  an assert cannot ask who is blocked
  U0306 'blocked' speaks of the states between steps
  no:  task a { assert (!«blocked(self)»); }
  yes: task a { assert (!holds(self, m)); } invariant p: forall (a w) !blocked(w);

  an assert cannot ask who is done
  U0306 it stands in 'invariant' and 'liveness' only
  no:  task a { assert (forall (other w) !«done(w)»); }
  yes: invariant p: forall (other w) done(w) || !done(w);

  an assert cannot ask whether an event can happen
  U0306 'enabled' speaks of the states between steps
  no:  event e() { x = true; } task a { assert («enabled(e)»); }
  yes: event e() { x = true; } invariant p: enabled(e);

  a ghost store cannot ask who may sleep
  U0306 'may_sleep' speaks of the states between steps
  no:  task a { seen = «may_sleep(self)»; }
  yes: task a { seen = held(m) || holds(self, r, EXCL); }

  who holds a lock cannot decide what a task does
  U0306 'holds' is for properties
  no:  task a { if («holds(self, m)») unlock(m); }
  yes: task a { if (trylock(m)) unlock(m); assert (!holds(self, m)); }

  whether a lock is held cannot guard an event
  U0306 'held' is for properties
  no:  event e() when (!«held(io)») { x = true; }
  yes: event e() { x = true; } invariant p: !held(io);

  an invariant does not speak of a whole run
  U0302 'always' speaks of a whole run
  no:  invariant p: «always !x»;
  yes: liveness p: always !x;

  an invariant does not speak of what comes
  U0302 it stands in 'liveness' only
  no:  invariant p: x => «eventually dirty[0]»;
  yes: liveness p: x => eventually dirty[0];

  an invariant does not speak of what leads to what
  U0302 'leads_to' speaks of a whole run
  no:  invariant p: «x leads_to dirty[0]»;
  yes: liveness p: x leads_to dirty[0];

  an assert does not speak of a whole run
  U0302 'until' speaks of a whole run
  no:  task a { assert («x until dirty[0]»); }
  yes: task a { assert (x || !dirty[0]); }

  a condition does not speak of what comes next
  U0302 'next' speaks of a whole run
  no:  task a { if («next x») n = 1; }
  yes: liveness p: always next (x || !x);
`);
