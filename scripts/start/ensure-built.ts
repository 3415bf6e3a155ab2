/** Builds `out/` when a source is younger than the last build. */
import { spawn } from 'node:child_process'
import { readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { failure, ok, type Result } from '../../shared/result.ts'

/** What the bundles are made of. */
const SOURCES = ['electron', 'renderer', 'shared', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json'] as const

/** Written when a build has succeeded, so that a broken one is not taken for done. */
const STAMP = 'out/built'

const modifiedMs = async (path: string): Promise<number> => {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.mtimeMs
  // A folder's own time tells of files that were removed.
  const inside = await Promise.all((await readdir(path)).map((name) => modifiedMs(join(path, name))))
  return Math.max(found.mtimeMs, ...inside)
}

export const isBuilt = async (root: string): Promise<boolean> => {
  const builtMs = await modifiedMs(join(root, STAMP))
  const sourceMs = await Promise.all(SOURCES.map((path) => modifiedMs(join(root, path))))
  return builtMs > Math.max(...sourceMs)
}

const run = (root: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    // stdout belongs to the host's address.
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2], windowsHide: true })
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })

/** Fails with `build-failed`; what the bundler says is on stderr by then. */
export const ensureBuilt = async (root: string, tell: (text: string) => void): Promise<Result<void>> => {
  if (await isBuilt(root)) return ok(undefined)
  tell('Building Plantroom (a few seconds, only after changes) ...')
  const startedAt = new Date()
  const code = await run(root, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'])
  if (code !== 0) return failure('build-failed', 'Plantroom could not be built; see above.')
  // As old as the start of the build: a source changed meanwhile is younger.
  await writeFile(join(root, STAMP), `${startedAt.toISOString()}\n`)
  await utimes(join(root, STAMP), startedAt, startedAt)
  return ok(undefined)
}
