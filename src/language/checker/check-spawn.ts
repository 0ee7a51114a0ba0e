import type { StatementKind } from "../checked-spec.ts";
import type { Name, StatementSyntax } from "../syntax.ts";
import type { Type } from "../types.ts";
import { checkValue } from "./check-as.ts";
import type { Environment, ProcessOutline } from "./context.ts";
import { unknownName } from "./context.ts";
import { findLocal, note } from "./environment.ts";
import { checkEach, fail, failSilently } from "./failure.ts";

/** `spawn completion(0, ret);` */
export function checkSpawn(
  environment: Environment,
  syntax: Extract<StatementSyntax, { kind: "spawn" }>,
): StatementKind {
  const { work, args, span } = syntax;
  note(environment, "waiting", "'spawn'", span);
  if (environment.kind === "crash")
    fail(span, "U0405", "nothing runs any more when power fails", "a crash block cannot spawn");
  const types = parameterTypes(workNamed(environment, work));
  if (args.length !== types.length)
    fail(span, "U0231", `the work '${work.text}' takes ${types.length} argument(s), found ${args.length}`);
  const checked = checkEach(environment.context.diagnostics, args, (argument, position) =>
    checkValue(environment, argument, types[position] ?? failSilently()),
  );
  return { kind: "spawn", work: work.text, args: checked };
}

function workNamed(environment: Environment, name: Name): ProcessOutline {
  const { context } = environment;
  const works = [...context.meanings].filter(([, { kind }]) => kind === "process").map(([other]) => other);
  const meaning = context.meanings.get(name.text);
  if (meaning === undefined) return unknownName(context, name, "work", works);
  // A local that hides the work was told.
  if (findLocal(environment, name.text) !== null) return failSilently();
  if (meaning.kind !== "process") return fail(name.span, "U0322", `'${name.text}' is no work`);
  const { role } = meaning.process.declaration;
  if (role !== "work")
    return fail(name.span, "U0322", `'${name.text}' is a ${role}`, "it runs by itself: only works are spawned");
  return meaning.process;
}

function parameterTypes({ declaration, outermost, broken }: ProcessOutline): Type[] {
  return declaration.parameters.map(({ name }) => {
    const local = outermost.get(name.text);
    return local === undefined || broken.has(name.text) ? failSilently() : local.type;
  });
}
