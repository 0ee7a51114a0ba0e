import { cpus, loadavg, totalmem } from "node:os";

const GIB = 2 ** 30;

/** What the figures hang on, in words; nothing that tells whose machine it is. */
export function machineWords(tools: { readonly spin: string; readonly gcc: string }, version: string): string[] {
  const cores = cpus();
  return [
    `${cores.length} cores, ${cores[0]?.model.trim() ?? "unknown CPU"}`,
    `${Math.round(totalmem() / GIB)} GiB`,
    `Node ${process.versions.node}`,
    tools.gcc,
    tools.spin.replace(/\s*--.*$/, ""),
    `untorn ${version}`,
    `load average before it ${(loadavg()[0] ?? 0).toFixed(1)}`,
  ];
}
