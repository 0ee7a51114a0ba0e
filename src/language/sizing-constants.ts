import type { LoadedSpec } from "./load-spec.ts";
import type { DeclarationSyntax } from "./syntax.ts";
import { partsBelow } from "./tree-parts.ts";

/** What says how many of each task, daemon and work there are. */
export type SizingConstants = {
  /** Constants that are made of no other one, in order of declaration. */
  readonly constants: readonly string[];
  /** Tasks, daemons and works whose number is none of a constant. */
  readonly fixed: readonly string[];
};

/** Found in the text: the checked tree knows numbers only. A constant that is made of others is followed to those. */
export function sizingConstants({ declarations }: LoadedSpec): SizingConstants {
  const constants = new Map(
    declarations.flatMap((one) => (one.kind === "const" ? [[one.name.text, one] as const] : [])),
  );
  const rootsOf = (part: unknown): string[] =>
    namesIn(part).flatMap((name) => {
      const constant = constants.get(name);
      if (constant === undefined) return [];
      const deeper = rootsOf(constant.value);
      return deeper.length === 0 ? [name] : deeper;
    });
  const sized = declarations.flatMap((one) => (one.kind === "task" ? [{ one, roots: rootsOf(one.count) }] : []));
  const roots = new Set(sized.flatMap((each) => each.roots));
  return {
    constants: [...constants.keys()].filter((name) => roots.has(name)),
    fixed: sized.flatMap(({ one, roots: none }) => (none.length === 0 ? [nameOf(one)] : [])),
  };
}

function nameOf({ name }: Extract<DeclarationSyntax, { kind: "task" }>): string {
  return name.text;
}

function namesIn(part: unknown): string[] {
  return [...partsBelow(part)].flatMap((each) => (each.kind === "name" ? [(each.name as { text: string }).text] : []));
}
