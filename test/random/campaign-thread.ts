import { parentPort, workerData } from "node:worker_threads";
import type { CampaignSettings } from "./campaign-settings.ts";
import type { Portion } from "./portion.ts";
import { examinePortion } from "./portion.ts";

/** A thread of a campaign: it is sent portions, and answers what became of each. */

// Each thread for itself: without, the stack of an error would name lines of the bundle.
process.setSourceMapsEnabled(true);

const settings: CampaignSettings = workerData;

parentPort?.on("message", (portion: Portion) => {
  parentPort?.postMessage(examinePortion(settings, portion, () => performance.now()));
});
