import type { CheckedSpec } from "../language/checked-spec.ts";
import type { Actor } from "./transition-system.ts";

/** Tasks, daemons, works and events in order of declaration, instances in order of number. */
export function actorsOf(spec: CheckedSpec): readonly Actor[] {
  const actors: Actor[] = [];
  for (const { kind, name, ...rest } of spec.actors) {
    const instances = "type" in rest ? rest.type.count : 1;
    for (let instance = 0; instance < instances; instance += 1) {
      actors.push({ index: actors.length, kind, name, instance: kind === "event" ? null : instance });
    }
  }
  return actors;
}
