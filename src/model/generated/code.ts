/**
 * JavaScript text of an int-valued expression, with bounds known at generation time. A constant has low = high. Bools
 * are 0 and 1; errnos, enums, modes and instances their numbers; optional scalars their raw form, 0 for `none`.
 */
export type Code = {
  readonly js: string;
  readonly low: number;
  readonly high: number;
  /** A JavaScript boolean, where it is not a number yet. */
  readonly boolean: boolean;
  /** May throw, out of range, division by zero, `none`; or notes that it was evaluated. */
  readonly fails: boolean;
};

export function constant(value: number): Code {
  return { js: value < 0 ? `(${value})` : String(value), low: value, high: value, boolean: false, fails: false };
}

export function numeric(js: string, low: number, high: number, fails: boolean): Code {
  return low === high && !fails ? constant(low) : { js, low, high, boolean: false, fails };
}

export function truth(js: string, fails: boolean): Code {
  return { js, low: 0, high: 1, boolean: true, fails };
}

export const TRUE: Code = constant(1);
export const FALSE: Code = constant(0);

/** The value when it is known at generation time. */
export function known(code: Code): number | null {
  return code.low === code.high && !code.fails ? code.low : null;
}

export function asNumber(code: Code): string {
  return code.boolean ? `(${code.js}?1:0)` : code.js;
}

/** Text for a condition. */
export function asCondition(code: Code): string {
  return code.js;
}
