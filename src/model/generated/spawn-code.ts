import { leavesOf } from "../lowering/flatten.ts";
import type { Operation, Register } from "../lowering/flow-graph.ts";
import type { InstanceLayout } from "../lowering/state-layout.ts";
import { arrival } from "./arrival-code.ts";
import type { Path } from "./body-context.ts";
import { using } from "./body-context.ts";
import { asCondition, constant, known, truth } from "./code.ts";
import type { Copied } from "./element-loops.ts";
import { copied, WRITTEN_OUT } from "./element-loops.ts";
import type { Environment, Work } from "./environment.ts";
import { numbersOf } from "./environment.ts";
import type { Place } from "./place-code.ts";
import { stable } from "./stable-value.ts";
import { writtenLeaves } from "./store-code.ts";
import { readRaw } from "./word-space.ts";

type Argument = { readonly register: Register; readonly text: string; readonly copy: Copied };

/** The first idle instance gets the values, which are all read before, and stands before its first statement. */
export function spawnText(
  environment: Environment,
  { work: name, args }: Extract<Operation, { kind: "spawn" }>,
  path: Path,
): string {
  const work = environment.target.works.get(name);
  if (work === undefined) throw new Error("untorn defect: no such work");
  // Each instance has writes of its own.
  const most = Math.max(1, Math.floor(WRITTEN_OUT / Math.max(1, work.instances.length)));
  const values = args.flatMap((argument, position): Argument[] => {
    const register = work.parameters[position];
    if (register === undefined) return [];
    const value = using(path, stable(environment, environment.compile(argument, environment)));
    const copy = copied(environment, value.value, leavesOf(register.type, numbersOf(environment)), most);
    return [{ register, text: value.setup.map((one) => `${one};`).join("") + copy.text, copy }];
  });
  using(path, { fails: true });
  const starts = work.instances.map((instance) => {
    const control = readRaw(environment.target.spaces, instance.control, constant(0));
    const idle = known(control) === null ? truth(`(${control.js}===${work.idle})`, false) : constant(1);
    return `if(${asCondition(idle)}){${startText(environment, work, instance, values, most)}}else `;
  });
  return `${values.map(({ text }) => text).join("")}${starts.join("")}bad();`;
}

/** An empty body is at its end at once. */
function startText(
  environment: Environment,
  { idle, start, kept }: Work,
  instance: InstanceLayout,
  values: readonly Argument[],
  most: number,
): string {
  if (start === idle) return "";
  const writes = values.map(({ register, copy }) => {
    if (!kept.includes(register)) return "";
    const place: Place = {
      spaces: environment.target.spaces,
      fields: instance.registers[register.index] ?? [],
      indices: [],
      setup: [],
      fails: false,
    };
    return writtenLeaves(environment, place, leavesOf(register.type, numbersOf(environment)), copy, most);
  });
  return arrival(environment.target.state, instance, kept, start) + writes.join("");
}
