import type { BodyContext } from "./body-context.ts";
import type { Space } from "./word-space.ts";
import { wordAt } from "./word-space.ts";

type Packing = { readonly pack: string; readonly unpack: (from: string) => string };

/** All words of a branch as one array, and back. */
export function packing(context: BodyContext): Packing {
  const spaces: readonly Space[] = [context.spaces.w, context.spaces.x];
  if (spaces.some((space) => !space.asLocals)) return packedArrays(spaces);
  const words = spaces.flatMap((space) => Array.from({ length: space.words }, (_, word) => wordAt(space, word)));
  return {
    pack: `[${words.join(",")}]`,
    unpack: (from) => words.map((word, index) => `${word}=${from}[${index}];`).join(""),
  };
}

/** Each space as an array in the array. */
function packedArrays(spaces: readonly Space[]): Packing {
  const words = (space: Space) => Array.from({ length: space.words }, (_, word) => wordAt(space, word));
  return {
    pack: `[${spaces.map((space) => (space.asLocals ? `[${words(space).join(",")}]` : `${space.array}.slice()`)).join(",")}]`,
    unpack: (from) => {
      const parts = spaces.map((space, index) => {
        if (!space.asLocals) return `${space.array}.set(${from}[${index}]);`;
        return words(space)
          .map((word, position) => `${word}=${from}[${index}][${position}];`)
          .join("");
      });
      return parts.join("");
    },
  };
}
