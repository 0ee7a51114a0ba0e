import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

/** A word or sign of a line, and the innermost scope that the grammar gives it; null where it gives none. */
export type Scoped = { readonly text: string; readonly scope: string | null };

export type Scoper = (text: string) => readonly Scoped[];

const GRAMMAR = "editors/vscode/syntaxes/untorn.tmLanguage.json";
const require = createRequire(import.meta.url);

/** Splits text as an editor does that reads the grammar. */
export async function openScoper(): Promise<Scoper> {
  const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(new Uint8Array(wasm).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(GRAMMAR, "utf8"), GRAMMAR),
  });
  const grammar = await registry.loadGrammar("source.untorn");
  if (grammar === null) throw new Error("no grammar");
  return (text) => {
    let state = textmate.INITIAL;
    return text.split("\n").flatMap((line) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      return tokens.flatMap(({ startIndex, endIndex, scopes }) => {
        const part = line.slice(startIndex, endIndex).trim();
        const scope = scopes.at(-1) ?? null;
        return part === "" ? [] : [{ text: part, scope: scope === "source.untorn" ? null : scope }];
      });
    });
  };
}
