/**
 * Of a diagnostic: two to four sentences on what is wrong, why the language refuses it and what to do instead; a whole
 * spec that gets it, and that spec put right. No specs where a text of a few lines cannot get the diagnostic.
 */
export type Explanation = {
  readonly text: readonly string[];
  readonly wrong: string | null;
  readonly right: string | null;
};
