import type { ActorDeclaration, CheckedSpec, Expression, Knob, Statement } from "../language/checked-spec.ts";
import { BOOL, SHARED } from "../language/types.ts";
import { statementNames } from "./bodies.ts";
import type { Draft } from "./draft.ts";
import { newDraft } from "./draft.ts";
import type { MutatedSpec, Mutation } from "./mutation.ts";
import { pinnedStatements } from "./pinned.ts";
import { rewriteBody, rewriteFunction } from "./rewrite.ts";
import type { Site } from "./sites.ts";
import { sitesOf } from "./sites.ts";

/**
 * The same spec with a hidden knob for every lock, pair of unlock and lock, wait, test of a code, pass flag and durable
 * ordering of its protocol: all true, nothing is dropped, and states, steps and verdicts are those of the spec itself.
 * `init`, guards of events, asserts, ghosts and properties are never dropped.
 */
export function mutateSpec(spec: CheckedSpec): MutatedSpec {
  const pinned = pinnedStatements(spec);
  const { sites, leftOut } = sitesOf(spec, pinned);
  const draft = newDraft(spec, pinned, sites);
  const names = statementNames(spec);
  const mutations = sites.map((site, index) => mutationOf(site, spec.knobs.length + index, names));
  const actors = spec.actors.map((actor) => rewriteActor(draft, actor));
  const functions = spec.functions.map((declared) => rewriteFunction(draft, declared));
  const knobs = [...spec.knobs, ...mutations.map(hiddenKnob)];
  const designs = spec.designs.map((design) => ({
    ...design,
    values: [...design.values, ...mutations.map(() => true)],
  }));
  return { spec: { ...spec, actors, functions, knobs, designs, statements: draft.nextStatement }, mutations, leftOut };
}

function rewriteActor(draft: Draft, actor: ActorDeclaration): ActorDeclaration {
  if (actor.kind === "event") return { ...actor, body: rewriteBody(draft, actor.body, null) };
  return { ...actor, body: rewriteBody(draft, actor.body, actor.type) };
}

/** Its name is none that a spec could give. */
function hiddenKnob({ knob, span }: Mutation): Knob {
  return { index: knob, name: `kept ${knob}`, type: BOOL, domain: [true, false], initial: true, doc: null, span };
}

function mutationOf(site: Site, knob: number, names: ReadonlyMap<number, string>): Mutation {
  const { kind, statement } = site;
  const named = ({ id, span }: Statement) => ({ name: names.get(id) ?? null, span });
  const whole = { knob, kind, ...named(statement), statements: [statement.span], others: [], weaker: false };
  switch (kind) {
    case "test":
    case "flag":
      return { ...whole, name: null, span: site.expression.span };
    case "pair":
      return { ...whole, others: site.retakes.map(named), weaker: mayBeWeaker(site) };
    case "order":
      return { ...whole, statements: [statement.span, site.second.span], others: [named(site.second)] };
    default:
      return whole;
  }
}

/** Whether EXCL may be wanted where SHARED is held. */
function mayBeWeaker({ retakes }: Extract<Site, { kind: "pair" }>): boolean {
  return retakes.some((one) => {
    const mode = modeOf(one);
    return mode !== null && !(mode.kind === "literal" && mode.value === SHARED);
  });
}

function modeOf(statement: Statement): Expression | null {
  switch (statement.kind) {
    case "lock":
      return statement.mode;
    case "trylock":
      return statement.trylock.mode;
    case "if":
      return statement.condition.kind === "trylock" ? statement.condition.trylock.mode : null;
    default:
      return null;
  }
}
