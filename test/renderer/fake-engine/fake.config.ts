/** Serves or builds the page of the fake engine: `vite -c test/renderer/fake-engine/fake.config.ts`. Never part of the product's build. */
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { pdfDecoders } from '../../../scripts/pdf-decoders.ts'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), pdfDecoders()],
  server: { fs: { allow: [resolve(import.meta.dirname, '../../..')] }, host: '127.0.0.1' },
  build: { outDir: resolve(import.meta.dirname, '../../../out/fake-renderer'), emptyOutDir: true, minify: false, target: 'chrome130' },
  cacheDir: resolve(import.meta.dirname, '../../../node_modules/.vite-fake'),
})
