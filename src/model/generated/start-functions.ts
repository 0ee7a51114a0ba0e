import type { LoweredSpec } from "../lowering/lower-spec.ts";
import { environmentAt, successor } from "./body-context.ts";
import type { Varied } from "./design-code.ts";
import { varied } from "./design-code.ts";
import type { Target } from "./environment.ts";
import type { Places } from "./process-functions.ts";
import { prologueFunctions } from "./process-functions.ts";
import type { Form, StepText } from "./step-functions.ts";
import { functionText, ownContext, START_PATH, stepText } from "./step-functions.ts";
import { storeVariable } from "./store-code.ts";
import type { Space } from "./word-space.ts";
import { initialBits, settingBits, wordAt } from "./word-space.ts";

/**
 * Functions that make the initial states: one makes the states after `init` from nothing, one per instance runs its first
 * statements. All of them once for each way in which designs begin.
 */
export type StartFunctions = {
  readonly text: string;
  /** Text of the list of them. */
  readonly list: string;
  /** By entry of the list: which designs begin so. */
  readonly designs: readonly (readonly number[])[];
};

export function startFunctions(target: Target, lowered: LoweredSpec, places: Places, reduce: boolean): StartFunctions {
  const { layout } = target;
  const begun = layout.processes.filter(({ process }) => process.kind !== "work");
  const starts: Varied = varied(target, "initialize", (own, name) => {
    const prologues = begun.map((process) => prologueFunctions(own, process, lowered, places, reduce, `${name}p`));
    return initialFunction(own, lowered, places, name) + prologues.join("");
  });
  const list = starts.forms.map(({ name }) => {
    const prologues = begun.flatMap(({ instances }) => instances.map(({ number }) => `${name}p${number}`));
    return `{initialize:${name},prologues:[${prologues.join(",")}]}`;
  });
  return { text: starts.text, list: `[${list.join(",")}]`, designs: starts.forms.map(({ designs }) => designs) };
}

function initialFunction(target: Target, lowered: LoweredSpec, places: Places, name: string): string {
  const { context, text, helpers } = initText(target, lowered, places, name);
  const { layout, spec } = target;
  const { state } = context.target;
  const outermost = layout.processes.flatMap(({ graph, instances }) =>
    instances.flatMap(({ registers }) =>
      graph.registers.flatMap((one) => (one.outermost === null ? [] : (registers[one.index] ?? []))),
    ),
  );
  const initial = [...initialBits([...layout.variables.flat(), ...outermost])].filter(([, { bits }]) => bits !== 0);
  const defaults = settingBits(state, new Map(initial));
  const occupied = state.words === 0 ? "" : `${wordAt(state, 0)}|=1;`;
  const environment = { ...environmentAt(context, NO_FRAME), locals: { kind: "none" } as const };
  const values = spec.variables.flatMap((variable) => {
    const { initial: value, storage } = variable;
    const noting = storage === "ghost" ? { ...environment, flow: null } : environment;
    return value === null ? [] : [storeVariable(noting, variable, value, START_PATH)];
  });
  const body = `${defaults}${occupied}try{${values.join("")}${text}}catch(e){if(e!==BAD)throw e;O++;breach(${places.ranges},1);if(TR)label(-1,[],[${places.ranges}],false);}`;
  return helpers + functionText(name, context, clearState(state) + body);
}

const NO_FRAME = { index: 0, caller: null, registers: [] };

function clearState(state: Space): string {
  if (!state.asLocals) return "W.fill(0);";
  return Array.from({ length: state.words }, (_, word) => `${wordAt(state, word)}=0;`).join("");
}

function initText(target: Target, lowered: LoweredSpec, places: Places, name: string): StepText {
  if (lowered.init !== null) {
    const { init } = lowered;
    const make = (form: Form) => ownContext(target, form, init, "init", -1, places.ranges);
    return stepText(name, make, init.entry, START_PATH);
  }
  const empty = { instructions: [], entry: 0, registers: [], frames: [NO_FRAME] };
  const context = ownContext(target, "variables", empty, "init", -1, places.ranges);
  return { context, text: successor(context, START_PATH), helpers: "" };
}
