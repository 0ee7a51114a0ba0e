import type { CheckedSpec, Knob } from "../language/checked-spec.ts";
import type { Formula, Literal } from "../properties/designs/formula.ts";
import { knobValueText } from "./knob-text.ts";

/** As a spec would say it: `HW_REFUSED != CACHE_BUSY && (DRAIN || RETRY_LOCK == EXCL)`. */
export function formulaText(spec: CheckedSpec, formula: Formula): string {
  return formulaPieces(spec, formula).join(" ");
}

/** The same in pieces that a line may end after; no other blank is a good place to break it. */
export function formulaPieces(spec: CheckedSpec, formula: Formula): string[] {
  if (formula.kind === "always" || formula.kind === "never") return [formula.kind];
  const [within, between] = formula.kind === "any of" ? ["&&", "||"] : ["||", "&&"];
  const terms = formula.terms.map((term) => {
    const literals = term.map((literal) => literalText(spec, literal));
    const bracketed = formula.terms.length > 1 && term.length > 1;
    return bracketed ? [`(${literals[0] ?? ""}`, ...literals.slice(1, -1), `${literals.at(-1) ?? ""})`] : literals;
  });
  const joined = terms.map((pieces) => withBetween(pieces, within));
  return joined.flatMap((pieces, index) => (index < joined.length - 1 ? lastWith(pieces, between) : pieces));
}

function withBetween(pieces: readonly string[], connective: string): string[] {
  return pieces.map((piece, index) => (index < pieces.length - 1 ? `${piece} ${connective}` : piece));
}

function lastWith(pieces: readonly string[], connective: string): string[] {
  return pieces.map((piece, index) => (index === pieces.length - 1 ? `${piece} ${connective}` : piece));
}

export function literalText(spec: CheckedSpec, literal: Literal): string {
  switch (literal.kind) {
    case "equal":
      return `${literal.left.name} ${literal.negated ? "!=" : "=="} ${literal.right.name}`;
    case "values":
      return valuesText(spec, literal.knob, literal);
  }
}

function valuesText(spec: CheckedSpec, knob: Knob, { values, negated }: Extract<Literal, { kind: "values" }>): string {
  const [first] = values;
  if (knob.type.kind === "bool") return first === true ? knob.name : `!${knob.name}`;
  const names = values.map((value) => knobValueText(spec, knob, value));
  if (names.length === 1) return `${knob.name} ${negated ? "!=" : "=="} ${names.join()}`;
  const set = `${knob.name} in { ${names.join(", ")} }`;
  return negated ? `!(${set})` : set;
}
