import { expect, test } from "vitest";
import type { Run } from "../../src/properties/run.ts";
import type { Verdict } from "../../src/properties/verdict.ts";
import { compareMarkdown } from "../../src/report/compare-markdown.ts";
import { untorn } from "../cli/untorn.ts";
import { actors, FILE, property, run, SUBJECT, spanOf, spec, step, trace } from "./drawn.ts";

const DEMO = "specs/retry-demo.untorn";

test("a comparison in Markdown: one table, designs, conditions, traces, and how to get it again", () => {
  const { code, out, err } = untorn(["compare", DEMO, "--traces", "--format", "markdown"]);
  expect([code, err]).toEqual([0, ""]);
  expect(`\n${out.replace(/sha256 [0-9a-f]{12}/, "sha256 ...")}`).toMatchInlineSnapshot(`
    "
    # One writer that falls back to copy-on-write, one mapper that dirties the page

    | \`design\` | \`no_trample\` | \`right_cause\` | \`cow_is_exclusive\` | \`writer_returns\` | \`states\` | \`verdict\` |
    | :-- | :-- | :-- | :-- | :-- | --: | :-- |
    | posted | ok | **FAIL@3** | ok | ok | 28 | **unsafe** |
    | merged | ok | ok | ok | ok | 28 | SAFE |

    \`deadlock\`, \`locks\` and \`ranges\` hold in all of them.

    ## Designs

    - \`posted\`: as posted; no knob is changed
    - \`merged\`: as merged; \`HW_REFUSED=ENOPROTOOPT\`

    ## What the verdicts depend on

    \`\`\`text
      safe  <=>  HW_REFUSED != EAGAIN        (all 2 points searched)

      smallest change to a safe design
        posted  HW_REFUSED=EAGAIN -> ENOPROTOOPT (merged)
    \`\`\`

    ## What becomes of error codes

    \`\`\`text
      error codes
        :56 takes page_dirty and misaligned_extent alike: as -EAGAIN in
          posted
        misaligned_extent reaches writer: as -EAGAIN in posted; as
          -ENOPROTOOPT in merged
    \`\`\`

    ## Traces

    ### right\\_cause (CoW retry for the wrong reason) is violated by posted in 3 steps, retry-demo.untorn:57

    \`\`\`text
         writer                            mapper
         -------------------------------   -----------------------
      1                                    dirty[0]: false -> true
      2  lock iolock SHARED
      3  __iomap_dio_rw(): if (dirty[0])
         ret = -EAGAIN                     <== cause page_dirty
         ^^^^^^ right_cause: CoW retry for the wrong reason

      held at the end   iolock SHARED by writer
      error code        :24  -EAGAIN of CACHE_BUSY born, cause page_dirty,
                             in __iomap_dio_rw()
                        :55  stored in ret, in writer
                        :56  taken: ret == -HW_REFUSED && mode == HW
                        :57  judged by right_cause
      no common lock    dirty[0]: written in step 1 by mapper (:66), and
                        read in step 3 by writer (:23, __iomap_dio_rw())
      shortest          yes: no trace with fewer steps exists
    \`\`\`

    ## What was searched

    retry-demo.untorn (sha256 ...), 1 writer, 1 mapper, PAGES=1; every interleaving of these steps, sequentially consistent. Not modelled: readers, power failure, more than one page. untorn 0.1.0.

    \`\`\`sh
    npx untorn@0.1.0 compare specs/retry-demo.untorn --traces
    \`\`\`
    "
  `);
});

test("points of the knobs stand in the table with their knobs", () => {
  const { out } = untorn(["compare", DEMO, "--vary", "HW_REFUSED,CACHE_BUSY", "--format", "markdown"]);
  expect(out).toContain("| `HW_REFUSED` | `CACHE_BUSY` | `no_trample` | `right_cause` |");
  expect(out).toContain("| EAGAIN | EAGAIN | ok | **FAIL@3** | ok | ok | 28 | **unsafe** |");
  expect(out).toContain("safe  <=>  HW_REFUSED != CACHE_BUSY        (all 4 points searched)");
  expect(out).not.toContain("## Designs");
});

test("no text of a spec means anything to Markdown", () => {
  const wild = spec({
    doc: "a | b *c* <img> `d` [e](f)",
    properties: [property(0, "p")],
    designs: [{ name: "one", doc: "``` | _x_", values: [], span: spanOf(FILE, "line one") }],
  });
  const one: Run = run({ spec: wild, design: "one" });
  const failed = trace(property(0, "p"), actors("a"), [step(0, "```` | begin")]);
  const violated: Verdict = { kind: "violated", steps: 1, shortest: true, counterexample: failed, limit: null };
  const comparison = { expected: [], findings: null, traces: "shown" } as const;
  const text = compareMarkdown({ ...comparison, runs: [{ ...one, verdicts: [violated] }] }, SUBJECT, ["compare", "x"]);
  expect(text).toContain("# a \\| b \\*c\\* \\<img\\> \\`d\\` \\[e\\](f)\n");
  expect(text).toContain("- `one`: \\`\\`\\` \\| \\_x\\_; no knob is changed\n");
  // A block is closed by nothing but its own fence.
  const fence = /(`{5,})text\n[\s\S]*?```` \| begin[\s\S]*?\n\1\n/.exec(text);
  expect(fence).not.toBeNull();
});

test("Markdown is for comparisons of designs and points", () => {
  for (const words of [["--mutate"], ["--grow"], ["--diff", "posted", "merged"]]) {
    const { code, err } = untorn(["compare", DEMO, ...words, "--format", "markdown"]);
    expect([code, err]).toEqual([2, expect.stringContaining("--format markdown is for 'compare' without --diff")]);
  }
});
