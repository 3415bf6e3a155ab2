/** How sources become `out/`: the entries of the main side, one preload script, the screens. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { pdfDecoders } from './scripts/pdf-decoders.ts'

const at = (path: string): string => resolve(import.meta.dirname, path)

/** Names of the bundles in `out/main`; the processes find each other and their worker threads by them. */
const MAIN_ENTRIES = {
  main: 'electron/main.ts',
  'engine-process': 'electron/engine-process.ts',
  'web-host': 'electron/host/main.ts',
  'reader-worker': 'electron/engine/store/reader-worker.ts',
  'fit-worker': 'electron/engine/pipeline/fit-worker.ts',
  'replay-worker': 'electron/engine/pipeline/replay-worker.ts',
  'energy-worker': 'electron/engine/pipeline/energy/energy-worker.ts',
  'baseline-worker': 'electron/engine/pipeline/energy/baseline-worker.ts',
  'correlation-worker': 'electron/engine/pipeline/correlation/correlation-worker.ts',
  'forecast-worker': 'electron/engine/pipeline/forecast/forecast-worker.ts',
  'pattern-worker': 'electron/engine/pipeline/energy/pattern-worker.ts',
  'health-worker': 'electron/engine/pipeline/health/health-worker.ts',
  'demo-worker': 'electron/simulator/demo-worker.ts',
  'pdf-worker': 'electron/engine/reports/pdf-worker.ts',
} as const

const present = Object.entries(MAIN_ENTRIES)
  .map(([name, path]) => [name, at(path)] as const)
  .filter(([, path]) => existsSync(path))

export default defineConfig({
  main: {
    // `dependencies` stay outside (native or Electron's own), `devDependencies` are bundled.
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      rolldownOptions: {
        input: Object.fromEntries(present),
        // Entries must hold their own code: they find their neighbours by `import.meta.url`.
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    // A sandboxed preload script must be one CommonJS file: no import, no node_modules when it runs.
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react(), pdfDecoders()],
    // Everything comes from the disk of this machine: splitting the screens would save nobody anything.
    build: { outDir: at('out/renderer'), minify: true, chunkSizeWarningLimit: 4_000, rolldownOptions: { input: at('renderer/index.html') } },
  },
})
