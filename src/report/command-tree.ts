/** The commands and their options as data: what completions and the man page are made of. */
export type CommandTree = {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly commands: readonly CommandEntry[];
};

export type CommandEntry = {
  readonly name: string;
  readonly description: string;
  readonly args: readonly ArgumentEntry[];
  readonly options: readonly OptionEntry[];
};

export type ArgumentEntry = {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly variadic: boolean;
  readonly choices: readonly string[];
};

export type OptionEntry = {
  readonly short: string | null;
  readonly long: string | null;
  /** `<n>` or `[n]` as help shows it; null for a flag. */
  readonly value: string | null;
  readonly description: string;
  readonly choices: readonly string[];
};

export function spellings({ short, long }: OptionEntry): string[] {
  return [short, long].filter((spelling) => spelling !== null);
}
