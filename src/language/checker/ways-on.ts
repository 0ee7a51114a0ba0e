import type { BlockSyntax, StatementSyntax } from "../syntax.ts";

/** Whether control never goes on behind a statement, by its form alone; and whether a `break` in it leaves what is around. */
type Ways = { readonly ends: boolean; readonly breaks: boolean };

const GOES_ON: Ways = { ends: false, breaks: false };

/** Whether every way through a case leaves it, as section 2 lists them. */
export function endsCase(block: BlockSyntax): boolean {
  return waysOfBlock(block).ends;
}

function waysOfBlock({ statements }: BlockSyntax): Ways {
  const ways = statements.map(waysOf);
  return { ends: ways.at(-1)?.ends ?? false, breaks: ways.some(({ breaks }) => breaks) };
}

function waysOf(statement: StatementSyntax): Ways {
  switch (statement.kind) {
    case "break":
      return { ends: true, breaks: true };
    case "continue":
    case "return":
    case "goto":
      return { ends: true, breaks: false };
    case "loop":
      return { ends: !waysOf(statement.body).breaks, breaks: false };
    case "block":
    case "atomic":
      return waysOfBlock(statement.body);
    case "if":
      return every([waysOf(statement.then), statement.else === null ? GOES_ON : waysOf(statement.else)]);
    case "choose":
      return every(statement.branches.map((branch) => waysOfBlock(branch.body)));
    case "pick":
      return every([statement.body, ...(statement.otherwise === null ? [] : [statement.otherwise])].map(waysOfBlock));
    case "switch": {
      const { ends, breaks } = every(statement.cases.map((one) => waysOfBlock(one.body)));
      const hasDefault = statement.cases.some(({ labels }) => labels.some(({ kind }) => kind === "default"));
      return { ends: ends && hasDefault && !breaks, breaks: false };
    }
    default:
      return GOES_ON;
  }
}

function every(ways: readonly Ways[]): Ways {
  return { ends: ways.every(({ ends }) => ends), breaks: ways.some(({ breaks }) => breaks) };
}
