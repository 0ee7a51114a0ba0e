// Writes reports/ from specs/: what `untorn` prints, without timings, so that a rerun gives no difference.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const reports = [
  {
    // The three answers that the seed's last paragraphs offer, side by side.
    file: "seed.txt",
    command:
      "compare specs/xfs-atomic-write.untorn --design seed --design both --design private --traces --format mail",
  },
];

mkdirSync(join(root, "reports"), { recursive: true });
for (const { file, command } of reports) {
  const options = { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/untorn.mjs", ...command.split(" ")], options);
  process.stderr.write(stderr);
  if (status === 0) {
    writeFileSync(join(root, "reports", file), stdout);
    console.log(`reports/${file}: ${stdout.split("\n").length - 1} lines`);
  } else {
    console.error(`reports/${file} is not written: 'untorn ${command}' ended with ${status}`);
    process.exitCode = 1;
  }
}
