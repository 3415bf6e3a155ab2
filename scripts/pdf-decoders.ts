/** Vite plugin: what PDF.js reads while it draws a page (fonts of its own, character maps, image decoders) lies beside the screens under `pdfjs/`, so that drawing needs no network. */
import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const PACKAGE = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const FOLDERS = ['cmaps', 'standard_fonts', 'wasm'] as const
/** WebAssembly is not allowed by the content policy of the screens; the scripts that stand in for it, and licences, are. */
const isUsed = (name: string): boolean => !name.endsWith('.wasm') && !name.startsWith('quickjs') && !name.includes('QUICKJS')

export const pdfDecoders = (): Plugin => ({
  name: 'plantroom-pdf-decoders',
  configureServer: ({ middlewares }) => {
    middlewares.use('/pdfjs', (request, response, next) => {
      const [, folder, name] = new URL(request.url ?? '/', 'http://localhost').pathname.split('/')
      if (!FOLDERS.some((each) => each === folder) || name === undefined) return next()
      response.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'application/octet-stream')
      createReadStream(join(PACKAGE, folder ?? '', basename(name))).on('error', () => next()).pipe(response)
    })
  },
  async generateBundle() {
    for (const folder of FOLDERS) {
      for (const name of (await readdir(join(PACKAGE, folder))).filter(isUsed)) this.emitFile({ type: 'asset', fileName: `pdfjs/${folder}/${name}`, source: await readFile(join(PACKAGE, folder, name)) })
    }
  },
})
