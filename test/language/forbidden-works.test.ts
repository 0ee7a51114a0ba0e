import { forbidden } from "./flow.ts";

// -------------------------------------------------------------------------------- works

forbidden(`
  a task is not spawned
  U0322 'other' is a task | it runs by itself: only works are spawned
  no:  task a { spawn «other»(); }
  yes: work w() { x = true; } task a { spawn w(); }

  a daemon is not spawned
  U0322 'd' is a daemon
  no:  daemon d { x = true; } task a { spawn «d»(); }
  yes: work d() { x = true; } task a { spawn d(); }

  a function is not spawned
  U0322 'f' is no work
  no:  void f() { x = true; } task a { spawn «f»(); }
  yes: void f() { x = true; } work w() { f(); } event e() { spawn w(); }

  a work is not called
  U0230 'w' is not a function
  no:  work w() { x = true; } task a { «w»(); }
  yes: work w() { x = true; } init { spawn w(); }

  a work is given all its parameters
  U0231 the work 'w' takes 2 argument(s), found 1
  no:  work w(page p, errno e) { last = e; } task a { «spawn w(1)»; }
  yes: work w(page p, errno e) { last = e; } task a { spawn w(1, -EAGAIN because late); }

  a parameter is given a value of its type
  U0202 expected 0..1, found a bool
  no:  work w(page p) { n = p; } task a { spawn w(«x»); }
  yes: work w(page p) { n = p; } task a { spawn w(n); }

  a parameter of type errno is given no number but 0
  U0225 an errno is 0 or -CODE
  no:  work w(errno e) { last = e; } task a { spawn w(«1»); }
  yes: work w(errno e) { last = e; } task a { spawn w(0); }

  an argument takes no steps
  U0305 'f' takes steps of its own
  no:  page f() { n = 1; return n; } work w(page p) { n = p; } task a { spawn w(«f()»); }
  yes: page f() { return n; } work w(page p) { n = p; } task a { spawn w(f()); }

  a spawn has no value
  U0103 unknown function 'spawned'
  no:  work w() { x = true; } task a { x = «spawned»(w); }
  yes: work w() { x = true; } task a { spawn w(); x = false; }

  a work returns no value
  U0314 'w' returns no value
  no:  work w() { return «1»; } task a { spawn w(); }
  yes: work w() { if (x) return; x = true; } task a { spawn w(); }

  a local of a work does not hide a parameter
  U0104 'p' is already declared around here
  no:  work w(page p) { bool «p»; } task a { spawn w(1); }
  yes: work w(page p) { bool q = p == 1; x = q; } task a { spawn w(1); }

  a parameter of a work does not hide a variable
  U0104 'n' would hide the declaration at top level
  no:  work w(page «n») { x = true; } task a { spawn w(1); }
  yes: work w(page p) { n = p; } task a { spawn w(1); }

  a work has no two parameters of one name
  U0104 'p' is already declared around here
  no:  work w(page p, bool «p») { x = true; } task a { spawn w(1, x); }
  yes: work w(page p, bool q) { x = q; } task a { spawn w(1, x); }

  the number of instances of a work is a constant
  U0213 the number of instances must be between 0 and 1000
  no:  work w[«-1»]() { x = true; } task a { n = 1; }
  yes: work w[0]() { x = true; } task a { spawn w(); }

  others read the parameters and outermost locals of a work, no others
  U0103 unknown outermost local of 'w' 'deep'
  no:  work w(page p) { { bool deep; } } invariant i: forall (w v) !v.«deep»; task a { spawn w(0); }
  yes: work w(page p) { bool top; x = top; } invariant i: forall (w v) !v.top && v.p < 2 && (done(v) || !x); task a { spawn w(0); }

  a parameter of a work is not written by others
  U0315 a task's local is written by that task only
  no:  work w(page p) { x = true; } task a { w v; «v.p» = 1; }
  yes: work w(page p) { p = 1; n = p; } task a { spawn w(0); }

  an instance of a work is not one of a task
  U0202 expected an a, found a w
  no:  work w() { x = true; } task a { w v; a b = «v»; }
  yes: work w() { x = true; } task a { w v; task b = v; b = self; x = done_with(b); } bool done_with(task t) { return t == t; }

  a work has a name of its own
  U0101 'w' is declared twice
  no:  work w() { x = true; } bool «w»; task a { spawn w(); }
  yes: work w() { x = true; } bool v; task a { spawn w(); v = x; }

  a label of a work is one of its own body
  U0103 unknown label of 'w' 'ther' | did you mean 'there'?
  no:  work w() { there: x = true; } invariant i: forall (w v) !at(v, «ther»); task a { spawn w(); }
  yes: work w() { there: x = true; } invariant i: forall (w v) at(v, there) => !done(v); task a { spawn w(); }

  an event spawns, and owns no locks all the same
  U0303 a mutex belongs to the task that takes it | only tasks, daemons and works have such locks
  no:  work w() { lock(m); unlock(m); } event e() { spawn w(); if (trylock(«m»)) x = true; }
  yes: work w() { lock(m); unlock(m); } event e() { spawn w(); }

  self is no value of an event that spawns
  U0301 'self' stands in tasks, daemons, works and functions
  no:  work w(task t) { x = t == self; } event e() { spawn w(«self»); }
  yes: work w(task t) { x = t == self; } task a { spawn w(self); }
`);

// -------------------------------------------------------------------------------- symmetric values

forbidden(`
  symmetric stands in a declaration of its own
  U0233 declare 'type NAME = symmetric N;' and use NAME here
  no:  «symmetric 2» b; task a { x = true; }
  yes: type blk = symmetric 2; blk b; task a { x = true; }

  symmetric is no part of another type
  U0233 'symmetric' stands in a declaration of its own only
  no:  type blk = «symmetric 2»?; task a { x = true; }
  yes: type blk = symmetric 2; blk? b; task a { x = b == none; }

  symmetric values are not negative in number
  U0213 the number of symmetric values must be between 0 and 4096
  no:  type blk = symmetric «-1»; task a { x = true; }
  yes: type blk = symmetric 0; bool b[blk]; task a { for (blk i) b[i] = true; x = true; }

  symmetric values are 4,096 at most
  U0213 the number of symmetric values must be between 0 and 4096
  no:  type blk = symmetric «4097»; task a { x = true; }
  yes: type blk = symmetric 4096; set<blk> s; task a { x = size(s) == 0; }

  the number of symmetric values is a constant
  U0201 'n' is not a constant
  no:  type blk = symmetric «n»; task a { x = true; }
  yes: const N = 2; type blk = symmetric N + 1; task a { x = count (blk b) (true) == 3; }

  symmetric values have no order
  U0202 expected an int, found a blk
  no:  type blk = symmetric 2; task a { pick (blk b) { x = «b» < 1; } }
  yes: type blk = symmetric 2; task a { pick (blk b) { pick (blk c) { x = b == c; } } }

  symmetric values have no literals
  U0202 expected a blk, found 1..1
  no:  type blk = symmetric 2; blk b; task a { b = «1»; }
  yes: type blk = symmetric 2; blk b; task a { pick (blk c) { b = c; } }

  symmetric values are no ints
  U0202 expected 0..1, found a blk
  no:  type blk = symmetric 2; task a { pick (blk c) { n = «c»; } }
  yes: type blk = symmetric 2; bool b[blk]; task a { pick (blk c) { b[c] = true; } }

  a place for symmetric values holds no none
  U0202 expected a blk, found none
  no:  type blk = symmetric 2; blk b; task a { b = «none»; }
  yes: type blk = symmetric 2; blk? b; task a { b = none; }

  a place for symmetric values begins with no none
  U0202 expected a blk, found none
  no:  type blk = symmetric 2; blk b = «none»; task a { x = true; }
  yes: type blk = symmetric 2; blk? b = none; task a { x = true; }

  a place for symmetric values is not compared with none
  U0215 a blk cannot be compared with none | only a type with '?' has 'none'
  no:  type blk = symmetric 2; blk b; task a { x = «b == none»; }
  yes: type blk = symmetric 2; blk? b; task a { x = b == none; }

  an element of an array of symmetric values is not compared with none
  U0215 a blk cannot be compared with none
  no:  type blk = symmetric 2; blk b[page]; task a { x = «b[1] != none»; }
  yes: type blk = symmetric 2; blk? b[page]; task a { x = b[1] != none; }

  a parameter of a work is not compared with none
  U0215 a blk cannot be compared with none
  no:  type blk = symmetric 2; work w(blk b) { x = true; } invariant i: forall (w v) «v.b == none»; task a { x = true; }
  yes: type blk = symmetric 2; work w(blk? b) { x = true; } invariant i: forall (w v) v.b == none; task a { x = true; }

  a place for symmetric values takes no result that may be none
  U0202 expected a blk, but 'f' returns a blk?
  no:  type blk = symmetric 2; blk? f() { x = true; return none; } blk b; task a { b = «f()»; }
  yes: type blk = symmetric 2; blk? f() { x = true; return none; } task a { blk? c = f(); if (c != none) x = c == c; }

  a function returns no result on that may be none
  U0202 expected a blk, but 'f' returns a blk?
  no:  type blk = symmetric 2; blk? f() { x = true; return none; } blk g() { return «f()»; } task a { g(); }
  yes: type blk = symmetric 2; blk f(blk b) { x = true; return b; } blk? g(blk b) { return f(b); } task a { pick (blk c) { g(c); } }

  a place for symmetric values takes nothing from a queue that may be none
  U0202 expected a blk, but the queue holds a blk?
  no:  type blk = symmetric 2; queue<blk?, 2> q; blk b; task a { b = «pop(q)»; }
  yes: type blk = symmetric 2; queue<blk, 2> q; blk b; task a { for (blk c) push(q, c); b = pop(q); x = b in q; }

  values of two symmetric types are not compared
  U0215 a blk cannot be compared with an ino
  no:  type blk = symmetric 2; type ino = symmetric 2; task a { pick (blk b) { pick (ino i) { x = «b == i»; } } }
  yes: type blk = symmetric 2; type ino = blk; task a { pick (blk b) { pick (ino i) { x = b == i; } } }

  a knob is not symmetric
  U0502 a knob cannot be of type blk
  no:  type blk = symmetric 2; knob «blk» K = 0; task a { x = true; }
  yes: type blk = symmetric 2; knob 0..1 K = 0; task a { n = K; }
`);
