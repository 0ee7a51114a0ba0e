/**
 * A spec as a tree of text: what is printed, and what shrinking may do to it. Nothing here knows the language: whether
 * a smaller tree is still a spec, the type checker says.
 */
export type Part = {
  readonly pieces: readonly (string | Part)[];
  /** Parts of one sort may stand for each other: shrinking puts one inside in the place of the whole. */
  readonly sort: string;
  /** Whether shrinking may leave it out. */
  readonly optional: boolean;
  /** Texts that shrinking may put in its place. */
  readonly simpler: readonly string[];
};

type Hole = string | number | Part | readonly Part[];

/** A template of text and parts: `part\`if (${condition}) ${body}\``. */
export function part(strings: TemplateStringsArray, ...holes: readonly Hole[]): Part {
  const pieces = strings.flatMap((text, index): readonly (string | Part)[] => {
    const hole = holes[index];
    if (hole === undefined) return [text];
    if (typeof hole === "string" || typeof hole === "number") return [text, String(hole)];
    return "pieces" in hole ? [text, hole] : [text, ...hole];
  });
  return { pieces: pieces.filter((piece) => piece !== ""), sort: "", optional: false, simpler: [] };
}

export function joined(parts: readonly Part[], separator: string): Part {
  const pieces = parts.flatMap((one, index) => (index === 0 ? [one] : [separator, one]));
  return { pieces, sort: "", optional: false, simpler: [] };
}

/** An expression: it may be replaced by another one of its sort inside it, or by a literal. */
export function expression(sort: string, simpler: readonly string[], of: Part): Part {
  return { ...of, sort, simpler };
}

/** A statement on a line of its own. */
export function statement(of: Part): Part {
  return { pieces: [...of.pieces, "\n"], sort: "statement", optional: true, simpler: [] };
}

/** Statements that stand together; they may take the place of the statement around them. */
export function statements(list: readonly Part[]): Part {
  return { pieces: list, sort: "statements", optional: false, simpler: [] };
}

/** A declaration at top level, or an entry of a list with its comma: may be left out. */
export function optional(of: Part): Part {
  return { ...of, optional: true };
}

export function textOf(tree: Part): string {
  return tree.pieces.map((piece) => (typeof piece === "string" ? piece : textOf(piece))).join("");
}

/** Lines indented by their braces, no empty ones. */
export function layout(text: string): string {
  let level = 0;
  const lines = text.split("\n").flatMap((raw) => {
    const line = raw.trim();
    if (line === "") return [];
    const closes = /^[})]+/.exec(line)?.[0].length ?? 0;
    const indent = Math.max(0, level - closes);
    for (const sign of line) level += sign === "{" ? 1 : sign === "}" ? -1 : 0;
    return ["\t".repeat(indent) + line];
  });
  return `${lines.join("\n")}\n`;
}
