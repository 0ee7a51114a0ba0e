import { forbidden } from "./flow.ts";

// Ghosts are history: nothing that happens may depend on them.
forbidden(`
  a ghost cannot decide an if
  U0402 the ghost 'seen' cannot decide what the spec does
  no:  task a { if («seen») x = true; }
  yes: task a { if (x) seen = true; }

  a ghost cannot decide a while
  U0402 the ghost 'seen'
  no:  task a { while (!«seen») x = true; }
  yes: task a { while (!x) { x = true; seen = true; } }

  a ghost cannot open a branch of a choose
  U0402 the ghost 'seen'
  no:  task a { choose { when («seen») x = true; } or { x = false; } }
  yes: task a { choose { when (x) seen = true; } or { seen = false; } }

  a ghost cannot filter the values of a pick
  U0402 the ghost 'past'
  no:  task a { pick (page p where p == «past») { n = p; } else { } }
  yes: task a { pick (page p where p == n) { past = p; } else { } }

  a ghost cannot end a wait
  U0402 the ghost 'seen'
  no:  task a { wait («seen»); }
  yes: task a { wait (!x); seen = true; }

  a ghost cannot guard an event
  U0402 the ghost 'seen'
  no:  event e() when («seen») { x = true; }
  yes: event e() when (!x) { seen = true; }

  a ghost cannot be the index of what is stored to
  U0402 the ghost 'past'
  no:  task a { dirty[«past»] = true; }
  yes: ghost bool was[page]; task a { was[n] = true; }

  a ghost cannot be the index of what a ghost store stores to
  U0402 the ghost 'past'
  no:  ghost bool was[page]; task a { was[«past»] = true; }
  yes: ghost bool was[page]; task a { seen = was[past]; }

  a ghost cannot be stored in a shared variable
  U0402 read it in asserts, properties and ghost stores only
  no:  task a { x = «seen»; }
  yes: task a { seen = !seen || x; }

  a ghost cannot be stored in a durable variable
  U0402 the ghost 'seen'
  no:  task a { disk = «seen»; }
  yes: task a { seen = disk; }

  a ghost cannot be added to a shared variable
  U0402 the ghost 'past'
  no:  task a { n += «past»; }
  yes: task a { past += n; }

  a ghost cannot be stored in a local
  U0402 the ghost 'seen'
  no:  task a { bool mine = «seen»; x = mine; }
  yes: task a { bool mine = x; seen = mine; }

  a ghost cannot be a field of a struct literal that is stored
  U0402 the ghost 'seen'
  no:  struct pair { bool u; bool v; }; pair p; task a { p = { .v = «seen» }; }
  yes: struct pair { bool u; bool v; }; ghost pair p; task a { p = { .v = seen }; }

  a ghost cannot be an argument of a call statement
  U0402 the ghost 'seen'
  no:  void f(bool p) { x = p; } task a { f(«seen»); }
  yes: void f(bool p) { seen = p; } task a { f(x); }

  a ghost cannot be an argument of a call statement whose result goes to a ghost
  U0402 the ghost 'seen'
  no:  bool f(bool p) { x = p; return p; } task a { seen = f(«seen»); }
  yes: bool f(bool p) { return p; } task a { seen = !f(seen); }

  a ghost cannot decide through a function
  U0402 'f' uses the ghost 'seen'
  no:  bool f() { return seen; } task a { if («f()») x = true; }
  yes: bool f() { return seen; } task a { assert (f() || x || !x); }

  a ghost cannot decide through two functions
  U0402 'f' uses the ghost 'seen' in 'g'
  no:  bool g() { return seen; } bool f() { return !g(); } task a { x = «f()»; }
  yes: bool g() { return seen; } bool f() { return !g(); } task a { seen = !f(); }

  a ghost cannot decide in a function that a task calls
  U0402 'f' uses the ghost 'seen'
  no:  void f() { if (seen) x = true; } task a { «f()»; }
  yes: void f() { if (x) seen = true; } task a { f(); }

  a ghost cannot decide in the guard of an event through a function
  U0402 'f' uses the ghost 'seen'
  no:  bool f() { return seen; } event e() when («f()») { x = true; }
  yes: bool f() { return x; } event e() when (f()) { seen = true; }

  a ghost cannot decide in init
  U0402 the ghost 'seen'
  no:  init { if («seen») x = true; }
  yes: init { seen = true; if (x) past = 1; }

  a ghost cannot say how a lock is taken
  U0402 the ghost 'seen'
  no:  task a { lock(r, «seen» ? EXCL : SHARED); }
  yes: task a { lock(r, x ? EXCL : SHARED); seen = holds(self, r, EXCL); unlock(r); }

  a ghost cannot say which lock is taken
  U0402 the ghost 'past'
  no:  task a { lock(ms[«past»]); }
  yes: task a { lock(ms[0]); seen = holds(self, ms[past]); unlock(ms[0]); }

  an error code cannot be made from a ghost
  U0402 the ghost 'old'
  no:  task a { last = -EBUSY from «old»; }
  yes: task a { last = failing(); old = -EBUSY from old; }

  a ghost under a quantifier decides as well
  U0402 the ghost 'past'
  no:  task a { x = exists (page p) p == «past» && dirty[p]; }
  yes: task a { seen = exists (page p) p == past && dirty[p]; }

  a ghost cannot be a size
  U0201 'past' is not a constant
  no:  bool more[«past» + 1];
  yes: const PAST = 1; bool more[PAST + 1];

  a ghost cannot be the value of a knob
  U0103 'past'
  no:  knob page AT in { 0, «past» } = 0;
  yes: knob page AT in { 0, 1 } = 0;

  a ghost cannot be an initial value
  U0219 'seen' is a variable
  no:  bool first = «seen»;
  yes: bool first = FAST; ghost bool then = FAST;
`);

// A cause explains an error code; the code alone decides.
forbidden(`
  a cause cannot decide an if
  U0404 a cause cannot decide what the spec does
  no:  task a { errno e = failing(); if («cause(e)» == busy) x = true; }
  yes: task a { errno e = failing(); if (e == -EAGAIN) x = true; assert (cause(e) == busy); }

  a cause cannot end a wait
  U0404 a cause
  no:  task a { wait («cause(last)» == busy); }
  yes: task a { wait (last == 0); }

  a cause cannot open a branch of a choose
  U0404 a cause
  no:  task a { choose { when («cause(last)» == none) x = true; } or { } }
  yes: task a { choose { when (last == 0) x = true; } or { } }

  a cause cannot filter the values of a pick
  U0404 a cause
  no:  task a { pick (page p where «cause(last)» == busy) { n = p; } else { } }
  yes: task a { pick (page p where last == 0) { n = p; } else { } }

  a cause cannot guard an event
  U0404 a cause
  no:  event e() when («cause(last)» == busy) { last = 0; }
  yes: event e() when (last == -EAGAIN) { last = 0; }

  a cause cannot be an index
  U0404 a cause
  no:  task a { dirty[«cause(last)» == busy ? 0 : 1] = true; }
  yes: task a { dirty[last == -EAGAIN ? 0 : 1] = true; }

  a cause cannot be stored in a shared variable
  U0404 read it in asserts, properties and ghost stores only
  no:  task a { x = «cause(last)» == busy; }
  yes: task a { seen = cause(last) == busy; }

  a cause cannot be stored in a local
  U0404 a cause
  no:  task a { bool mine = «cause(last)» == busy; x = mine; }
  yes: task a { bool mine = last == 0; x = mine; }

  a cause cannot be an argument of a call statement
  U0404 a cause
  no:  void f(bool p) { x = p; } task a { f(«cause(last)» == busy); }
  yes: bool f(errno e) { return cause(e) == busy; } task a { assert (!f(last)); }

  a cause cannot decide through a function
  U0404 'f' uses a cause
  no:  bool f(errno e) { return cause(e) == busy; } task a { x = «f(last)»; }
  yes: bool f(errno e) { return cause(e) == busy; } invariant p: !f(last);

  a cause cannot decide through two functions
  U0404 'f' uses a cause in 'g'
  no:  bool g(errno e) { return cause(e) == busy; } bool f() { return !g(last); } task a { wait («f()»); }
  yes: bool g(errno e) { return cause(e) == busy; } bool f() { return !g(last); } task a { seen = !f(); }

  a cause is compared with a name that some because gives
  U0103 did you mean 'busy'?
  no:  task a { errno e = failing(); assert (cause(e) == «bussy»); }
  yes: task a { errno e = failing(); assert (cause(e) == busy); }

  a cause is not compared with a code
  U0103 'EAGAIN'
  no:  task a { errno e = failing(); assert (cause(e) == «EAGAIN»); }
  yes: task a { errno e = failing(); assert (cause(e) != none && e == -EAGAIN); }

  a cause is not compared with a value
  U0403 a cause is compared with the name of a cause
  no:  invariant p: cause(last) == «true»;
  yes: invariant p: cause(last) == none;

  a cause cannot be kept in a variable, not even in a ghost
  U0202 a cause
  no:  task a { seen = «cause(last)»; }
  yes: task a { old = last; assert (cause(old) == cause(last)); }

  only an errno has a cause
  U0202 expected an errno, found a bool
  no:  task a { assert (cause(«x») == none); }
  yes: task a { assert (cause(last) == none); }
`);

// What power failure takes away, and what nobody can do any more.
forbidden(`
  a crash block cannot read a volatile variable
  U0401 'x' does not survive power failure
  no:  crash c { assert (!«x» || disk); }
  yes: crash c { assert (!seen || disk || !disk); }

  a crash block cannot write a volatile variable
  U0401 'x' does not survive power failure
  no:  crash c { «x» = true; }
  yes: crash c { disk = true; assert (disk); }

  a crash block cannot read a volatile index
  U0401 'n' does not survive power failure
  no:  durable bool on[page]; crash c { assert (!on[«n»]); }
  yes: durable bool on[page]; crash c { for (page p) assert (!on[p]); }

  a crash block cannot read a volatile variable through a function
  U0401 'f' uses the shared variable 'x'
  no:  bool f() { return x; } crash c { assert (!«f()»); }
  yes: bool f() { return disk; } crash c { assert (!f()); }

  a crash block cannot write a volatile variable through two functions
  U0401 'f' uses the shared variable 'x' in 'g'
  no:  void g() { x = true; } void f() { g(); } crash c { «f()»; }
  yes: void g() { disk = true; } void f() { g(); } crash c { f(); assert (disk); }

  a crash block cannot choose by a volatile variable
  U0401 'dirty' does not survive power failure
  no:  crash c { pick (page p where «dirty»[p]) { disk = true; } else { } }
  yes: durable bool on[page]; crash c { pick (page p where on[p]) { disk = true; } else { } }

  a crash block cannot take a lock
  U0401 the lock 'm' does not survive power failure
  no:  crash c { lock(«m»); }
  yes: crash c { bool mine = disk; assert (mine == disk); }

  a crash block cannot try a lock
  U0401 the lock 'm' does not survive power failure
  no:  crash c { bool got = trylock(«m»); }
  yes: crash c { bool got; choose { got = true; } or { } assert (got || !got); }

  a crash block cannot use a lock through a function
  U0401 'f' uses the lock 'io'
  no:  void f() { unlock(io); } crash c { «f()»; }
  yes: void f() { disk = false; } crash c { f(); }

  a crash block cannot ask who holds a lock
  U0401 the lock 'm' does not survive power failure
  no:  crash c { assert (!held(«m»)); }
  yes: invariant p: !held(m);

  a crash block cannot read the local of a task
  U0401 a local of a task does not survive power failure
  no:  crash c { assert (forall (other w) !«w.mine»); }
  yes: invariant p: forall (other w) !w.mine;

  a crash block cannot read the local of a task through a function
  U0401 'f' uses the local 'other.mine'
  no:  bool f(other w) { return w.mine; } crash c { assert (forall (other w) !«f(w)»); }
  yes: bool f(other w) { return w.mine; } invariant p: forall (other w) !f(w);

  a crash block cannot write a ghost
  U0406 a crash block writes durable variables only
  no:  crash c { «seen» = true; }
  yes: crash c { disk = seen; assert (disk == seen); }

  a crash block cannot write a ghost through a function
  U0406 'f' uses a store to the ghost 'seen'
  no:  void f() { seen = true; } crash c { «f()»; }
  yes: void f() { seen = true; } task a { f(); }

  a crash block cannot wait
  U0405 a crash block cannot wait
  no:  crash c { «wait (disk)»; }
  yes: crash c { if (!disk) return; assert (disk); }

  a crash block cannot wait through a function
  U0405 'f' uses 'wait'
  no:  void f() { wait (disk); } crash c { «f()»; }
  yes: void f() { wait (disk); } daemon d { f(); }

  a crash block has no self
  U0301 there is no running instance here
  no:  crash c { assert («self» == 0); }
  yes: task a { assert (self == 0); }

  a crash block has no self through a function
  U0301 'f' uses 'self'
  no:  task? f() { return self; } crash c { assert («f()» == none); }
  yes: task? f() { return self; } task a { assert (f() != none); }

  a crash block cannot ask where tasks are
  U0306 'done' speaks of the states between steps
  no:  crash c { assert (forall (other w) «done(w)»); }
  yes: invariant p: forall (other w) done(w) || !done(w);
`);
