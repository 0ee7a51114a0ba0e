import { satisfies } from "./assumption.ts";
import type {
  ActorDeclaration,
  Body,
  CheckedSpec,
  Constant,
  Crash,
  Design,
  Expression,
  Invariant,
  Knob,
  Liveness,
  Lock,
  Variable,
} from "./checked-spec.ts";
import { checkCondition } from "./checker/check-as.ts";
import {
  checkCrash,
  checkDeclaredFunction,
  checkEvent,
  checkFunction,
  checkInit,
  checkInvariant,
  checkLiveness,
  checkProcess,
  fixedEnvironment,
} from "./checker/check-body.ts";
import { checkAssumptions, checkDesigns, checkExpectation } from "./checker/check-designs.ts";
import { dispatchExpression } from "./checker/check-expression.ts";
import { checkKnobs, checkLocks, checkVariables } from "./checker/check-globals.ts";
import {
  collectNames,
  declareActors,
  declareConstants,
  declareProperties,
  declareTypes,
  outlineActors,
} from "./checker/check-outline.ts";
import { claimNames } from "./checker/claim-names.ts";
import type { Context } from "./checker/context.ts";
import { declare, newContext } from "./checker/context.ts";
import { fail, recovering } from "./checker/failure.ts";
import { refuseHugeBodies } from "./checker/inlined-size.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Expectation } from "./expectation.ts";
import type { LoadedSpec } from "./load-spec.ts";
import type { DeclarationSyntax } from "./syntax.ts";

type Of<K extends DeclarationSyntax["kind"]> = Extract<DeclarationSyntax, { kind: K }>;

/** Constants given from outside, by name; names that the spec does not declare are ignored here. */
export type ConstantValues = ReadonlyMap<string, number | boolean>;

export type CheckResult = { readonly spec: CheckedSpec | null; readonly diagnostics: readonly Diagnostic[] };

/** Names, types, flow: from syntax to a CheckedSpec, or to every mistake found. */
export function checkSpec(loaded: LoadedSpec, settings: ConstantValues): CheckResult {
  const context = newContext({ expression: dispatchExpression, function: checkFunction });
  const parts = checkDeclarations(context, loaded, settings);
  if (parts === null || context.diagnostics.some((diagnostic) => diagnostic.severity === "error")) {
    return { spec: null, diagnostics: independent(loaded, context.diagnostics) };
  }
  const spec = assemble(context, loaded, parts);
  refuseHugeBodies(context.diagnostics, spec);
  const refused = context.diagnostics.some((diagnostic) => diagnostic.severity === "error");
  return { spec: refused ? null : spec, diagnostics: independent(loaded, context.diagnostics) };
}

/** Without mistakes that may only follow from text that could not be read: a name declared there, a statement lost. */
function independent({ lost }: LoadedSpec, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  if (lost === null || lost.size === 0) return [...diagnostics];
  return diagnostics.filter(({ code, span }) => {
    if (code === "U0318" || code === "U0319") return false;
    const missing = code === "U0103" || code === "U0313";
    return !missing || !lost.has(span.file.text.slice(span.start, span.end));
  });
}

type Parts = {
  readonly constants: readonly Constant[];
  readonly knobs: readonly Knob[];
  readonly variables: readonly Variable[];
  readonly locks: readonly Lock[];
  readonly assumptions: readonly Expression[];
  readonly designs: readonly Design[];
  readonly init: CheckedSpec["init"];
  readonly actors: readonly ActorDeclaration[];
  readonly crashes: readonly Crash[];
  readonly invariants: readonly Invariant[];
  readonly liveness: readonly Liveness[];
  readonly expectations: readonly Expectation[];
};

/** In the order in which things need each other; properties before bodies, since they decide which labels are watched. */
function checkDeclarations(context: Context, loaded: LoadedSpec, settings: ConstantValues): Parts | null {
  const { declarations } = loaded;
  const each = <K extends DeclarationSyntax["kind"], T>(kind: K, check: (declaration: Of<K>) => T): T[] =>
    ofKind(declarations, kind).flatMap((declaration) => {
      const checked = recovering(context.diagnostics, () => check(declaration));
      return checked === null ? [] : [checked];
    });
  claimNames(context, declarations);
  const constants = declareConstants(context, declarations, settings);
  declareActors(context, declarations);
  declareTypes(context, declarations);
  collectNames(context, declarations);
  const knobs = checkKnobs(context, declarations);
  const variables = checkVariables(context, declarations);
  const locks = checkLocks(context, declarations);
  const functions = ofKind(declarations, "function");
  for (const declaration of functions) declare(context, declaration.name, { kind: "function", declaration });
  outlineActors(context, declarations);
  declareProperties(context, declarations);
  const assumptions = each("assume", ({ condition }) => checkCondition(fixedEnvironment(context, "assume"), condition));
  const designs = checkDesigns(context, ofKind(declarations, "design"), knobs);
  checkAssumptions(context, designs, assumptions, satisfies);
  const invariants = each("invariant", (syntax) => checkInvariant(context, syntax));
  const liveness = each("liveness", (syntax) => checkLiveness(context, syntax));
  for (const declaration of functions)
    recovering(context.diagnostics, () => checkDeclaredFunction(context, declaration));
  const actors = checkActors(context, loaded);
  const inits = checkInits(context, ofKind(declarations, "init"));
  const crashes = each("crash", (syntax) => checkCrash(context, syntax));
  const expectations = each("expect", (syntax) => checkExpectation(context, syntax, designs));
  return {
    constants,
    knobs,
    variables,
    locks,
    assumptions,
    designs: designs.map(({ design }) => design),
    init: inits[0] ?? null,
    actors,
    crashes,
    invariants,
    liveness,
    expectations,
  };
}

function ofKind<K extends DeclarationSyntax["kind"]>(declarations: readonly DeclarationSyntax[], kind: K): Of<K>[] {
  return declarations.filter((declaration): declaration is Of<K> => declaration.kind === kind);
}

function checkActors(context: Context, { declarations, name }: LoadedSpec): ActorDeclaration[] {
  const syntaxes = declarations.filter((declaration) => declaration.kind === "task" || declaration.kind === "event");
  recovering(context.diagnostics, () => {
    if (syntaxes.length === 0)
      fail(name.span, "U0318", "nothing ever happens in this spec", "declare a task, a daemon, a work or an event");
  });
  return syntaxes.flatMap((declaration): ActorDeclaration[] => {
    const checked = recovering(context.diagnostics, () => {
      if (declaration.kind === "event") return checkEvent(context, declaration);
      const outline = context.processes.get(declaration);
      if (outline === undefined) throw new Error("untorn defect: a task without an outline");
      return checkProcess(context, outline);
    });
    return checked === null ? [] : [checked];
  });
}

function checkInits(context: Context, syntaxes: readonly Of<"init">[]): Body[] {
  const [first] = syntaxes;
  return syntaxes.flatMap((syntax) => {
    recovering(context.diagnostics, () => {
      if (syntax !== first) fail(syntax.span, "U0101", "'init' stands twice", "merge the two");
    });
    return recovering(context.diagnostics, () => checkInit(context, syntax)) ?? [];
  });
}

function assemble(context: Context, loaded: LoadedSpec, parts: Parts): CheckedSpec {
  const functions = [...context.functions.values()].flatMap((entry) =>
    typeof entry === "string" ? [] : [entry.declaration],
  );
  return {
    ...parts,
    name: loaded.name.text,
    doc: loaded.doc,
    hides: loaded.hides,
    files: loaded.files,
    codes: context.codes,
    causes: context.causes,
    functions,
    instances: context.instances,
    properties: context.properties,
    statements: context.statements,
  };
}
