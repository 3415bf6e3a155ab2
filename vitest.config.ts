/** Three kinds of tests: fast ones, ones that use sockets, processes or the built bundles, and ones in a real browser. */
import { defineConfig } from 'vitest/config'

/** Nothing that a test starts is heard on a real network. */
const env = { PLANTROOM_LOOPBACK_ONLY: '1' }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.integration.test.ts', 'test/**/*.e2e.test.ts'],
          environment: 'node',
          env,
          // Weeks of readings are judged in some of them: seconds on a machine with other work.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/**/*.integration.test.ts'],
          environment: 'node',
          env,
          // A limit for what hangs. What is waited for comes within a second or two, and within minutes where the machine has other work.
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/**/*.e2e.test.ts'],
          globalSetup: ['test/renderer/fake-engine/build-once.ts'],
          environment: 'node',
          env,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // What a page shows after an answer is waited for; how long that may take says nothing but how busy the machine is.
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
})
