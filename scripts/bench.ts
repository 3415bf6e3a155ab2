/**
 * `npm run bench [-- SUITE ...] [--update]`: runs the suites of `bench/`, each in a process of its own, and holds their figures against their limits and
 * their committed baselines. `--update` writes new baselines. Exits 1 when a limit is missed or a figure fell behind its baseline beyond the tolerance.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { judge, type Figure } from '../bench/figures.ts'

const BENCH = join(import.meta.dirname, '../bench')
const TIMEOUT_MS = 15 * 60_000

const update = process.argv.includes('--update')
const unknown = process.argv.slice(2).filter((argument) => argument.startsWith('--') && argument !== '--update')
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const all = readdirSync(BENCH, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(BENCH, entry.name, 'benchmark.ts')))
  .map((entry) => entry.name)
const strangers = asked.filter((name) => !all.includes(name))
if (unknown.length > 0 || strangers.length > 0) {
  console.error(`Unknown: ${[...unknown, ...strangers].join(', ')}\nUsage: npm run bench [-- SUITE ...] [--update]\nSuites: ${all.join(', ')}`)
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'plantroom-bench-'))
let missed = 0
console.log(`${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`)
for (const suite of asked.length > 0 ? asked : all) {
  console.log(`\n${suite}`)
  const output = join(folder, `${suite}.json`)
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(BENCH, suite, 'benchmark.ts'), output], {
    stdio: 'inherit',
    timeout: TIMEOUT_MS,
    env: { ...process.env, PLANTROOM_LOOPBACK_ONLY: '1' },
  })
  if (status !== 0 || !existsSync(output)) {
    console.log(`  FAILED to run (exit ${status})`)
    missed += 1
    continue
  }
  const figures = JSON.parse(readFileSync(output, 'utf8')) as Figure[]
  const baselineFile = join(BENCH, suite, 'baseline.json')
  const baseline = existsSync(baselineFile) ? (JSON.parse(readFileSync(baselineFile, 'utf8')) as Record<string, number>) : {}
  for (const figure of figures) {
    const verdict = judge(figure, baseline[figure.name])
    if (!verdict.good) missed += 1
    console.log(`  ${verdict.good ? 'ok    ' : 'MISSED'} ${figure.name}: ${verdict.text}`)
  }
  if (update) writeFileSync(baselineFile, `${JSON.stringify(Object.fromEntries(figures.map((figure) => [figure.name, Number(figure.value.toPrecision(4))])), null, 2)}\n`)
}
rmSync(folder, { recursive: true, force: true })
process.exit(missed > 0 ? 1 : 0)
