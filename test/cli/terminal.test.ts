import { expect, test } from "vitest";
import { parseDuration } from "../../src/cli/options.ts";
import { colorLevel, pageWidth } from "../../src/cli/terminal.ts";

const terminal = { isTTY: true, columns: 123 };
const pipe = { isTTY: false, columns: 0 };

test("colour is decided by --color, then FORCE_COLOR, NO_COLOR, TERM=dumb, and the terminal", () => {
  expect(colorLevel("never", { FORCE_COLOR: "1" }, terminal)).toBe(0);
  expect(colorLevel("always", { NO_COLOR: "1" }, pipe)).toBe(1);
  expect(colorLevel("auto", { FORCE_COLOR: "1", NO_COLOR: "1" }, pipe)).toBe(1);
  expect(colorLevel("auto", { FORCE_COLOR: "0" }, terminal)).toBe(0);
  expect(colorLevel("auto", { NO_COLOR: "1" }, terminal)).toBe(0);
  expect(colorLevel("auto", { NO_COLOR: "" }, terminal)).toBe(1);
  expect(colorLevel("auto", { TERM: "dumb" }, terminal)).toBe(0);
  expect(colorLevel("auto", { TERM: "xterm" }, terminal)).toBe(1);
  expect(colorLevel("auto", {}, pipe)).toBe(0);
});

test("width is that of the terminal, else COLUMNS, else 80, and never absurd", () => {
  expect(pageWidth({ COLUMNS: "60" }, terminal)).toBe(123);
  expect(pageWidth({ COLUMNS: "60" }, pipe)).toBe(60);
  expect(pageWidth({}, pipe)).toBe(80);
  expect(pageWidth({ COLUMNS: "wide" }, pipe)).toBe(80);
  expect(pageWidth({ COLUMNS: "-5" }, pipe)).toBe(80);
  expect(pageWidth({ COLUMNS: "3" }, pipe)).toBe(40);
});

test("a duration has a unit, seconds if none", () => {
  expect(["60s", "500ms", "5m", "1h", "2", "1.5s"].map(parseDuration)).toEqual([60, 0.5, 300, 3600, 2, 1.5]);
});
