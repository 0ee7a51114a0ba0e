import { spawn, spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { folderWith, PROGRAM, untorn } from "./untorn.ts";

// Complete outputs, as a reader sees them. `npx vitest run test/cli/outputs.test.ts -u` writes them anew; read the
// difference before you commit it.

const broken = `spec broken "Five properties, all of them broken";
0..2 n;
mutex m;
bool a, b;
task w[2] { n += 1; a = n == 1; assert low (n < 2) "n is too large"; n += 1; lock(m); }
invariant never_a "a stays false": !a;
invariant never_b "b stays false": !b;
daemon d { loop b = !b; }
`;

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "all-well",
    'spec well "A mutex";\nmutex m;\n0..1 inside;\ntask t[2] { lock(m); inside += 1; inside -= 1; unlock(m); }\ninvariant one "at most one is inside": inside <= 1;\n',
    [],
  ],
  [
    "one-violation",
    'spec lost "A lost update";\n0..2 n;\n/// adder_fn()\ntask adder[2] { 0..2 seen = n; n = seen + 1; }\ninvariant counted "both were counted": (forall (adder x) done(x)) => n == 2;\n',
    [],
  ],
  ["five-violations", broken, []],
  [
    "vacuous",
    'spec vacuous "Nothing is put to the test";\nbool x;\nbool y;\ntask t { x = true; if (y) { assert never (x) "not executed"; } }\ninvariant when_y "after y, x": y => x;\n',
    [],
  ],
  [
    "incomplete",
    'spec large "A search that is cut short";\n0..99 n[3];\ntask t[3] { while (n[self] < 99) n[self] += 1; }\ninvariant low "n stays low": n[0] < 90;\n',
    ["--max-states", "500"],
  ],
  [
    "three-errors",
    'spec wrong "Three mistakes";\nerrno EAGAIN;\nbool x;\ntask t {\n\terrno ret = -EAGIAN;\n\tif (ret == EAGAIN)\n\t\tx = 3;\n}\n',
    [],
  ],
  [
    "liveness",
    'spec ends "A loop that ends";\nbool asked, answered;\ntask client { asked = true; wait (answered); }\ntask server { wait (asked); answered = true; }\nliveness returns "the client returns": forall (client c) eventually done(c);\n',
    [],
  ],
];

const text = ({ out, err }: { out: string; err: string }): string =>
  `${out}${err === "" ? "" : `--- standard error\n${err}`}`.replace(/\b\d+\.\d+ s\b/g, "N s");

function inPipe(spec: string, words: readonly string[], width: number): string {
  const folder = folderWith({ "a.untorn": spec });
  return text(
    untorn(["check", "a.untorn", ...words], { folder, environment: { NO_COLOR: "1", COLUMNS: String(width) } }),
  );
}

/** On a terminal of that width, both streams in one. */
function onTerminal(spec: string, words: readonly string[], width: number): string {
  const folder = folderWith({ "a.untorn": spec });
  const command = `stty cols ${width}; '${process.execPath}' '${PROGRAM}' check a.untorn ${words.join(" ")}`;
  const { stdout } = spawnSync("script", ["-qec", command, "/dev/null"], {
    encoding: "utf8",
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, TERM: "xterm" },
  });
  // The progress line, and what takes it away.
  return stdout
    .replaceAll("\r\n", "\n")
    .replaceAll("\u001b[K", "\r")
    .replace(/\r[^\n\r]*(?=\r)/g, "")
    .replaceAll("\r", "")
    .replace(/\b\d+\.\d+ s\b/g, "N s");
}

const noRowWraps = (printed: string, width: number): void => {
  // The head of a diagnostic is one line however long: other programs read it.
  const rows = printed.split("\n").filter((row) => !/^\S+:\d+:\d+: (error|warning): /.test(row));
  expect(rows.filter((row) => row.length > width)).toEqual([]);
};

test.each(CASES.flatMap(([name, spec, words]) => [80, 60].map((width) => [name, width, spec, words] as const)))(
  "%s at %d columns: in a pipe and on a terminal alike, and no row wraps",
  async (name, width, spec, words) => {
    const printed = inPipe(spec, words, width);
    noRowWraps(printed, width);
    await expect(printed).toMatchFileSnapshot(`outputs/${name}-${width}.txt`);
    expect(onTerminal(spec, words, width).split("\n").sort()).toEqual(
      printed.replace("--- standard error\n", "").split("\n").sort(),
    );
  },
  30_000,
);

test.each([80, 60])(
  "an interrupted run at %d columns says what is known",
  async (width) => {
    const spec =
      'spec long "More than can be searched";\n0..99 n[6];\ntask t[6] { while (n[self] < 99) n[self] += 1; }\ninvariant high "n is never 99": n[5] < 200;\n';
    const child = spawn(process.execPath, [PROGRAM, "check", "-", "--max-memory", "1G"], {
      stdio: "pipe",
      env: { ...process.env, NO_COLOR: "1", COLUMNS: String(width) },
    });
    let printed = "";
    child.stdout.on("data", (part) => {
      printed += part;
    });
    child.stdin.end(spec);
    // The thread has long begun by then, even where other programs take most of the time.
    const timer = setTimeout(() => child.kill("SIGINT"), 4000);
    expect(await new Promise((done) => child.on("close", done))).toBe(130);
    clearTimeout(timer);
    noRowWraps(printed, width);
    const counted = printed
      .replace(/\s+[\d,]+ states[^:]*:/, "\n  N states, N transitions, depth N, N s:")
      .replace(/\s+/g, " ");
    await expect(`${counted.trim()}\n`).toMatchFileSnapshot(`outputs/interrupted-${width}.txt`);
  },
  30_000,
);
