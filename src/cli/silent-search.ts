import type { Limit } from "../explorer/state-graph.ts";

/** Words of the memory that the main thread shares with that of a search. */
export const STOP = 0;
/** How often the search has asked whether to stop. */
export const ASKED = 1;

const PATIENCE_MILLISECONDS = 5000;
const POLL_MILLISECONDS = 100;

/**
 * A search asks again and again whether to stop, but not inside of one step: a spec that came by mail may have one that goes
 * through more values than anybody can wait for. Fulfilled when a limit was met and the search has not asked for so long
 * that it has to be left alone.
 */
export function silentBeyond(limit: { readonly seconds: number | null }, flags: Int32Array, over: AbortSignal) {
  const start = performance.now();
  let heard = { asked: Atomics.load(flags, ASKED), at: start };
  return new Promise<Limit>((silent) => {
    const timer = setInterval(() => {
      const now = performance.now();
      const asked = Atomics.load(flags, ASKED);
      if (asked !== heard.asked) heard = { asked, at: now };
      if (now - heard.at < PATIENCE_MILLISECONDS) return;
      if (Atomics.load(flags, STOP) !== 0) silent("interrupted");
      if (limit.seconds !== null && now - start > limit.seconds * 1000) silent("time");
    }, POLL_MILLISECONDS);
    over.addEventListener("abort", () => clearInterval(timer));
  });
}
