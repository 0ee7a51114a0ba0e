/** What is measured, and what must come out before anything is compared. */

export type Constants = Readonly<Record<string, number>>;

/** What the engine was built to reach. Printed beside what was measured; nothing fails when it is missed. */
export type Goal = {
  /** CPU time of pan over that of our exploration, at least. */
  readonly ratio?: number;
  /** Tables and queues at their peak over distinct states, at most. */
  readonly bytesPerState?: number;
};

/** A protocol that exists as `specs/peers/NAME.untorn` and as `bench/peers/promela/NAME.pml`. */
export type PeerCase = {
  readonly name: string;
  readonly constants: Constants;
  /** Of Spin, Rumur and TLC, without reductions. */
  readonly states: number;
  readonly transitions: number;
  readonly goal: Goal;
};

const sizes = (K: number, M: number, P: number, R: number): Constants => ({ K, M, P, R });

export const FULL: readonly PeerCase[] = [
  { name: "peterson", constants: { N: 4 }, states: 1_119_560, transitions: 3_864_896, goal: { ratio: 2.5 } },
  { name: "phil", constants: { N: 10 }, states: 1_860_497, transitions: 15_426_860, goal: {} },
  { name: "german", constants: { N: 4 }, states: 1_105_353, transitions: 5_921_856, goal: { ratio: 2.5 } },
  {
    name: "rwretry",
    constants: sizes(3, 1, 2, 1),
    states: 2_631_962,
    transitions: 11_221_588,
    goal: { ratio: 2.5, bytesPerState: 24 },
  },
];

/** To try the bench itself: start-up and compilation weigh too much here for the figures to mean anything. */
export const QUICK: readonly PeerCase[] = [
  { name: "peterson", constants: { N: 3 }, states: 12_498, transitions: 33_369, goal: {} },
  { name: "phil", constants: { N: 8 }, states: 103_681, transitions: 687_760, goal: {} },
  { name: "german", constants: { N: 3 }, states: 58_077, transitions: 235_764, goal: {} },
  { name: "rwretry", constants: sizes(3, 1, 1, 1), states: 128_185, transitions: 500_653, goal: {} },
];

/** A protocol with a formula, decided under weak fairness of every process. */
export type LivenessCase = {
  readonly peer: PeerCase;
  readonly formula: string;
  /** What makes `bench/peers/promela/NAME.pml` say the same as an `ltl` line. */
  readonly define: string;
  /** CPU time over that of our safety check, at most; and bytes a state, at most. */
  readonly goal: { readonly timesSafety?: number; readonly bytesPerState?: number };
};

const livenessOf = (peers: readonly PeerCase[], goal: LivenessCase["goal"]): LivenessCase[] =>
  peers.flatMap((peer) => {
    return peer.name === "rwretry"
      ? [{ peer, formula: "waiting > 0 leads_to owner != none", define: "LIVE", goal }]
      : [];
  });

export const LIVENESS = livenessOf(FULL, { timesSafety: 2, bytesPerState: 60 });
export const LIVENESS_QUICK = livenessOf(QUICK, {});

export const XFS = "specs/xfs-atomic-write.untorn";
/** The part of it that names the designs. */
export const XFS_DESIGNS = "specs/xfs/designs.untorn";
/** Knobs of it of which all points are searched at once and one by one. */
export const VARIED: readonly (readonly string[])[] = [
  ["CACHE_BUSY", "RETRY_ON", "RETRY_LOCK", "DRAIN"],
  ["HW_REFUSED", "CACHE_BUSY", "RETRY_ON", "RETRY_LOCK", "DRAIN"],
];
export const VARIED_QUICK: readonly (readonly string[])[] = [["CACHE_BUSY", "RETRY_ON"]];
/** Of one search of 32 points or more over as many searches, at most: time, and memory over that of one of them. */
export const DESIGNS_GOAL = { time: 0.25, memory: 3 };

/** Specs of which the time from start to verdict is taken, the smallest first; it has a goal, in seconds, at most. */
export const STARTED = ["bench/smallest.untorn", "specs/retry-demo.untorn"] as const;
export const START_GOAL = 0.2;
export const STARTS = 20;
export const ROUNDS = 5;
export const QUICK_ROUNDS = 2;

/** The names of a spec's designs, as declared. */
export function designsOf(spec: string): string[] {
  return [...spec.matchAll(/^design\s+([A-Za-z_]\w*)/gm)].map(([, name]) => name ?? "");
}

/** `peterson N=4` */
export function caseTitle({ name, constants }: Pick<PeerCase, "name" | "constants">): string {
  return [name, ...settingsOf(constants)].join(" ");
}

export function settingsOf(constants: Constants): string[] {
  return Object.entries(constants).map(([name, value]) => `${name}=${value}`);
}
