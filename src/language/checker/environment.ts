import type { Binding, Local } from "../checked-spec.ts";
import type { Span } from "../source.ts";
import type { Name } from "../syntax.ts";
import type { Type } from "../types.ts";
import { BOOL } from "../types.ts";
import type { BodyFacts, Environment, Fact, Names, Role } from "./context.ts";
import { isReserved } from "./context.ts";
import { fail, failSilently, recovering } from "./failure.ts";

export function inRole<T>(environment: Environment, role: Role, check: () => T): T {
  const before = environment.role;
  environment.role = role;
  try {
    return check();
  } finally {
    environment.role = before;
  }
}

/** Null where there is none; fails without news where the declaration of the local is wrong. */
export function findLocal(environment: Environment, name: string): Local | Binding | null {
  for (const binding of [...environment.bindings].reverse()) if (binding.name === name) return binding;
  for (const scope of [...environment.scopes].reverse()) {
    const local = scope.get(name);
    if (local === null) failSilently();
    if (local !== undefined) return local;
  }
  return null;
}

/** For the types and sizes that are written inside a body. */
export function namesIn(environment: Environment): Names {
  return { ...environment.context, isLocal: (name) => isAround(environment, name) };
}

/** Tells of a name that would hide another one; it is declared all the same. */
export function checkNewName(environment: Environment, name: Name): void {
  recovering(environment.context.diagnostics, () => {
    if (isReserved(name.text))
      fail(name.span, "U0102", `'${name.text}' is a name of the language`, "choose another name");
    if (isAround(environment, name.text))
      fail(name.span, "U0104", `'${name.text}' is already declared around here`, "choose another name");
    if (environment.context.claims.has(name.text))
      fail(name.span, "U0104", `'${name.text}' would hide the declaration at top level`, "choose another name");
  });
}

function isAround(environment: Environment, name: string): boolean {
  const { bindings, scopes } = environment;
  return bindings.some((binding) => binding.name === name) || scopes.some((scope) => scope.has(name));
}

/** Type null: it is wrong, as was told; uses of the local are no news then, nor if its block declares it twice. */
export function declareLocal(environment: Environment, name: Name, type: Type | null, counter = false): Local {
  checkNewName(environment, name);
  const hides = isAround(environment, name.text);
  const scope = environment.scopes.at(-1);
  if (scope === undefined) throw new Error("untorn defect: a local outside every scope");
  const again = scope.has(name.text);
  // The scope of the parameters, and that of the body.
  const isOutermost = environment.scopes.length <= 2 && !hides;
  const ready = isOutermost ? environment.outermost.get(name.text) : undefined;
  const fresh = { slot: environment.locals.length, name: name.text, type: type ?? BOOL, counter, span: name.span };
  const local = ready ?? fresh;
  if (ready === undefined) environment.locals.push(local);
  scope.set(name.text, again || type === null ? null : local);
  return local;
}

type FactName = keyof BodyFacts;

/** Notes the first use of its kind. */
export function note(environment: Environment, name: FactName, what: string, span: Span): void {
  environment.facts[name] ??= { what, span } satisfies Fact;
}

export function noteAll(environment: Environment, callee: BodyFacts, name: string, span: Span): void {
  for (const key of Object.keys(callee) as FactName[]) {
    const fact = callee[key];
    if (fact !== null) note(environment, key, `${fact.what} in '${name}'`, span);
  }
}
