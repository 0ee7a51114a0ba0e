import { type CheckerCode, checkerError } from "./checker-codes.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { parseFile } from "./parse-file.ts";
import type { SourceFile, Span } from "./source.ts";
import type { DeclarationSyntax, Name } from "./syntax.ts";

/** A spec with its parts put where they are used, each part once. */
export type LoadedSpec = {
  readonly name: Name;
  readonly doc: string | null;
  readonly hides: string | null;
  readonly files: readonly SourceFile[];
  readonly declarations: readonly DeclarationSyntax[];
  /** Names in text that could not be read; null when some of it is not even known. Empty in a correct spec. */
  readonly lost: ReadonlySet<string> | null;
};

/** The part named by `path` in a `use` of `from`; its `path` tells parts apart. Or why it cannot be read. */
export type ReadPart = (path: string, from: SourceFile) => SourceFile | { readonly problem: string };

type Loading = {
  readonly readPart: ReadPart;
  readonly files: SourceFile[];
  readonly diagnostics: Diagnostic[];
  readonly hides: string[];
  lost: ReadonlySet<string> | null;
};

export function loadSpec(
  main: SourceFile,
  readPart: ReadPart,
): { readonly loaded: LoadedSpec | null; readonly diagnostics: readonly Diagnostic[] } {
  const loading: Loading = { readPart, files: [main], diagnostics: [], hides: [], lost: new Set() };
  const { syntax, diagnostics } = parsed(loading, main);
  if (syntax.hides !== null) loading.hides.push(syntax.hides);
  const declarations = withParts(loading, main, syntax.declarations, [main.path]);
  if (syntax.spec === null) {
    if (diagnostics.length === 0) loading.diagnostics.push(noSpecLine(main));
    return { loaded: null, diagnostics: loading.diagnostics };
  }
  const hides = loading.hides.length === 0 ? null : loading.hides.join("; ");
  const loaded = { ...syntax.spec, hides, files: loading.files, declarations, lost: loading.lost };
  return { loaded, diagnostics: loading.diagnostics };
}

function parsed(loading: Loading, file: SourceFile): ReturnType<typeof parseFile> {
  const result = parseFile(file);
  loading.diagnostics.push(...result.diagnostics);
  loading.lost = loading.lost === null || result.lost === null ? null : new Set([...loading.lost, ...result.lost]);
  return result;
}

function noSpecLine(main: SourceFile): Diagnostic {
  const span = { file: main, start: 0, end: Math.min(1, main.text.length) };
  const empty = main.text.trim() === "";
  const message = empty ? "the file is empty" : "expected 'spec NAME \"…\";' on top: this is a part, for 'use'";
  return checkerError(
    span,
    "U0605",
    message,
    empty ? "'untorn' specs begin with 'spec NAME \"what it is\";'" : "check the spec that uses it",
  );
}

/** Replaces each `use` by what the part declares. `trail` holds the paths being loaded, the main file's first. */
function withParts(
  loading: Loading,
  file: SourceFile,
  declarations: readonly DeclarationSyntax[],
  trail: readonly string[],
): DeclarationSyntax[] {
  return declarations.flatMap((declaration) => {
    if (declaration.kind !== "use") return [declaration];
    return usePart(loading, file, declaration.path, declaration.pathSpan, trail);
  });
}

function usePart(
  loading: Loading,
  file: SourceFile,
  path: string,
  span: Span,
  trail: readonly string[],
): DeclarationSyntax[] {
  const refuse = (code: CheckerCode, message: string, hint: string | null = null): DeclarationSyntax[] => {
    loading.diagnostics.push(checkerError(span, code, message, hint));
    loading.lost = null;
    return [];
  };
  const part = loading.readPart(path, file);
  if ("problem" in part) return refuse("U0602", `cannot use '${path}': ${part.problem}`);
  if (trail.includes(part.path)) {
    const itself = part.path === file.path ? "the file uses itself" : "the files use each other in a circle";
    return refuse("U0603", `cannot use '${path}': ${itself}`);
  }
  if (loading.files.some((known) => known.path === part.path)) return [];
  loading.files.push(part);
  const { syntax } = parsed(loading, part);
  if (syntax.spec !== null)
    return refuse("U0604", `cannot use '${path}': it is a spec of its own`, "move what is shared to a part");
  if (syntax.hides !== null) loading.hides.push(syntax.hides);
  return withParts(loading, part, syntax.declarations, [...trail, part.path]);
}
