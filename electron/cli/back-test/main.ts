/** `npm run -s backtest -- --site DIR ...`: what detectors, limits or delays would have raised over stored history. The site is only read. */
import { resolve } from 'node:path'
import { DETECTORS, openBackTestSite } from '../../engine/back-test-site.ts'
import { openWords } from '../../supervision/words.ts'
import { createTerminal, type Terminal } from '../terminal.ts'
import { planOf } from './choose.ts'
import { BACK_TEST_USAGE, readBackTestOptions, type BackTestOptions } from './options.ts'
import { detectorLines, equipmentLines, jsonOf, linesOf } from './report.ts'

const INTERRUPTED = 130

const test = async (options: BackTestOptions, terminal: Terminal, signal: AbortSignal): Promise<number> => {
  const site = openBackTestSite(resolve(options.site))
  if (!site.ok) {
    terminal.failed(site.error)
    return 1
  }
  try {
    const plan = planOf(site.value, options)
    if (!plan.ok) {
      terminal.failed(plan.error)
      return 2
    }
    const found = await site.value.run(plan.value, (share) => terminal.progress(`${Math.floor(share * 100)} %`), signal)
    if (!found.ok) {
      terminal.failed(found.error)
      return 1
    }
    terminal.result(jsonOf(found.value, site.value), () => linesOf(found.value, site.value, options.most))
    return found.value.state === 'done' ? 0 : INTERRUPTED
  } finally {
    site.value.close()
  }
}

const run = async (args: readonly string[]): Promise<number> => {
  if (args.length === 0 || args.includes('--help')) {
    process.stdout.write(BACK_TEST_USAGE)
    return args.length === 0 ? 2 : 0
  }
  const options = readBackTestOptions(args, Date.now())
  if (!options.ok) {
    process.stderr.write(`${options.error.message}\n`)
    return 2
  }
  const { json, quiet, list } = options.value
  const terminal = createTerminal({ json, quiet, t: await openWords(), out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) })
  if (list) {
    const all = DETECTORS.map(({ id, kind, replayed, title }) => ({ id, kind, replayed, name: terminal.say(title) }))
    if (options.value.site === '') {
      terminal.result(all, () => detectorLines(DETECTORS, (said) => terminal.say(said)))
      return 0
    }
    const site = openBackTestSite(resolve(options.value.site))
    if (!site.ok) {
      terminal.failed(site.error)
      return 1
    }
    const equipment = site.value.equipment()
    site.value.close()
    terminal.result({ detectors: all, equipment }, () => [...detectorLines(DETECTORS, (said) => terminal.say(said)), '', ...equipmentLines(equipment)])
    return 0
  }
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  return test(options.value, terminal, stop.signal)
}

process.exitCode = await run(process.argv.slice(2))
