import type { CheckedSpec } from "../language/checked-spec.ts";
import type { FlowFact } from "../model/flow-facts.ts";
import type { FlowSite } from "../model/flow-sites.ts";
import type { Conflation, ErrorFlow } from "../properties/error-flow.ts";
import type { Run } from "../properties/run.ts";
import { listed } from "./actor-name.ts";
import { placeText } from "./error-lines.ts";
import { causeText, codeText, testText, writtenCode } from "./flow-words.ts";
import { settingsText } from "./knob-text.ts";
import type { Line } from "./line.ts";
import { EMPTY, line, toned } from "./line.ts";
import { limitText } from "./model-text.ts";
import type { Subject } from "./subject.ts";
import { shortName } from "./subject.ts";
import { labelled, paragraph } from "./wrap.ts";

/** What becomes of the error codes of one design, cause by cause; what cannot be told apart; what nothing came to. */
export function errorsLines(run: Run, flow: ErrorFlow, subject: Subject, width: number): Line[] {
  const { spec, limit } = run;
  const body = storyLines(spec, flow, width);
  return [
    ...paragraph(0, `error codes of ${shortName(subject.path)}, ${pointText(run)}`, width),
    ...(limit === null ? [] : paragraph(2, `seen so far: ${limitText(limit)}`, width)),
    EMPTY,
    ...(body.length === 0 ? [line("  none: nothing that is reached raises one"), EMPTY] : body),
    ...conflationLines(spec, flow, width),
    ...notReachedLines(run, flow, width),
  ];
}

function pointText(run: Run): string {
  if (run.design !== null) return `design ${run.design}`;
  const changed = run.spec.knobs.filter(({ index, initial }) => run.knobs[index] !== initial);
  return changed.length === 0 ? "defaults of the knobs" : settingsText(run, changed).join(" ");
}

// ---------------------------------------------------------------------------------------------- stories

const KINDS: readonly FlowFact["kind"][] = ["born", "changed", "tested", "dropped", "returned"];

/** In the order in which causes stand in the text, an empty line after each. */
function storyLines(spec: CheckedSpec, { sites, facts }: ErrorFlow, width: number): Line[] {
  const causes = [...new Set(facts.flatMap((fact) => (fact.kind === "born" ? [fact.cause] : [])))];
  return causes.flatMap((cause) => {
    const own = facts.filter((fact) => fact.cause === cause);
    const rows = KINDS.flatMap((kind) => own.filter((fact) => fact.kind === kind));
    return [
      line("  ", toned("strong", causeText(spec, cause))),
      ...rows.flatMap((fact) => factLines(spec, sites[fact.site], fact, width)),
      EMPTY,
    ];
  });
}

function factLines(spec: CheckedSpec, site: FlowSite | undefined, fact: FlowFact, width: number): Line[] {
  if (site === undefined) return [];
  const [label, text] = factText(spec, site, fact);
  return labelled(`    ${label.padEnd(9)}`, text, width);
}

function factText(spec: CheckedSpec, site: FlowSite, fact: FlowFact): readonly [string, string] {
  const code = codeText(spec, fact.code);
  const place = placeText(spec, site.span);
  switch (fact.kind) {
    case "born":
      return ["born", `${codeIn(spec, site, fact.code)} at ${place} in ${site.owner}`];
    case "changed": {
      const verb = fact.to === fact.code ? "stays" : "becomes";
      return ["changed", `${code} ${verb} ${codeIn(spec, site, fact.to)} at ${place}`];
    }
    case "tested":
      return ["tested", `${code} at ${place}: ${testText(spec, site, fact.outcome)}${outcomeText(fact)}`];
    case "dropped":
      return ["dropped", `${code} at ${place} in ${site.owner}, from ${calleeOf(site)}()`];
    case "returned":
      return ["reaches", `${site.owner} as ${code} at ${place}, from ${calleeOf(site)}()`];
  }
}

function codeIn(spec: CheckedSpec, site: FlowSite, code: number): string {
  return site.kind === "raise" || site.kind === "change" ? writtenCode(spec, code, site.errno) : codeText(spec, code);
}

function outcomeText({ outcome }: Extract<FlowFact, { kind: "tested" }>): string {
  if (outcome === "equal") return ", equal";
  return outcome === "unequal" ? ", not equal" : "";
}

function calleeOf(site: FlowSite): string {
  return site.kind === "drop" || site.kind === "return" ? site.callee : "";
}

// ---------------------------------------------------------------------------------------------- what is told apart

function conflationLines(spec: CheckedSpec, { sites, conflations }: ErrorFlow, width: number): Line[] {
  if (conflations.length === 0) return [line("  No test takes two causes for one.")];
  return conflations.flatMap((one) => {
    const text = conflationText(spec, sites, one);
    return labelled("  ", text, width).map((each) => each.map((segment) => toned("doubtful", segment.text)));
  });
}

function conflationText(
  spec: CheckedSpec,
  sites: readonly FlowSite[],
  { site, code, outcome, causes }: Conflation,
): string {
  const found = sites[site];
  if (found === undefined) return "";
  const names = listed(causes.map((cause) => causeText(spec, cause)));
  const test = testText(spec, found, outcome);
  return `${placeText(spec, found.span)} takes ${codeText(spec, code)} of ${names} alike: ${test}`;
}

// ---------------------------------------------------------------------------------------------- what is not reached

function notReachedLines({ spec, limit }: Run, { notReached }: ErrorFlow, width: number): Line[] {
  if (notReached.length === 0) return [];
  const told = notReached.map((site) => notReachedText(spec, site));
  const rows = [...new Set(told.map(([label]) => label))].flatMap((label) => {
    const texts = told.filter(([other]) => other === label).map(([, text]) => text);
    return labelled(`    ${label.padEnd(9)}`, texts.join(", "), width);
  });
  return [EMPTY, line(limit === null ? "  not reached" : "  not reached so far"), ...rows];
}

function notReachedText(spec: CheckedSpec, site: FlowSite): readonly [string, string] {
  const place = placeText(spec, site.span);
  switch (site.kind) {
    case "raise":
      return ["born", `${causeText(spec, site.errno.cause)} at ${place}`];
    case "change":
      return ["changed", place];
    case "equal":
    case "in":
    case "switch":
      return ["tested", place];
    case "drop":
      return ["dropped", place];
    case "return":
      return ["reaches", `${site.owner} at ${place}`];
  }
}
