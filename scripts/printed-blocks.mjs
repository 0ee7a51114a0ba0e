// Blocks in Markdown that show a command and what it prints.
import { spawnSync } from "node:child_process";

const BLOCK = /^```\n\$ (.*)\n([\s\S]*?)^```$/gm;

/** The file with every such block made anew; commands run at the top of the repository, on a page of 80 columns. */
export function withOutputs(markdown) {
  return markdown.replace(BLOCK, (_, command) => `\`\`\`\n$ ${command}\n${printed(command)}\`\`\``);
}

function printed(command) {
  const { FORCE_COLOR: _forced, ...inherited } = process.env;
  const env = { ...inherited, COLUMNS: "80", NO_COLOR: "1" };
  const { stdout, stderr } = spawnSync("bash", ["-c", command], { encoding: "utf8", env });
  return stdout + stderr;
}

/** Without what differs from run to run. */
export function withoutTimes(text) {
  return text.replace(/\b\d+\.\d+ s\b/g, "N s");
}
