// npm run docs: runs the commands that README.md and docs/ show, and writes what they print.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { withOutputs, withoutTimes } from "./printed-blocks.mjs";

const files = ["README.md", ...readdirSync("docs").map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith(".md"),
);
for (const file of files) {
  const before = readFileSync(file, "utf8");
  const after = withOutputs(before);
  if (withoutTimes(after) === withoutTimes(before)) continue;
  writeFileSync(file, after);
  console.log(`written: ${file}`);
}
