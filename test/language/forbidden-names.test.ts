import { forbidden } from "./flow.ts";

// Every lock is taken as its kind is taken.
forbidden(`
  an rwsem is taken in a mode
  U0229 add ', SHARED' or ', EXCL'
  no:  task a { «lock(r)»; }
  yes: task a { lock(r, SHARED); unlock(r); }

  an rwsem is tried in a mode
  U0229 the rwsem 'r' is taken in a mode
  no:  task a { bool got = «trylock(r)»; }
  yes: task a { bool got = trylock(r, EXCL); if (got) unlock(r); }

  a mutex has no modes
  U0229 a mutex has no modes
  no:  task a { lock(m, «EXCL»); }
  yes: task a { lock(m); unlock(m); }

  a semaphore has no modes
  U0229 leave the mode out
  no:  task a { lock(io, «SHARED»); }
  yes: task a { lock(io); unlock(io); }

  a mutex is not held in a mode
  U0229 a mutex has no modes
  no:  invariant p: forall (other w) !holds(w, m, «EXCL»);
  yes: invariant p: forall (other w) !holds(w, m) && !holds(w, r, EXCL);

  an unlock has no mode
  U0228 expected one lock
  no:  task a { lock(r, EXCL); «unlock(r, EXCL)»; }
  yes: task a { lock(r, EXCL); unlock(r); }

  a mode is a lock mode
  U0202 expected a lockmode, found a bool
  no:  task a { lock(r, «x»); }
  yes: task a { lockmode how = EXCL; lock(r, how); unlock(r); }

  only an rwsem can be downgraded
  U0310 a mutex cannot be downgraded
  no:  task a { lock(m); «downgrade(m)»; }
  yes: task a { lock(r, EXCL); downgrade(r); unlock(r); }

  a semaphore is held by nobody
  U0307 use 'held(io)'
  no:  invariant p: forall (other w) !holds(w, «io»);
  yes: invariant p: !held(io);

  a trylock cannot stand inside a condition
  U0304 'trylock' changes the lock
  no:  task a { if (x && «trylock(m)») unlock(m); }
  yes: task a { if (x) if (trylock(m)) unlock(m); }

  a trylock cannot stand inside a right side
  U0304 let it be a whole right side or a whole condition
  no:  task a { x = x || «trylock(m)»; }
  yes: task a { x = trylock(m); if (x) unlock(m); }

  a trylock cannot be an argument
  U0304 'trylock'
  no:  void f(bool p) { x = p; } task a { f(«trylock(m)»); }
  yes: void f(bool p) { x = p; } task a { bool got = trylock(m); f(got); if (got) unlock(m); }

  a trylock cannot end a wait
  U0304 'trylock'
  no:  task a { wait («trylock(m)»); unlock(m); }
  yes: task a { while (!trylock(m)) wait (!x); unlock(m); }

  a trylock cannot open a branch
  U0304 'trylock'
  no:  task a { choose { when («trylock(m)») unlock(m); } or { } }
  yes: task a { choose { if (trylock(m)) unlock(m); } or { } }

  the result of a trylock is not dropped
  U0311 the result of 'trylock' is lost
  no:  task a { «trylock(m)»; }
  yes: task a { if (!trylock(m)) { } else unlock(m); }

  a lock is not a value
  U0217 the lock 'm' is not a value
  no:  task a { x = «m»; }
  yes: task a { lock(m); x = true; unlock(m); }

  a variable is not a lock
  U0227 'x' is not a lock
  no:  task a { lock(«x»); }
  yes: task a { lock(m); unlock(m); }

  an array of locks is taken lock by lock
  U0226 the lock 'ms' takes 1 index
  no:  task a { lock(«ms»); }
  yes: task a { lock(ms[1]); unlock(ms[1]); }
`);

// A name means one thing wherever it can be seen.
forbidden(`
  a local cannot hide a variable
  U0104 'x' would hide the declaration at top level
  no:  task a { if (x) { bool «x»; } }
  yes: task a { if (x) { bool mine = x; x = !mine; } }

  a local cannot hide another local
  U0104 'mine' is already declared around here
  no:  task a { bool mine; if (x) { bool «mine»; } }
  yes: task a { { bool mine = x; x = !mine; } { bool mine = x; x = mine; } }

  a parameter cannot hide a variable
  U0104 'n' would hide the declaration at top level
  no:  void f(page «n») { x = true; }
  yes: void f(page p) { n = p; } void g(page p) { n = 1 - p; } task a { f(1); g(1); }

  a parameter of an event cannot hide a variable
  U0104 choose another name
  no:  event e(page «n») { x = true; }
  yes: event e(page p) { n = p; }

  a local cannot hide a parameter
  U0104 'p' is already declared around here
  no:  void f(bool p) { if (p) { bool «p»; } }
  yes: void f(bool p) { bool q = p; x = q; } task a { bool p = x; f(p); }

  the variable of a for cannot hide a local
  U0104 'mine' is already declared around here
  no:  task a { page mine; for (page «mine») x = true; }
  yes: task a { for (page p) n = p; for (page p) dirty[p] = true; }

  the variable of a for cannot hide that of another
  U0104 'p' is already declared around here
  no:  task a { for (page p) for (page «p») x = true; }
  yes: task a { for (page p) for (page q) x = p == q; }

  the variable of a pick cannot hide a variable
  U0104 'n' would hide the declaration at top level
  no:  task a { pick (page «n») { x = true; } }
  yes: task a { pick (page p) { n = p; } pick (page p) { n = p; } }

  the variable of a quantifier cannot hide a variable
  U0104 'n' would hide the declaration at top level
  no:  invariant p: forall (page «n») !dirty[n];
  yes: invariant p: forall (page q) !dirty[q];

  the variable of a quantifier cannot hide that of another around it
  U0104 'q' is already declared around here
  no:  invariant p: forall (page q) exists (page «q») !dirty[q];
  yes: invariant p: (forall (page q) !dirty[q]) || (exists (page q) dirty[q]);

  a name is declared once
  U0101 'x' is declared twice
  no:  rwsem «x»;
  yes: rwsem y; struct pair { bool x; bool m; }; errno f() { return -EBUSY because x; }

  two enums cannot share a member
  U0101 'ON' is declared twice
  no:  enum lamp { ON, OFF } enum motor { «ON», REVERSE }
  yes: enum lamp { ON, OFF } enum motor { FORWARD, REVERSE }

  two properties cannot share a name
  U0101 there are two properties 'p'
  no:  invariant p: !x; task a { assert «p» (x); }
  yes: task a { assert p (!x || x); assert p (x || !x); }
`);

// What may be written, and by whom.
forbidden(`
  the variable of a for is assigned by its loop only
  U0316 'p' is assigned by its loop only
  no:  task a { for (page p) «p» = 1; }
  yes: task a { for (page p) { page mine = p; mine = 1; n = mine; } }

  the variable of a for is not added to
  U0316 use a local of your own
  no:  task a { for (page p) { n = p; «p» += 1; } }
  yes: void f(page p) { p = 1; n = p; } task a { f(0); }

  the local of another task is read only
  U0315 a task's local is written by that task only
  no:  task a { other w = 0; «w.mine» = true; }
  yes: task a { other w = 0; x = w.mine; }

  a constant is not assigned
  U0316 'LIMIT' cannot be assigned to
  no:  const LIMIT = 1; task a { «LIMIT» = 2; }
  yes: const LIMIT = 1; task a { n = LIMIT; }

  a member of an enum is not assigned
  U0316 'ON' cannot be assigned to
  no:  enum lamp { ON, OFF } lamp l; task a { «ON» = OFF; }
  yes: enum lamp { ON, OFF } lamp l; task a { l = OFF; }

  a task returns nothing
  U0314 'a' returns no value
  no:  task a { return «x»; }
  yes: bool f() { return x; } task a { x = f(); return; }
`);
