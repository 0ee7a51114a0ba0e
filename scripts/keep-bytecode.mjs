// Imported before the program when it is built: at its end, writes beside each part that has no bytecode yet what V8
// made of it so far, which is the functions that were called.
import { existsSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import vm from "node:vm";

const scripts = new Map();

vm.Script = class extends vm.Script {
  constructor(text, options) {
    super(text, options);
    scripts.set(options.filename, this);
  }
};
syncBuiltinESMExports();

process.on("exit", () => {
  for (const [filename, script] of scripts) {
    const beside = `${filename}.bytecode`;
    if (!existsSync(beside)) writeFileSync(beside, script.createCachedData());
  }
});
