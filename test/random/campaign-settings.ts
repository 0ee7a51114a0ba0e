import type { Engine } from "./engines.ts";

/** What is the same for every spec of a campaign: plain data, since it goes to other threads. */
export type CampaignSettings = {
  readonly seed: number;
  readonly engines: readonly Engine[];
  readonly mostStates: number;
  /** So many failing specs end the campaign. */
  readonly mostFailures: number;
  /** For making one failing spec smaller. */
  readonly shrinkSeconds: number;
};
