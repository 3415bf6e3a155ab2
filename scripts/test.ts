/**
 * `npm test`: everything that must hold, in the order of how soon it tells. Each step's output is shown; the first step that fails ends the run
 * with its exit code. The last line counts the tests, from the runner's own report. `--only NAME` runs one step.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findChromium } from './find-chromium.ts'

const ROOT = join(import.meta.dirname, '..')
const report = mkdtempSync(join(tmpdir(), 'plantroom-test-'))

interface Step {
  readonly name: string
  readonly command: readonly string[]
  readonly env?: Record<string, string>
}

/** The script behind a package's command, run by this very Node: no shell, the same on every system. */
const bin = (packageName: string, command = packageName): string => {
  const file = join(ROOT, 'node_modules', packageName, 'package.json')
  const { bin: entry } = JSON.parse(readFileSync(file, 'utf8')) as { bin: string | Record<string, string> }
  const path = typeof entry === 'string' ? entry : entry[command]
  if (path === undefined) throw new Error(`package ${packageName} has no command ${command}`)
  return join(dirname(file), path)
}

const vitest = (project: string): readonly string[] => [
  bin('vitest'),
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(report, `${project}.json`)}`,
]

const browser = findChromium()
const SOURCES = ['electron', 'renderer', 'shared', 'test', 'bench', 'scripts', 'vitest.config.ts', 'electron.vite.config.ts']

const steps: readonly Step[] = [
  { name: 'types', command: [bin('typescript', 'tsc'), '-p', join(ROOT, 'tsconfig.json')] },
  { name: 'lint', command: [bin('oxlint'), '--type-aware', '--deny-warnings', ...SOURCES] },
  { name: 'unused', command: [bin('knip')] },
  { name: 'build', command: [bin('electron-vite'), 'build', '--logLevel', 'warn'] },
  { name: 'unit', command: vitest('unit') },
  { name: 'integration', command: vitest('integration') },
  ...(browser.path === null ? [] : [{ name: 'e2e', command: vitest('e2e'), env: { PLANTROOM_CHROMIUM: browser.path } }]),
]

const counts = (project: string): { passed: number; failed: number; skipped: number } => {
  try {
    const read = JSON.parse(readFileSync(join(report, `${project}.json`), 'utf8')) as Record<string, number>
    return { passed: read['numPassedTests'] ?? 0, failed: read['numFailedTests'] ?? 0, skipped: read['numPendingTests'] ?? 0 }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}

const only = process.argv[2] === '--only' ? process.argv[3] : undefined
let exitCode = 0
for (const step of steps.filter((one) => only === undefined || one.name === only)) {
  const startedMs = performance.now()
  console.log(`\n== ${step.name}`)
  const { status } = spawnSync(process.execPath, step.command, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...step.env } })
  console.log(`== ${step.name}: ${status === 0 ? 'passed' : 'FAILED'} in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`)
  if (status !== 0) {
    exitCode = status ?? 1
    break
  }
}
if (browser.path === null) {
  console.log(`\n== e2e: SKIPPED, no Chromium or Chrome found. Looked at: ${browser.lookedAt.join(', ')}. Set PLANTROOM_CHROMIUM to its path.`)
  if (process.env['PLANTROOM_REQUIRE_BROWSER'] === '1') exitCode ||= 1
}

const total = ['unit', 'integration', 'e2e'].map(counts).reduce((sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed, skipped: sum.skipped + one.skipped }))
rmSync(report, { recursive: true, force: true })
// A run that executed nothing must not look like a success.
if (only === undefined && total.passed === 0) exitCode ||= 1
console.log(`\n${total.passed} passed, ${total.failed + (exitCode !== 0 && total.failed === 0 ? 1 : 0)} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exit(exitCode)
