import type { Expression, Lock, LockReference, Trylock } from "../checked-spec.ts";
import type { Span } from "../source.ts";
import type { ExpressionSyntax, Name } from "../syntax.ts";
import { LOCKMODE } from "../types.ts";
import { checkAs } from "./check-as.ts";
import type { Environment } from "./context.ts";
import { unknownName } from "./context.ts";
import { note } from "./environment.ts";
import { fail } from "./failure.ts";

/** `l`, `l[i]`, `l[i][j]`: one lock. */
export function checkLockReference(environment: Environment, syntax: ExpressionSyntax): LockReference {
  const { name, indices } = unfold(syntax);
  const lock = lockNamed(environment, name);
  if (environment.role === "crash" || environment.kind === "crash") {
    fail(
      syntax.span,
      "U0401",
      `the lock '${name.text}' does not survive power failure`,
      "a crash block knows no locks",
    );
  }
  if (indices.length !== lock.indices.length) {
    const wanted = lock.indices.length === 0 ? "no index" : `${lock.indices.length} index(es)`;
    fail(syntax.span, "U0226", `the lock '${name.text}' takes ${wanted}, found ${indices.length}`);
  }
  note(environment, "volatileUse", `the lock '${name.text}'`, syntax.span);
  const checked = lock.indices.map((type, position) => checkAs(environment, indices[position] ?? syntax, type));
  return { lock, indices: checked, span: syntax.span };
}

function unfold(syntax: ExpressionSyntax): { readonly name: Name; readonly indices: readonly ExpressionSyntax[] } {
  if (syntax.kind === "name") return { name: syntax.name, indices: [] };
  if (syntax.kind !== "index") return fail(syntax.span, "U0227", "expected a lock", "name a declared lock");
  const { name, indices } = unfold(syntax.base);
  return { name, indices: [...indices, syntax.index] };
}

function lockNamed(environment: Environment, name: Name): Lock {
  const { meanings } = environment.context;
  const meaning = meanings.get(name.text);
  if (meaning?.kind === "lock") return meaning.lock;
  if (meaning !== undefined) return fail(name.span, "U0227", `'${name.text}' is not a lock`);
  const locks = [...meanings].filter(([, other]) => other.kind === "lock").map(([other]) => other);
  return unknownName(environment.context, name, "lock", locks);
}

/** The arguments of `lock` and `trylock`: a lock, and a mode exactly for an rwsem. */
export function checkLockArguments(
  environment: Environment,
  args: readonly ExpressionSyntax[],
  span: Span,
): { readonly lock: LockReference; readonly mode: Expression | null } {
  const [first, second, ...rest] = args;
  if (first === undefined || rest.length > 0) fail(span, "U0228", "expected a lock and, for an rwsem, a mode");
  const lock = checkLockReference(environment, first);
  noteOwner(environment, lock);
  if (lock.lock.kind === "rwsem") {
    if (second === undefined)
      fail(span, "U0229", `the rwsem '${lock.lock.name}' is taken in a mode`, "add ', SHARED' or ', EXCL'");
    return { lock, mode: checkAs(environment, second, LOCKMODE) };
  }
  if (second !== undefined) fail(second.span, "U0229", `a ${lock.lock.kind} has no modes`, "leave the mode out");
  return { lock, mode: null };
}

/** The one argument of `unlock` and `downgrade`. */
export function checkOneLock(environment: Environment, args: readonly ExpressionSyntax[], span: Span): LockReference {
  const [first, ...rest] = args;
  if (first === undefined || rest.length > 0) fail(span, "U0228", "expected one lock");
  const lock = checkLockReference(environment, first);
  noteOwner(environment, lock);
  return lock;
}

function noteOwner(environment: Environment, lock: LockReference): void {
  if (lock.lock.kind === "semaphore") return;
  if (environment.self === null) {
    fail(
      lock.span,
      "U0303",
      `a ${lock.lock.kind} belongs to the task that takes it`,
      "only tasks, daemons and works have such locks; a semaphore has no owner",
    );
  }
  note(environment, "ownedLock", `the ${lock.lock.kind} '${lock.lock.name}'`, lock.span);
}

/** `trylock(…)` under any number of `!`; null if the expression is none. */
export function checkTrylock(environment: Environment, syntax: ExpressionSyntax): Trylock | null {
  if (syntax.kind === "unary" && syntax.operator === "!") {
    const inner = checkTrylock(environment, syntax.operand);
    return inner === null ? null : { ...inner, negated: !inner.negated };
  }
  if (syntax.kind !== "call" || syntax.callee.text !== "trylock") return null;
  const { lock, mode } = checkLockArguments(environment, syntax.args, syntax.span);
  return { lock, mode, negated: false };
}
