import { forbidden } from "./flow.ts";

// Nobody waits for an event: when it happens is said by its `when`.
forbidden(`
  an event cannot choose where every branch has a guard
  U0308 an event cannot block, and a 'choose' with a 'when' on every branch can block | add a branch without 'when'
  no:  event e() { «choose» { when (x) n = 1; } or { when (!x) n = 0; } }
  yes: event e() { choose { when (x) n = 1; } or { n = 0; } }

  an event cannot pick from a type without values
  U0308 add an 'else'
  no:  daemon nobody[0] { } event e() { «pick (nobody w)» { n = 1; } }
  yes: daemon somebody[1] { } event e() { pick (somebody w) { n = 1; } }

  an event cannot wait in a block or an atomic at its front
  U0308 say in its 'when' when it happens
  no:  event e() { { atomic { «wait (x)»; } } n = 1; }
  yes: event e() when (x) { { atomic { x = false; } } n = 1; }

  an event cannot wait through a call at its front
  U0308 'wait' can block
  no:  void f() { wait (x); } event e() { «f()»; n = 1; }
  yes: void f() { wait (x); } task a { f(); } event e() { x = true; }
`);

// An atomic that waits has done nothing yet; it would have, if it came back.
forbidden(`
  an atomic cannot come back to the wait that it began with
  U0308 this comes back to 'wait', which can block | put the label before the atomic
  no:  task a { atomic { again: wait (!x); x = true; «goto again»; } }
  yes: task a { again: atomic { wait (!x); x = true; goto again; } }

  an atomic cannot come back to the lock that it began with
  U0308 this comes back to 'lock'
  no:  task a { atomic { again: lock(m); unlock(m); if (x) «goto again»; } }
  yes: task a { atomic { lock(m); again: x = !x; if (x) goto again; } unlock(m); }

  an atomic cannot come back from a branch to the choose that it began with
  U0308 this comes back to a 'choose' with a 'when' on every branch
  no:  task a { atomic { again: choose { when (x) { x = false; «goto again»; } } or { when (n == 0) n = 1; } } }
  yes: task a { atomic { again: choose { when (x) { x = false; goto again; } } or { n = 1; } } }

  an atomic cannot come back to the block in which it began with a wait
  U0308 this comes back to 'wait'
  no:  task a { atomic { again: { wait (!x); } x = true; «goto again»; } }
  yes: task a { atomic { { wait (!x); } again: x = !x; if (x) goto again; } }

  an atomic cannot come back to the atomic in it that began with a wait
  U0308 this comes back to 'wait'
  no:  task a { atomic { again: atomic { wait (!x); x = true; «goto again»; } } }
  yes: task a { atomic { atomic { wait (!x); x = true; } again: x = !x; if (x) goto again; } }

  an atomic cannot come back to the call that it began with a wait
  U0308 this comes back to 'wait'
  no:  void f() { wait (!x); } task a { atomic { again: f(); x = true; «goto again»; } }
  yes: void f() { x = !x; } task a { atomic { again: f(); if (x) goto again; } }

  a function at the front of an atomic cannot come back to the wait that it began with
  U0308 this comes back to 'wait'
  no:  void f() { again: wait (!x); x = true; goto again; } task a { atomic { «f()»; } }
  yes: void f() { again: wait (!x); x = true; goto again; } task a { f(); }

  an atomic cannot wait in a loop at its front
  U0308 at its first statement only
  no:  task a { atomic { loop { «wait (!x)»; x = true; } } }
  yes: task a { loop atomic { wait (!x); x = true; } }

  init cannot come back to the lock that it began with
  U0308 'init' can block at its first statement only, and this comes back to 'lock'
  no:  init { again: lock(io); «goto again»; }
  yes: init { lock(io); again: x = !x; if (x) goto again; }
`);
