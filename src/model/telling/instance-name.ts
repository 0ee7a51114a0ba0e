import type { CheckedSpec } from "../../language/checked-spec.ts";
import { instancesOf } from "../interpreter/state.ts";

/** Of an instance numbered among all: `writer`, or `writer[1]` where there are several. */
export function instanceName(spec: CheckedSpec, number: number): string {
  const found = instancesOf(spec)[number];
  if (found === undefined) throw new Error("untorn defect: no such instance");
  const { process, instance } = found;
  return process.type.count > 1 ? `${process.name}[${instance}]` : process.name;
}
