import { apply, kleft, opt_sc, seq } from "typescript-parsec";
import { alternative, expression, type } from "./parse-expression.ts";
import { condition } from "./parse-simple-statement.ts";
import {
  after,
  enclosed,
  many,
  name,
  optional,
  type SpecParser,
  separatedLoosely,
  spanned,
  spanOf,
  specToken,
  terminated,
  text,
  unspoken,
} from "./parser-kit.ts";
import type { DeclarationKind, DeclarationSyntax, KnobValueSyntax } from "./syntax.ts";

/** Knobs, and the designs that set them. */

const same: SpecParser<KnobValueSyntax> = apply(unspoken("same"), (_, range) => ({
  kind: "same",
  span: spanOf(range),
}));

function sameOr(values: SpecParser<KnobValueSyntax>): SpecParser<KnobValueSyntax> {
  return {
    parse(first) {
      const token = specToken(first);
      return (token.kind === "same" ? same : values).parse(token);
    },
  };
}

const knobValue = sameOr(apply(expression, (value) => ({ kind: "value", value, span: value.span })));
const domain = enclosed("{", separatedLoosely(sameOr(alternative)), "}");

export const knob: SpecParser<DeclarationSyntax> = terminated<DeclarationKind>(
  apply(
    after("knob", seq(type, name, optional(after("in", domain), null), after("=", knobValue), optional(text, null))),
    ([typed, named, values, initial, doc]) => ({
      kind: "knob",
      type: typed,
      name: named,
      domain: values,
      initial,
      doc,
    }),
  ),
);

const setting = terminated(apply(seq(name, after("=", knobValue)), ([named, value]) => ({ knob: named, value })));

export const design: SpecParser<DeclarationSyntax> = apply(
  seq(
    spanned(after("design", seq(name, optional(text, null)))),
    kleft(enclosed("{", many(setting), "}"), opt_sc(unspoken(";"))),
  ),
  ([{ value, span }, settings]) => ({ kind: "design", name: value[0], doc: value[1], settings, span }),
);

export const assume: SpecParser<DeclarationSyntax> = terminated<DeclarationKind>(
  apply(after("assume", condition), (assumed) => ({ kind: "assume", condition: assumed })),
);
