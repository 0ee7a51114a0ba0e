import { forbidden } from "./flow.ts";

// A spec may come from anybody: no few words of it make a checker or a search that has no end.
forbidden(`
  an array has 1,048,576 elements at most, those of its structs counted
  U0211 an array has at most 1048576 elements
  no:  struct row { bool b[1024]; }; row rows[«1025»]; task a { rows[n].b[0] = true; }
  yes: struct row { bool b[8]; }; row rows[8]; task a { rows[n].b[0] = true; }

  structs of structs do not grow beyond that
  U0211 a struct has at most 1048576 elements
  no:  struct one { bool b[1048576]; }; struct «two» { one x; one y; }; task a { x = true; }
  yes: struct one { bool b[2]; }; struct two { one x; one y; }; two s; task a { s.x.b[0] = true; }

  a queue has so many elements at most, those of its values counted
  U0211 a queue has at most 1048576 elements
  no:  struct row { bool b[2000]; }; «queue<row, 1000>» q; task a { x = true; }
  yes: struct row { bool b[2]; }; queue<row, 3> q; task a { push(q, { }); }

  an array of locks has so many elements at most
  U0211 an array has at most 1048576 elements
  no:  mutex «many»[1048576][2]; task a { x = true; }
  yes: mutex many[2][2]; task a { lock(many[1][n]); unlock(many[1][n]); }

  a 'for' goes through 1,048,576 values at most
  U0240 0..1048576 has more than 1048576 values
  no:  task a { for («0..1048576» i) x = true; }
  yes: task a { for (0..3 i) x = true; }

  a 'pick' chooses among so many at most
  U0240 0..1048576 has more than 1048576 values
  no:  task a { pick («0..1048576» i where i == 7) { x = true; } }
  yes: task a { pick (0..9 i where i == 7) { x = true; } }

  a quantifier ranges over so many at most
  U0240 0..1048576 has more than 1048576 values
  no:  task a { x = exists («0..1048576» i) i == n; }
  yes: task a { x = exists (0..9 i) i == n; }

  and so do all those around one together
  U0240 0..1023 x 0..1024 has more than 1048576 values
  no:  task a { x = exists (0..1023 i) i == n && forall («0..1024» j) j >= i; }
  yes: task a { x = (exists (0..1023 i) i == n) || exists (0..1024 j) j == n; }

  an event happens for so many combinations of its parameters at most
  U0240 0..1048575 x bool has more than 1048576 values
  no:  event «e»(0..1048575 i, bool b) when (i == 7) { x = b; }
  yes: event e(0..9 i, bool b) when (i == 7) { x = b; }
`);
