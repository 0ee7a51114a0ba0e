import type { Growth } from "./growth.ts";
import { resultOf } from "./json.ts";
import { changeJson, sizeJson } from "./necessity-json.ts";
import type { Subject } from "./subject.ts";

/** The designs as they are as `runs`, and what changes with one more of each actor. */
export function growthJson({ tables, fixed, refused }: Growth, subject: Subject): string {
  const bases = tables.map(({ base }) => base);
  const grown = tables.flatMap(({ base, rows }) =>
    rows.map(({ constant, value, run, changes }) => ({
      design: base.design,
      constant,
      value,
      ...sizeJson(run),
      changes: changes.map(changeJson),
    })),
  );
  const result = { ...resultOf(bases, subject, null), grown, notGrown: { fixed, refused } };
  return `${JSON.stringify(result, null, 2)}\n`;
}
