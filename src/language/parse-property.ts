import { alt_sc, apply, opt_sc, seq } from "typescript-parsec";
import { bound, expression } from "./parse-expression.ts";
import { bodyBlock } from "./parse-statement.ts";
import {
  after,
  cut,
  fail,
  intToken,
  name,
  optional,
  type SpecParser,
  separated,
  spanned,
  spanOf,
  specToken,
  succeed,
  terminated,
  text,
  tokenAfter,
} from "./parser-kit.ts";
import type { DeclarationKind, DeclarationSyntax, ExpectedVerdictSyntax, ExpressionSyntax, Name } from "./syntax.ts";
import { isName, type TokenKind } from "./token.ts";

/** What is to hold, and what is expected to come out. */

const title = seq(name, optional(text, null));

function property(kind: "invariant" | "liveness"): SpecParser<DeclarationSyntax> {
  const parts = after(kind, seq(title, after(":", expression)));
  return terminated<DeclarationKind>(
    apply(parts, ([[named, doc], formula]) =>
      kind === "invariant" ? { kind, name: named, doc, condition: formula } : { kind, name: named, doc, formula },
    ),
  );
}

export const invariant: SpecParser<DeclarationSyntax> = property("invariant");
export const liveness: SpecParser<DeclarationSyntax> = property("liveness");

export const crash: SpecParser<DeclarationSyntax> = apply(
  seq(spanned(after("crash", title)), cut(bodyBlock)),
  ([{ value, span }, body]) => ({ kind: "crash", name: value[0], doc: value[1], body, span }),
);

const notDesigns: ReadonlySet<TokenKind> = new Set<TokenKind>(["with", "holds", "vacuous", "violates"]);

const design: SpecParser<Name> = {
  parse(first) {
    const token = specToken(first);
    return notDesigns.has(token.kind) ? fail(token, "a name") : name.parse(token);
  },
};

/** `no_trample`, or `line:12` for an assert without a name. */
const propertyName: SpecParser<Name> = apply(seq(name, opt_sc(after(":", intToken))), ([named, line], range) =>
  line === undefined ? named : { text: `${named.text}:${line.text}`, span: spanOf(range) },
);

/** `only` where another name follows; else it is the name. */
const only: SpecParser<boolean> = {
  parse(first) {
    const token = specToken(first);
    const meant = token.kind === "only" && isName(tokenAfter(token).kind);
    return succeed(token, meant ? tokenAfter(token) : token, meant);
  },
};

const violation = apply(seq(propertyName, optional(after("in", bound), null)), ([named, steps]) => ({
  property: named,
  steps,
}));

const verdict: SpecParser<ExpectedVerdictSyntax> = alt_sc(
  apply(
    after("holds", optional(separated(propertyName), [])),
    (properties): ExpectedVerdictSyntax => ({ kind: "holds", properties }),
  ),
  apply(after("vacuous", propertyName), (named): ExpectedVerdictSyntax => ({ kind: "vacuous", property: named })),
  apply(
    after("violates", seq(only, separated(violation))),
    ([alone, violations]): ExpectedVerdictSyntax => ({ kind: "violates", only: alone, violations }),
  ),
);

const constant: SpecParser<{ readonly name: Name; readonly value: ExpressionSyntax }> = apply(
  seq(name, after("=", expression)),
  ([named, value]) => ({ name: named, value }),
);

export const expectation: SpecParser<DeclarationSyntax> = terminated<DeclarationKind>(
  apply(
    after("expect", seq(optional(design, null), optional(after("with", separated(constant)), []), verdict)),
    ([named, constants, expected]) => ({ kind: "expect", design: named, constants, verdict: expected }),
  ),
);
