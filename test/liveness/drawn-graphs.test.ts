import { describe, expect, test } from "vitest";
import { decided } from "./drawn-lasso.ts";

/**
 * Each row: what it shows, the graph, the formula, the fairness, and what comes of it, worked out by hand. The loop of a
 * counterexample stands in brackets, begun with the state that it comes back to.
 */
type Row = readonly [rule: string, graph: string, formula: string, fairness: string, verdict: string];

const eventuallys: readonly Row[] = [
  ["it comes on the only way", "s: p t; t a: p t", "eventually a", "", "holds"],
  ["it is true at once", "s a: p s", "eventually a", "", "holds"],
  ["one of two ways never comes to it", "s: p t, p u; t a: p t; u: p u", "eventually a", "", "s (u)"],
  ["both ways to a join lead to it", "s: p t, q u; t: p v; u: p v; v a: p v", "eventually a", "", "holds"],
  ["a cycle in front of it can be gone round for ever", "s: p t, q u; t: p s; u a: q u", "eventually a", "", "(s t)"],
  ["a join that was seen already is no cycle", "s: p t, p v; t: p v; v: p w; w a: p w", "eventually a", "", "holds"],
  ["a cycle behind it is harmless", "s: p t; t a: p u; u: p v; v: p u", "eventually a", "", "holds"],
  ["nothing but initial state, and it stays there", "s", "eventually a", "", "(s)"],
  ["the run ends in front of it", "s: p t; t: p u; u", "eventually a", "", "s t (u)"],
];

const nexts: readonly Row[] = [
  ["next is the state after the first step", "s: p t; t a: p t", "next a", "", "holds"],
  ["not the first state", "s a: p t; t: p t", "next a", "", "s (t)"],
  ["nor the one after", "s: p t; t: p u; u a: p u", "next a", "", "s t (u)"],
  ["twice is two steps", "s: p t; t: p u; u a: p u", "next next a", "", "holds"],
  ["a state without steps is its own next one", "s a", "next a", "", "holds"],
  ["and stays so for ever", "s: p t; t a", "next always a", "", "holds"],
  ["each step changes it", "s a: p t; t: p s", "always (a => next !a)", "", "holds"],
  ["one step does not", "s a: p t, q s; t: p s", "always (a => next !a)", "", "(s)"],
];

const untils: readonly Row[] = [
  ["it holds up to the other", "s a: p t; t a: p u; u b: p u", "a until b", "", "holds"],
  ["there may be none before", "s b: p s", "a until b", "", "holds"],
  ["it may not lapse before", "s a: p t; t: p u; u b: p u", "a until b", "", "s t (u)"],
  ["the other must come", "s a: p s", "a until b", "", "(s)"],
  ["leads to: each time anew", "s a: p t; t b: p u; u a: p u", "a leads_to b", "", "s t (u)"],
  ["leads to: at once is soon enough", "s ab: p s", "a leads_to b", "", "holds"],
  ["leads to: without a trigger", "s: p t; t: p s", "a leads_to b", "", "holds"],
];

const ends: readonly Row[] = [
  ["a deadlock is for ever", "s a: p t; t", "always eventually a", "", "s (t)"],
  ["a deadlock in a good state is for ever good", "s: p t; t a", "always eventually a", "", "holds"],
  ["even eventually always", "s: p t; t a", "eventually always a", "", "holds"],
  ["who can step does not stop", "s: p t; t a", "eventually a", "", "holds"],
  ["where all is over, everybody is treated fairly", "s: p t; t", "eventually a", "strong p, weak q", "s (t)"],
];

const infinitely: readonly Row[] = [
  ["again and again is not for good", "s a: p t; t: p s", "always eventually a", "", "holds"],
  ["for good is more", "s a: p t; t: p s", "eventually always a", "", "(s t)"],
  ["for good implies again and again", "s: p t; t a: p t", "eventually always a => always eventually a", "", "holds"],
  ["not the other way round", "s a: p t; t: p s", "always eventually a => eventually always a", "", "(s t)"],
  ["two at once are met by turns", "s a: p t; t b: p s", "always eventually a && always eventually b", "", "holds"],
  ["never together", "s a: p t; t b: p s", "eventually (a && b)", "", "(s t)"],
];

const weak: readonly Row[] = [
  ["who can step all the time does", "s: p s, q t; t a: q t", "eventually a", "weak q", "holds"],
  ["not without fairness", "s: p s, q t; t a: q t", "eventually a", "", "(s)"],
  ["nor by another one's", "s: p s, q t; t a: q t", "eventually a", "weak p", "(s)"],
  ["a step back to the same state is a step", "s: q s, q t; t a: q t", "eventually a", "weak q", "(s)"],
  ["who can step now and then need not", "s: p u, q t; u: p s; t a: q t", "eventually a", "weak q", "(s u)"],
  [
    "the ways on may differ from state to state",
    "s: p u, q t; u: p s, q t; t a: p t",
    "eventually a",
    "weak q",
    "holds",
  ],
  ["two are served by turns", "s: p t, q u; t: p s, q u; u a: q u, p u", "eventually a", "weak p, weak q", "holds"],
];

const strong: readonly Row[] = [
  ["strong where weak is not enough", "s: p u, q t; u: p s; t a: q t", "eventually a", "strong q", "holds"],
  ["not of the other one", "s: p u, q t; u: p s; t a: q t", "eventually a", "strong p", "(s u)"],
  ["nothing is owed to whom it is never possible", "s: p s; t a: q t", "eventually a", "strong q", "(s)"],
  ["it can be kept away once for all", "s: p u, q t; u: p u; t a: q t", "eventually a", "strong q", "s (u)"],
  [
    "a part of a component that keeps away",
    "s: p u, q t; u: r v, p s; v: r u; t a: q t",
    "eventually a",
    "strong q",
    "s (u v)",
  ],
  ["acquiring is strong", "s: p u, Q t; u: p s; t a: q t", "eventually a", "weak q, locks q", "holds"],
  ["other steps of the same one are not", "s: p u, q t; u: p s; t a: q t", "eventually a", "weak q, locks q", "(s u)"],
];

const together: readonly Row[] = [
  [
    "two conditions that only one component meets together",
    "s: p t, p u; t: p t; u: p v, q u; v: p u",
    "eventually a",
    "weak p, strong q",
    "s (t)",
  ],
  [
    "either condition is met somewhere, both nowhere",
    "s: p t, q u; t: p t, q w; u: q u, p w; w a: p w, q w",
    "eventually a",
    "weak p, weak q",
    "holds",
  ],
  [
    "the loop goes where each condition is met",
    "s: p t, r s; t: q u, r t; u: r s, r u",
    "eventually a",
    "weak p, weak q, weak r",
    "(s t u)",
  ],
  ["fair and accepted at once", "s a: p t, q s; t: p s", "eventually always a", "weak p", "(s t)"],
];

describe.each([
  ["eventually", eventuallys],
  ["next", nexts],
  ["until and leads_to", untils],
  ["ends of runs", ends],
  ["again and again", infinitely],
  ["weak fairness", weak],
  ["strong fairness", strong],
  ["several conditions", together],
])("%s", (_name, rows) => {
  test.each([...rows])("%s", (_rule, graph, formula, fairness, verdict) => {
    expect(decided(graph, formula, fairness)).toBe(verdict);
  });
});
