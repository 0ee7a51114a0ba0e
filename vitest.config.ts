import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    passWithNoTests: false,
    testTimeout: 120_000,
    reporters: ["default"],
    coverage: { provider: "v8", include: ["src/**/*.ts"] },
  },
});
