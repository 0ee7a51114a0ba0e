import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Run } from "../properties/run.ts";
import type { Line } from "./line.ts";
import { MAIL } from "./line.ts";
import type { Subject } from "./subject.ts";
import { shortName } from "./subject.ts";
import { commandLines, paragraph, plural } from "./wrap.ts";

/** More of them than this say together that they are 0. */
const MOST_ZEROS = 3;

/** `PAGES=1, N=2`, or `PAGES=1, all other constants 0`; empty for a spec without constants. */
function constantsText({ constants }: CheckedSpec): string {
  const others = constants.filter(({ value }) => value !== 0);
  const told = constants.length - others.length > MOST_ZEROS ? others : constants;
  const texts = told.map(({ name, value }) => `${name}=${value}`);
  const rest = told.length === 0 ? "all constants 0" : "all other constants 0";
  return [...texts, ...(told.length < constants.length ? [rest] : [])].join(", ");
}

/** `1 writer, 2 mappers`: how many run of each task and daemon. */
export function instancesText(spec: CheckedSpec): string {
  const processes = spec.actors.flatMap((actor) => (actor.kind === "event" ? [] : [actor]));
  const running = processes.filter(({ type }) => type.count > 0);
  return running.map(({ name, type }) => `${type.count} ${name}`).join(", ");
}

/** Why a search ended early, as the end of a sentence. */
export function limitText(limit: NonNullable<Run["limit"]> | "unsupported"): string {
  switch (limit) {
    case "states":
      return "the limit on states, --max-states, ended the search";
    case "depth":
      return "the limit on depth, --max-depth, ended the search";
    case "time":
      return "the time limit, --timeout, ended the search";
    case "memory":
      return "memory ran out";
    case "interrupted":
      return "the search was interrupted";
    case "unsupported":
      return "its formula is too large";
  }
}

/** What the verdicts are worth: how far the searches went, within which bounds, and what is left out. */
export function coverageText(spec: CheckedSpec, limit: Run["limit"]): string {
  const constants = constantsText(spec);
  const within = constants === "" ? "" : `, within ${constants}`;
  const hidden = spec.hides === null ? "" : `; hidden: ${spec.hides}`;
  return `${exploredText(limit)}, sequentially consistent${within}${hidden}`;
}

/** The closing lines of a mail: what was modelled, how far it was searched, what was left out, and how to get it again. */
export function modelLines(
  spec: CheckedSpec,
  limit: Run["limit"],
  subject: Subject,
  pieces: readonly string[],
): Line[] {
  return [
    ...paragraph(2, `Model: ${modelText(spec, limit, subject)}`, MAIL.width),
    ...commandLines("  Reproduce: ", againPieces(subject, pieces), MAIL.width),
  ];
}

/** Which spec, with how many of what, how far it was searched, what was left out, and by which untorn. */
export function modelText(spec: CheckedSpec, limit: Run["limit"], { version, path, sha256 }: Subject): string {
  const sum = `${shortName(path)} (sha256 ${sha256.slice(0, 12)})`;
  const bounds = [sum, instancesText(spec), constantsText(spec)].filter((part) => part !== "").join(", ");
  const hidden = spec.hides === null ? "" : ` Not modelled: ${spec.hides}.`;
  return `${bounds}; ${exploredText(limit)}, sequentially consistent.${hidden} untorn ${version}.`;
}

/** For whoever has no untorn. */
export function againPieces({ version }: Subject, pieces: readonly string[]): string[] {
  return ["npx", `untorn@${version}`, ...pieces];
}

function exploredText(limit: Run["limit"]): string {
  return limit === null ? "every interleaving of these steps" : `NOT every interleaving (${limitText(limit)})`;
}

/** Of several searches, the limit that ended one of them. */
export function limitOf(runs: readonly Run[]): Run["limit"] {
  return runs.find(({ limit }) => limit !== null)?.limit ?? null;
}

/** `36 states, 67 transitions, depth 9`. */
export function sizeText(run: Run): string {
  return `${plural(run.states, "state")}, ${plural(run.transitions, "transition")}, depth ${run.depth}`;
}

export function secondsText(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}
