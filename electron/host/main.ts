/**
 * Entry of the second host: `node out/main/web-host.js [--data DIR] [--demo] [--port N]`. The first line on stdout is the address.
 * `scripts/start.ts` imports it instead and calls `startHere`, to open a browser as well.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { stopOnBug } from '../supervision/process-manners.ts'
import { defaultDataFolder } from '../supervision/site-folders.ts'
import { runWebHost, type WebHostRun } from './run-web-host.ts'

const fromSource = import.meta.url.endsWith('.ts')

/** The package lies two folders above both the source and the bundle. */
const appVersion = (): string => (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version

/** Runs the host in this process until it is asked to stop; resolves with the exit code. */
export const startHere = (run: Omit<WebHostRun, 'appVersion' | 'engineEntry' | 'screens'>): Promise<number> => {
  stopOnBug('host')
  return runWebHost({
    ...run,
    appVersion: appVersion(),
    engineEntry: new URL(fromSource ? '../engine-process.ts' : './engine-process.js', import.meta.url),
    screens: fileURLToPath(new URL(fromSource ? '../../out/renderer' : '../renderer', import.meta.url)),
  })
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, demo: { type: 'boolean', default: false }, port: { type: 'string', default: '0' } },
  })
  const code = await startHere({
    dataFolder: values.data ?? defaultDataFolder(),
    demo: values.demo,
    port: Number(values.port),
    listening: (address) => process.stdout.write(`${address}\n`),
  })
  process.exit(code)
}
