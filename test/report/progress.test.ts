import { expect, test } from "vitest";
import { progressText, type ShownProgress } from "../../src/report/progress.ts";

const progress: ShownProgress = {
  stage: "search",
  states: 184_993,
  transitions: 500_000,
  depth: 8,
  frontier: 102_049,
  rate: 431_234,
  bytes: 85e6,
};

test("a line of progress goes without the label where it has no room, and then without its end", () => {
  expect(progressText("retry_demo", progress, 80)).toBe(
    "retry_demo: 184,993 states, depth 8, frontier 102,049, 431,234/s, 81 MB",
  );
  expect(progressText("retry_demo", progress, 60)).toBe("184,993 states, depth 8, frontier 102,049, 431,234/s, 81 MB");
  expect(progressText("retry_demo", progress, 40)).toBe("184,993 states, depth 8, frontier 10...");
});
