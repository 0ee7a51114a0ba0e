import { textOf } from "../source.ts";
import type { DeclarationSyntax, Name } from "../syntax.ts";
import type { Claim, Context } from "./context.ts";
import { isReserved } from "./context.ts";
import { fail, recovering } from "./failure.ts";

/** Gives every top-level name to its first declaration in the text; every later one is a mistake. */
export function claimNames(context: Context, declarations: readonly DeclarationSyntax[]): void {
  for (const declaration of declarations) {
    for (const claim of claimsOf(declaration)) recovering(context.diagnostics, () => enter(context, claim));
  }
}

function enter(context: Context, claim: Claim): void {
  const { name } = claim;
  const first = context.claims.get(name.text);
  if (first === undefined) context.claims.set(name.text, claim);
  else if (!isCopy(claim.declaration, first.declaration)) context.poisoned.add(name.text);
  if (isReserved(name.text))
    fail(name.span, "U0102", `'${name.text}' is a name of the language`, "choose another name");
  if (first !== undefined) fail(name.span, "U0101", `'${name.text}' is declared twice`, "choose another name");
}

/** Whether two declarations of one name say the same, so that it is known what uses of it mean. */
function isCopy(declaration: DeclarationSyntax, first: DeclarationSyntax): boolean {
  switch (declaration.kind) {
    case "codes":
      return first.kind === "codes";
    case "const":
    case "type":
    case "knob":
    case "variable":
    case "lock":
    case "function":
      return declaration !== first && textOf(declaration.span) === textOf(first.span);
    default:
      return false;
  }
}

function claimsOf(declaration: DeclarationSyntax): Claim[] {
  const claim = (kind: Claim["kind"], name: Name): Claim => ({ name, kind, declaration });
  switch (declaration.kind) {
    case "const":
      return [claim("constant", declaration.name)];
    case "type":
    case "struct":
      return [claim("type", declaration.name)];
    case "enum":
      return [claim("type", declaration.name), ...declaration.members.map((member) => claim("member", member))];
    case "codes":
      return declaration.names.map((name) => claim("code", name));
    case "variable":
    case "lock": {
      const { kind } = declaration;
      return declaration.declarators.map(({ name }) => claim(kind, name));
    }
    case "task":
      return [claim("process", declaration.name)];
    case "knob":
    case "event":
    case "function":
      return [claim(declaration.kind, declaration.name)];
    default:
      return [];
  }
}
