import { SHAPELESS } from "./line.ts";

/** A result as it is printed. Characters that would act on a terminal are escaped, which changes no value. */
export function jsonText(result: unknown): string {
  // JSON's own line ends are the one thing of that kind that stands outside strings.
  return `${JSON.stringify(result, null, 2).replace(SHAPELESS, (found) => (found === "\n" ? found : escaped(found)))}\n`;
}

/** One escape for each unit of UTF-16, as JSON has them. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }).join("");
}
