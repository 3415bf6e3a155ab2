/** Builds the page of the fake engine and serves it on the loopback address under the product's own content security policy. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { build } from 'vite'
import { CSP } from '../../../shared/csp.ts'

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css' }

export interface FakePage {
  /** Address of the page; add `?scale=..#/alerts`. */
  readonly address: string
  close(): Promise<void>
}

/** Builds into `outDir`, a few seconds of a processor. */
export const buildFakePage = async (outDir: string): Promise<void> => {
  await build({ configFile: join(import.meta.dirname, 'fake.config.ts'), logLevel: 'error', build: { outDir } })
}

/** Serves what was built into `outDir`. */
export const serveFakePage = async (outDir: string): Promise<FakePage> => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = join(outDir, normalize(pathname === '/' ? '/index.html' : pathname))
    void readFile(file).then(
      (content) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': CSP }).end(content),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}
