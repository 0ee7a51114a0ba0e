import { alt_sc, apply, opt_sc, seq } from "typescript-parsec";
import { grammarError } from "./grammar-codes.ts";
import { expression, parameter } from "./parse-expression.ts";
import { report } from "./parse-notes.ts";
import { condition } from "./parse-simple-statement.ts";
import { bodyBlock } from "./parse-statement.ts";
import {
  after,
  cut,
  enclosed,
  name,
  optional,
  type SpecParser,
  separated,
  spanned,
  specToken,
  succeed,
  unspoken,
  word,
} from "./parser-kit.ts";
import type { DeclarationSyntax, ParameterSyntax } from "./syntax.ts";
import { spanOfToken } from "./syntax-error.ts";
import type { SpecToken } from "./token.ts";

/** What runs by itself: tasks, daemons, works and events, with the fairness written before them, and `init`. */

const fairnessWord = opt_sc(alt_sc(unspoken("fair"), unspoken("strong"), unspoken("unfair")));

function taskFairness(word: SpecToken | undefined, role: string): "weak" | "strong" | "unfair" {
  if (word?.kind === "strong") return "strong";
  if (word?.kind === "unfair") return "unfair";
  if (word !== undefined) refuseFairness(word, role, "it is weakly fair without that");
  return "weak";
}

function eventFairness(word: SpecToken | undefined): "none" | "weak" | "strong" {
  if (word?.kind === "strong") return "strong";
  if (word?.kind === "fair") return "weak";
  if (word !== undefined) refuseFairness(word, "event", "it is unfair without that");
  return "none";
}

function refuseFairness(word: SpecToken, role: string, hint: string): void {
  const message = `'${word.kind}' cannot stand before '${role}'`;
  report(word.notes, grammarError(spanOfToken(word), "U0024", message, hint));
}

const count = optional(enclosed("[", expression, "]"), null);

export const parameters: SpecParser<readonly ParameterSyntax[]> = enclosed(
  "(",
  optional(separated(parameter), []),
  ")",
);

const noParameters: SpecParser<readonly ParameterSyntax[]> = {
  parse: (token) => succeed(specToken(token), specToken(token), []),
};

function process(role: "task" | "daemon" | "work"): SpecParser<DeclarationSyntax> {
  const head = seq(fairnessWord, word(role), cut(name), count, role === "work" ? cut(parameters) : noParameters);
  return apply(
    seq(spanned(head), cut(bodyBlock)),
    ([{ value, span }, body], [first]): DeclarationSyntax => ({
      kind: "task",
      role,
      fairness: taskFairness(value[0], role),
      name: value[2],
      count: value[3],
      parameters: value[4],
      body,
      doc: specToken(first).doc,
      span,
    }),
  );
}

export const task: SpecParser<DeclarationSyntax> = process("task");
export const daemon: SpecParser<DeclarationSyntax> = process("daemon");
export const work: SpecParser<DeclarationSyntax> = process("work");

const eventHead = spanned(
  seq(fairnessWord, after("event", seq(name, parameters, optional(after("when", condition), null)))),
);

export const event: SpecParser<DeclarationSyntax> = apply(
  seq(eventHead, cut(bodyBlock)),
  ([{ value, span }, body], [first]) => {
    const [fairness, [named, parameterList, guard]] = value;
    return {
      kind: "event",
      fairness: eventFairness(fairness),
      name: named,
      parameters: parameterList,
      guard,
      body,
      doc: specToken(first).doc,
      span,
    };
  },
);

export const init: SpecParser<DeclarationSyntax> = apply(
  seq(spanned(word("init")), cut(bodyBlock)),
  ([{ span }, body]) => ({ kind: "init", body, span }),
);
