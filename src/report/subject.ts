import type { ConstantSettings } from "../check.ts";
import type { Run } from "../properties/run.ts";
import { changedKnobs, settingsText } from "./knob-text.ts";

/** What a report says of the tool and of the files, which no run knows. */
export type Subject = {
  readonly version: string;
  /** As given on the command line. */
  readonly path: string;
  readonly sha256: string;
  /** The spec and its parts, in the order of `CheckedSpec.files`. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** Constants set on the command line. */
  readonly constants: ConstantSettings;
  /** The folder that parts must lie below, where it is not the spec's own. */
  readonly root: string | null;
};

/** The last part of the path: what stands in headers and places. */
export function shortName(path: string): string {
  return path === "-" ? "<stdin>" : path.slice(path.lastIndexOf("/") + 1);
}

/** The options that the spec was read with, as they must be written again. */
export function settingPieces({ constants, root }: Subject): string[] {
  const set = [...constants].map(([name, value]) => `--set ${name}=${value}`);
  return root === null ? set : [...set, `--root ${shellWord(root)}`];
}

/** What follows `untorn` to get this run again, `check FILE --design D`, in pieces that belong on one line. */
export function reproducePieces(subject: Subject, command: string, run: Run): string[] {
  const point =
    run.design === null
      ? settingsText(run, changedKnobs(run)).map((setting) => `-D ${setting}`)
      : [`--design ${run.design}`];
  return [command, shellWord(subject.path), ...point, ...settingPieces(subject)];
}

/** What follows `untorn` to look at these designs again. */
export function designPieces(
  subject: Subject,
  [command, ...flags]: readonly [string, ...string[]],
  chosen: Chosen,
): string[] {
  const { design = [], D = [] } = chosen;
  return [
    command,
    shellWord(subject.path),
    ...design.map((name) => `--design ${name}`),
    ...D.map(({ name, value }) => `-D ${name}=${value}`),
    ...flags,
    ...settingPieces(subject),
  ];
}

/** Designs and settings of knobs, as given on the command line. */
type Chosen = {
  readonly design?: readonly string[];
  readonly D?: readonly { readonly name: string; readonly value: string }[];
};

/** Quoted where a shell would read more into it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
