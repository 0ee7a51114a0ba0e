import type { Target } from "./environment.ts";
import type { Variant } from "./settings.ts";
import { variantsOf } from "./settings.ts";

/**
 * Code for several designs at once. `DA` holds the designs for which a state is expanded, `DS` those that the code running
 * speaks for: a function that asks for a knob is there once for each of its values, and each is called for its part of `DA`.
 */

/** A function in as many forms as the settings of the knobs ask for; none of them where there is nothing to do. */
export type Varied = {
  readonly text: string;
  readonly forms: readonly { readonly name: string; readonly designs: readonly number[] }[];
};

/** `write` gives the functions of this name, or null for none; `$` ends the name, so that it can be told from others. */
export function varied(target: Target, base: string, write: (target: Target, name: string) => string | null): Varied {
  if (target.designWords === 0) {
    const text = write(target, base);
    return text === null ? NOTHING : { text, forms: [{ name: base, designs: [0] }] };
  }
  const name = `${base}$`;
  const variants = merged(variantsOf(target.settings, (knobValue) => write({ ...target, knobValue }, name)));
  const texts = variants.flatMap(({ made, settings }) => (made === null ? [] : [{ made, settings }]));
  return {
    text: texts.map(({ made }, number) => made.replaceAll(name, `${base}v${number}$`)).join(""),
    forms: texts.map(({ settings }, number) => ({ name: `${base}v${number}$`, designs: settings })),
  };
}

const NOTHING: Varied = { text: "", forms: [] };

/** Variants with the same text are one. */
function merged(variants: readonly Variant<string | null>[]): Variant<string | null>[] {
  const byText = new Map<string | null, number[]>();
  for (const { made, settings } of variants) byText.set(made, [...(byText.get(made) ?? []), ...settings]);
  return [...byText].map(([made, settings]) => ({ made, settings }));
}

/** Calls each form for its designs; `after` is done for those. */
export function callOf(target: Target, { forms }: Varied, after = ""): string {
  if (target.designWords === 0) return forms.map(({ name }) => `${name}(b);${after}`).join("");
  return forms.map(({ name, designs }) => speaking(target, designs, `${name}(b);${after}`)).join("");
}

/** Calls each form, which may have outcomes; `after` is done for the designs that had some. */
export function callWithOutcomes(target: Target, { forms }: Varied, after = ""): string {
  if (target.designWords === 0) return forms.map(({ name }) => `${name}(b);`).join("");
  const noted = `if(O!==0){${joinedInto(target, "DO")}${after}}`;
  return forms.map(({ name, designs }) => speaking(target, designs, `O=0;${name}(b);${noted}`)).join("");
}

/** Text for those of the designs that are active. */
function speaking(target: Target, designs: readonly number[], text: string): string {
  const { designWords, settings } = target;
  const words = eachWord(designWords);
  if (designs.length === settings.length) return `${words.map((word) => `DS[${word}]=DA[${word}];`).join("")}${text}`;
  const masks = maskOf(designs, designWords);
  const [only] = masks;
  if (masks.length === 1) return `if((DS[0]=DA[0]&${only})!==0){${text}}`;
  const cut = words.map((word) => `DS[${word}]=DA[${word}]&${masks[word]};`).join("");
  return `${cut}if((${words.map((word) => `DS[${word}]`).join("|")})!==0){${text}}`;
}

/** Adds the designs in `DS` to the set at an index of an array. */
export function joinedInto({ designWords }: Target, array: string, index = 0): string {
  return eachWord(designWords)
    .map((word) => `${array}[${index * designWords + word}]|=DS[${word}];`)
    .join("");
}

/** Text for the active designs that are not in a set. */
export function withoutThose({ designWords }: Target, array: string, text: string): string {
  const words = eachWord(designWords);
  const cut = words.map((word) => `DS[${word}]=DA[${word}]&~${array}[${word}];`).join("");
  return `${cut}if((${words.map((word) => `DS[${word}]`).join("|")})!==0){${text}}`;
}

/** A set of designs as words. */
export function maskOf(designs: readonly number[], words: number): Int32Array {
  const mask = new Int32Array(words);
  for (const design of designs) mask[design >> 5] = (mask[design >> 5] ?? 0) | (1 << (design & 31));
  return mask;
}

export function eachWord(words: number): number[] {
  return Array.from({ length: words }, (_, word) => word);
}
