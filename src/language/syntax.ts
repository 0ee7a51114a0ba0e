import type { Span } from "./source.ts";

/**
 * The syntax tree: what the parser saw, names unresolved, nothing derived. One variant per construct of the language
 * reference. Every part carries the span of the text it came from.
 */
export type Name = { readonly text: string; readonly span: Span };

// ---------------------------------------------------------------------------------------------- types

export type TypeSyntax =
  | { readonly kind: "bool"; readonly span: Span }
  | { readonly kind: "errno"; readonly span: Span }
  | { readonly kind: "lockmode"; readonly span: Span }
  /** `task`: an instance of any task, daemon or work. */
  | { readonly kind: "task"; readonly span: Span }
  | { readonly kind: "range"; readonly low: ExpressionSyntax; readonly high: ExpressionSyntax; readonly span: Span }
  /** An enum, struct, `type` or task name. */
  | { readonly kind: "named"; readonly name: Name; readonly span: Span }
  | { readonly kind: "optional"; readonly element: TypeSyntax; readonly span: Span }
  | { readonly kind: "set"; readonly element: TypeSyntax; readonly span: Span }
  | {
      readonly kind: "queue";
      readonly element: TypeSyntax;
      readonly capacity: ExpressionSyntax;
      readonly span: Span;
    }
  /** `symmetric N`: the whole right side of a `type` declaration. */
  | { readonly kind: "symmetric"; readonly size: ExpressionSyntax; readonly span: Span };

/** What stands between brackets of a declarator: a type, a size, or a name that may be either. */
export type IndexSyntax =
  | { readonly kind: "type"; readonly type: TypeSyntax; readonly span: Span }
  | { readonly kind: "size"; readonly size: ExpressionSyntax; readonly span: Span };

/** `name[I][J] = initial`; a lone name between brackets is a `type` of kind `named`. */
export type DeclaratorSyntax = {
  readonly name: Name;
  readonly indices: readonly IndexSyntax[];
  readonly initial: ExpressionSyntax | null;
  readonly span: Span;
};

export type ParameterSyntax = { readonly type: TypeSyntax; readonly name: Name; readonly span: Span };

// ---------------------------------------------------------------------------------------------- expressions

export type BinaryOperator =
  | "*"
  | "/"
  | "%"
  | "+"
  | "-"
  | "<"
  | "<="
  | ">"
  | ">="
  | "=="
  | "!="
  | "&&"
  | "||"
  | "=>"
  | "until"
  | "leads_to";

export type UnaryOperator = "!" | "-" | "always" | "eventually" | "next";

export type QuantifierSyntax = {
  readonly kind: "quantifier";
  readonly quantifier: "forall" | "exists" | "count";
  readonly bindings: readonly ParameterSyntax[];
  readonly body: ExpressionSyntax;
  readonly span: Span;
};

export type ErrnoOrigin =
  | { readonly kind: "because"; readonly name: Name; readonly span: Span }
  | { readonly kind: "from"; readonly source: ExpressionSyntax; readonly span: Span };

/** `lo..hi` or a single value inside `in { … }`. */
export type AlternativeSyntax =
  | { readonly kind: "value"; readonly value: ExpressionSyntax; readonly span: Span }
  | {
      readonly kind: "range";
      readonly low: ExpressionSyntax;
      readonly high: ExpressionSyntax;
      readonly span: Span;
    };

export type ExpressionSyntax =
  | { readonly kind: "int"; readonly value: number; readonly span: Span }
  | { readonly kind: "bool"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "none"; readonly span: Span }
  | { readonly kind: "self"; readonly span: Span }
  | { readonly kind: "name"; readonly name: Name; readonly span: Span }
  | { readonly kind: "index"; readonly base: ExpressionSyntax; readonly index: ExpressionSyntax; readonly span: Span }
  | { readonly kind: "field"; readonly base: ExpressionSyntax; readonly field: Name; readonly span: Span }
  | {
      readonly kind: "unary";
      readonly operator: UnaryOperator;
      readonly operand: ExpressionSyntax;
      readonly span: Span;
    }
  /** `-CODE because NAME`, `-CODE from e`: `code` is the name after the minus. */
  | { readonly kind: "errno"; readonly code: Name; readonly origin: ErrnoOrigin; readonly span: Span }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: ExpressionSyntax;
      readonly right: ExpressionSyntax;
      readonly span: Span;
    }
  | {
      readonly kind: "in";
      readonly value: ExpressionSyntax;
      readonly alternatives: readonly AlternativeSyntax[];
      readonly span: Span;
    }
  /** `e in s`: a set or queue. */
  | {
      readonly kind: "member";
      readonly value: ExpressionSyntax;
      readonly collection: ExpressionSyntax;
      readonly span: Span;
    }
  | {
      readonly kind: "conditional";
      readonly condition: ExpressionSyntax;
      readonly then: ExpressionSyntax;
      readonly else: ExpressionSyntax;
      readonly span: Span;
    }
  | QuantifierSyntax
  /** Calls of functions and of the built-in predicates (`holds`, `at`, …), told apart by the type checker; also `trylock(…)`. */
  | { readonly kind: "call"; readonly callee: Name; readonly args: readonly ExpressionSyntax[]; readonly span: Span }
  /** `{ .a = 1 }`; without fields it is an empty set where one is expected. */
  | { readonly kind: "struct"; readonly fields: readonly FieldInitSyntax[]; readonly span: Span }
  /** `{ a, b }`, at least one element. */
  | { readonly kind: "set"; readonly elements: readonly ExpressionSyntax[]; readonly span: Span };

export type FieldInitSyntax = { readonly name: Name; readonly value: ExpressionSyntax; readonly span: Span };

// ---------------------------------------------------------------------------------------------- statements

export type BlockSyntax = { readonly statements: readonly StatementSyntax[]; readonly span: Span };

export type BranchSyntax = {
  readonly guard: ExpressionSyntax | null;
  readonly body: BlockSyntax;
  readonly span: Span;
};

/** The span of a label is `case A` or `default`. */
export type CaseLabelSyntax =
  | { readonly kind: "case"; readonly alternative: AlternativeSyntax; readonly span: Span }
  | { readonly kind: "default"; readonly span: Span };

/** One or more labels and the statements behind them; the span is that of the labels. */
export type CaseSyntax = {
  readonly labels: readonly CaseLabelSyntax[];
  readonly body: BlockSyntax;
  readonly span: Span;
};

/** `label` and `doc` belong to the statement they stand before. `span` of a compound statement covers its head only. */
export type StatementSyntax = StatementKind & {
  readonly labels: readonly Name[];
  /** Text of the `///` line before it. */
  readonly doc: string | null;
  readonly span: Span;
};

export type StatementKind =
  | { readonly kind: "empty" }
  | { readonly kind: "declare"; readonly type: TypeSyntax; readonly declarators: readonly DeclaratorSyntax[] }
  | {
      readonly kind: "assign";
      readonly target: ExpressionSyntax;
      readonly operator: "=" | "+=" | "-=";
      readonly value: ExpressionSyntax;
    }
  /** A call as a whole statement: a function, or `lock`, `unlock`, `downgrade`, `trylock`, `push`, `pop`. */
  | { readonly kind: "call"; readonly callee: Name; readonly args: readonly ExpressionSyntax[] }
  | { readonly kind: "spawn"; readonly work: Name; readonly args: readonly ExpressionSyntax[] }
  | { readonly kind: "switch"; readonly value: ExpressionSyntax; readonly cases: readonly CaseSyntax[] }
  | { readonly kind: "block"; readonly body: BlockSyntax }
  | {
      readonly kind: "if";
      readonly condition: ExpressionSyntax;
      readonly then: StatementSyntax;
      readonly else: StatementSyntax | null;
    }
  | { readonly kind: "while"; readonly condition: ExpressionSyntax; readonly body: StatementSyntax }
  | { readonly kind: "for"; readonly type: TypeSyntax; readonly name: Name; readonly body: StatementSyntax }
  | { readonly kind: "loop"; readonly body: StatementSyntax }
  | { readonly kind: "break" }
  | { readonly kind: "continue" }
  | { readonly kind: "goto"; readonly label: Name }
  | { readonly kind: "return"; readonly value: ExpressionSyntax | null }
  | {
      readonly kind: "assert";
      readonly name: Name | null;
      readonly condition: ExpressionSyntax;
      readonly why: string | null;
    }
  | { readonly kind: "wait"; readonly condition: ExpressionSyntax }
  | { readonly kind: "atomic"; readonly body: BlockSyntax }
  | { readonly kind: "choose"; readonly branches: readonly BranchSyntax[] }
  | {
      readonly kind: "pick";
      readonly type: TypeSyntax;
      readonly name: Name;
      readonly where: ExpressionSyntax | null;
      readonly body: BlockSyntax;
      readonly otherwise: BlockSyntax | null;
    };

// ---------------------------------------------------------------------------------------------- declarations

/** `low..high`, a single value, or `same`, in a knob's domain. */
export type KnobValueSyntax = AlternativeSyntax | { readonly kind: "same"; readonly span: Span };

export type ExpectedVerdictSyntax =
  | { readonly kind: "holds"; readonly properties: readonly Name[] }
  | { readonly kind: "vacuous"; readonly property: Name }
  | {
      readonly kind: "violates";
      readonly only: boolean;
      readonly violations: readonly { readonly property: Name; readonly steps: ExpressionSyntax | null }[];
    };

export type DeclarationSyntax = DeclarationKind & { readonly span: Span };

export type DeclarationKind =
  | { readonly kind: "use"; readonly path: string; readonly pathSpan: Span }
  | { readonly kind: "const"; readonly name: Name; readonly value: ExpressionSyntax }
  | { readonly kind: "type"; readonly name: Name; readonly type: TypeSyntax }
  | { readonly kind: "enum"; readonly name: Name; readonly members: readonly Name[] }
  | {
      readonly kind: "struct";
      readonly name: Name;
      readonly fields: readonly { readonly type: TypeSyntax; readonly declarator: DeclaratorSyntax }[];
    }
  /** `errno EAGAIN, EBUSY;` where every name looks like a code (E, then capitals and digits). */
  | { readonly kind: "codes"; readonly names: readonly Name[] }
  | {
      readonly kind: "knob";
      readonly type: TypeSyntax;
      readonly name: Name;
      readonly domain: readonly KnobValueSyntax[] | null;
      readonly initial: KnobValueSyntax;
      readonly doc: string | null;
    }
  | {
      readonly kind: "design";
      readonly name: Name;
      readonly doc: string | null;
      readonly settings: readonly { readonly knob: Name; readonly value: KnobValueSyntax; readonly span: Span }[];
    }
  | { readonly kind: "assume"; readonly condition: ExpressionSyntax }
  | {
      readonly kind: "variable";
      readonly storage: "shared" | "ghost" | "durable";
      readonly type: TypeSyntax;
      readonly declarators: readonly DeclaratorSyntax[];
    }
  | {
      readonly kind: "lock";
      readonly lock: "mutex" | "spinlock" | "rwsem" | "semaphore";
      readonly declarators: readonly DeclaratorSyntax[];
    }
  | {
      readonly kind: "task";
      readonly role: "task" | "daemon" | "work";
      readonly fairness: "weak" | "strong" | "unfair";
      readonly name: Name;
      /** Number of instances; null means 1. */
      readonly count: ExpressionSyntax | null;
      /** None for tasks and daemons. */
      readonly parameters: readonly ParameterSyntax[];
      readonly body: BlockSyntax;
      readonly doc: string | null;
    }
  | {
      readonly kind: "event";
      readonly fairness: "none" | "weak" | "strong";
      readonly name: Name;
      readonly parameters: readonly ParameterSyntax[];
      readonly guard: ExpressionSyntax | null;
      readonly body: BlockSyntax;
      readonly doc: string | null;
    }
  | {
      readonly kind: "function";
      /** null: void. */
      readonly result: TypeSyntax | null;
      readonly name: Name;
      readonly parameters: readonly ParameterSyntax[];
      readonly body: BlockSyntax;
      readonly doc: string | null;
    }
  | { readonly kind: "init"; readonly body: BlockSyntax }
  | { readonly kind: "crash"; readonly name: Name; readonly doc: string | null; readonly body: BlockSyntax }
  | {
      readonly kind: "invariant";
      readonly name: Name;
      readonly doc: string | null;
      readonly condition: ExpressionSyntax;
    }
  | { readonly kind: "liveness"; readonly name: Name; readonly doc: string | null; readonly formula: ExpressionSyntax }
  | {
      readonly kind: "expect";
      /** null: the defaults; "all": every design. */
      readonly design: Name | null;
      readonly constants: readonly { readonly name: Name; readonly value: ExpressionSyntax }[];
      readonly verdict: ExpectedVerdictSyntax;
    };

/** One parsed file. `spec` is null in a part. */
export type FileSyntax = {
  readonly spec: { readonly name: Name; readonly doc: string | null } | null;
  readonly hides: string | null;
  readonly declarations: readonly DeclarationSyntax[];
};
