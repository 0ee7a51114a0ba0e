import type { Expression } from "../../language/checked-spec.ts";
import type { FlowSites } from "../flow-sites.ts";
import type { Value } from "../value.ts";

/** Collects the facts of error codes that are come across, by number. */
export type FlowNotes = { readonly sites: FlowSites; readonly seen: Set<number> };

/** A comparison of these values, the left side first, or a value `in` others. */
export function noteTest(flow: FlowNotes | null, test: Expression, values: readonly Value[], result: boolean): void {
  const site = flow?.sites.byExpression.get(test);
  if (flow === null || site === undefined) return;
  const tested = site.kind === "equal" ? [site.left, site.right] : [true];
  const first = site.first + (result ? flow.sites.values : 0);
  for (const [index, value] of values.entries()) if (tested[index] === true) noteError(flow, first, value);
}

/** `-CODE`, or `-CODE from` an error. */
export function noteErrno(flow: FlowNotes | null, errno: Expression, from: Value): void {
  const site = flow?.sites.byExpression.get(errno);
  if (flow !== null && site !== undefined) flow.seen.add(site.first + Number(from));
}

/** The case that a `switch` takes; null: none. */
export function noteCase(flow: FlowNotes | null, statement: number, value: Value, taken: number | null): void {
  const site = flow?.sites.byStatement.get(statement);
  if (flow === null || site?.kind !== "switch") return;
  noteError(flow, site.first + flow.sites.values * (taken ?? site.cases.length), value);
}

/** What a call returns, where that is dropped or the caller's. */
export function noteReturned(flow: FlowNotes | null, call: number, value: Value): void {
  const site = flow?.sites.byStatement.get(call);
  if (flow !== null && site !== undefined) noteError(flow, site.first, value);
}

function noteError(flow: FlowNotes, first: number, value: Value): void {
  if (value !== null && value !== 0) flow.seen.add(first + Number(value));
}
