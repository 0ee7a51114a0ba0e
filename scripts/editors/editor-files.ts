import { textMateGrammar } from "./textmate-grammar.ts";
import { vimSyntax } from "./vim-syntax.ts";

/** What `npm run editors` writes below editors/; everything else there is written by hand. */
export function editorFiles(): readonly { readonly path: string; readonly text: string }[] {
  return [
    { path: "vim/syntax/untorn.vim", text: vimSyntax() },
    { path: "vscode/syntaxes/untorn.tmLanguage.json", text: textMateGrammar() },
  ];
}
