import type { Alternative, Block, Case, Expression, StatementKind } from "../checked-spec.ts";
import { positionAt } from "../source.ts";
import type { BlockSyntax, CaseLabelSyntax, CaseSyntax, StatementSyntax } from "../syntax.ts";
import type { Type } from "../types.ts";
import { type CaseValues, overlap, valuesOf } from "./case-values.ts";
import { checkExpression, takenForTrue } from "./check-as.ts";
import { checkAlternative } from "./check-operators.ts";
import type { Environment } from "./context.ts";
import { withArticle } from "./convert.ts";
import { inRole } from "./environment.ts";
import { fail, recovering } from "./failure.ts";
import { didYouMean } from "./suggest.ts";
import { partsOf } from "./walk.ts";
import { endsCase } from "./ways-on.ts";

type SwitchSyntax = Extract<StatementSyntax, { kind: "switch" }>;

/** `checkBlock` checks the statements of a case. Where the value is wrong, they are checked all the same. */
export function checkSwitch(
  environment: Environment,
  syntax: SwitchSyntax,
  checkBlock: (block: BlockSyntax) => Block,
): StatementKind {
  const { diagnostics } = environment.context;
  const value = recovering(diagnostics, () => checkSelector(environment, syntax));
  const listed = value === null ? null : checkLabels(environment, value, syntax.cases);
  const cases = syntax.cases.map((one, position): Case => {
    recovering(diagnostics, () => refuseFallThrough(syntax.cases, position));
    for (const statement of one.body.statements) recovering(diagnostics, () => refuseLostDefault(statement));
    const isDefault = one.labels.some(({ kind }) => kind === "default");
    return { alternatives: listed?.get(one) ?? [], isDefault, block: checkBlock(one.body), span: one.span };
  });
  return { kind: "switch", value: value ?? takenForTrue(syntax.value), cases };
}

function checkSelector(environment: Environment, syntax: SwitchSyntax): Expression {
  const value = checkExpression(environment, syntax.value);
  if (!hasCases(value.type)) {
    fail(
      syntax.value.span,
      "U0321",
      `a 'switch' has no cases for ${withArticle(value.type)}`,
      "use a bool, an int, an enum, an errno, a lock mode or an instance",
    );
  }
  return value;
}

function hasCases(type: Type): boolean {
  switch (type.kind) {
    case "bool":
    case "range":
    case "integer":
    case "enum":
    case "errno":
    case "lockmode":
    case "code":
    case "instance":
    case "task":
    case "symmetric":
      return true;
    case "optional":
      return hasCases(type.element);
    default:
      return false;
  }
}

/** The values of each case. Those of one are checked although another one is wrong, and none may stand twice. */
function checkLabels(
  environment: Environment,
  value: Expression,
  cases: readonly CaseSyntax[],
): ReadonlyMap<CaseSyntax, readonly Alternative[]> {
  const taken: Taken[] = [];
  const alternatives = cases.map((one): readonly [CaseSyntax, readonly Alternative[]] => [
    one,
    one.labels.flatMap((label) => {
      const checked = recovering(environment.context.diagnostics, () => checkLabel(environment, value, label, taken));
      return checked ?? [];
    }),
  ]);
  return new Map(alternatives);
}

type Taken = { readonly values: CaseValues | "default"; readonly label: CaseLabelSyntax };

function checkLabel(
  environment: Environment,
  value: Expression,
  label: CaseLabelSyntax,
  taken: Taken[],
): readonly Alternative[] {
  if (label.kind === "default") {
    take(taken, { values: "default", label });
    return [];
  }
  refuseCause(label);
  const alternative = inRole(environment, "fixed", () => checkAlternative(environment, value, label.alternative));
  const values = valuesOf(environment, alternative, label.alternative);
  if (values !== null) take(taken, { values, label });
  return [alternative];
}

function take(taken: Taken[], { values, label }: Taken): void {
  const first = taken.find((other) =>
    values === "default" || other.values === "default" ? values === other.values : overlap(values, other.values),
  );
  if (first === undefined) {
    taken.push({ values, label });
    return;
  }
  const { file, start } = first.label.span;
  const what = values === "default" ? "'default' stands twice" : "this value has a case already";
  fail(label.span, "U0320", what, `see line ${positionAt(file, start).line}`);
}

function refuseCause(label: Extract<CaseLabelSyntax, { kind: "case" }>): void {
  const { alternative } = label;
  const written = alternative.kind === "value" ? [alternative.value] : [alternative.low, alternative.high];
  for (const part of written.flatMap((one) => [...partsOf(one)])) {
    if (part.kind === "errno")
      fail(part.origin.span, "U0324", `a case compares the code alone`, `write '-${part.code.text}'`);
  }
}

function refuseFallThrough(cases: readonly CaseSyntax[], position: number): void {
  const [before, one] = [cases[position - 1], cases[position]];
  if (before === undefined || one === undefined || endsCase(before.body)) return;
  fail(one.span, "U0319", "the case before could fall through into this one", "end that one with 'break'");
}

/** `defualt:` would be a label, and the statements behind it would never run. */
function refuseLostDefault(statement: StatementSyntax): void {
  for (const { text, span } of statement.labels) {
    if (didYouMean(text, ["default"]) !== null)
      fail(span, "U0323", `the label '${text}' in a 'switch'`, "did you mean 'default'?");
  }
}
