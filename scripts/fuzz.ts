/**
 * `npm run fuzz [-- --seconds N] [--packets N] [--seed N] [--keep]`: made-up and broken datagrams over everything that comes in from the network, for five
 * minutes when nothing is said. Any exception, hang or growth of memory is a defect: its datagrams are saved, and the exit code is 1. `--keep` adds
 * what reached new code to the corpus; `--replay FILE` runs one saved input.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { Campaign, defectOf, type CampaignReport } from '../test/fuzz/campaign.ts'
import { CORPUS, CRASHES, inputFrom, keepInput, readInputs } from '../test/fuzz/corpus.ts'
import { Coverage } from '../test/fuzz/coverage.ts'
import { adoptDecoders } from '../test/fuzz/decoders.ts'

const DEFAULT_SECONDS = 300
const MEGABYTE = 1_000_000

const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    packets: { type: 'string' },
    seed: { type: 'string' },
    keep: { type: 'boolean', default: false },
    replay: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const count = (name: 'seconds' | 'packets' | 'seed', otherwise: number): number => {
  const text = values[name]
  if (text === undefined) return otherwise
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= 0) return number
  console.error(`--${name} ${text} is no whole number`)
  process.exit(2)
}

const figures = (report: CampaignReport): string =>
  [
    `${report.packets.toLocaleString('en')} packets in ${(report.elapsedMs / 1_000).toFixed(0)} s`,
    `${report.answered.toLocaleString('en')} taken as answers`,
    `${report.notified.toLocaleString('en')} as notifications`,
    `${(report.refusedShare * 100).toFixed(0)} % refused`,
    `slowest ${report.slowestMs.toFixed(1)} ms`,
    `${report.blocks} blocks of code reached`,
    `${report.found.length} new inputs`,
    ...(Number.isNaN(report.heapAfter) ? [] : [`heap ${(report.heapBefore / MEGABYTE).toFixed(1)} -> ${(report.heapAfter / MEGABYTE).toFixed(1)} MB`]),
  ].join(', ')

const replay = (file: string): never => {
  const defect = defectOf(inputFrom(readFileSync(file, 'utf8')))
  console.log(defect === undefined ? `${file}: no defect` : `${file}: ${defect}`)
  process.exit(defect === undefined ? 0 : 1)
}

const BACNET = join(import.meta.dirname, '../electron/engine/bacnet')
const modules = await Promise.all(readdirSync(BACNET).map((name) => import(pathToFileURL(join(BACNET, name)).href) as Promise<Record<string, unknown>>))
const strange = adoptDecoders(modules)
if (strange.length > 0) console.error(`not fuzzed, because test/fuzz/decoders.ts does not know how to call them: ${strange.join(', ')}`)

if (values.help) {
  console.log('Usage: npm run fuzz [-- --seconds N] [--packets N] [--seed N] [--keep] [--replay FILE]')
  process.exit(0)
}
if (values.replay !== undefined) replay(values.replay)

const coverage = new Coverage()
coverage.start()
const packets = count('packets', Number.MAX_SAFE_INTEGER)
// So many packets take as long as they take, unless a time is given too.
const seconds = count('seconds', values.packets === undefined ? DEFAULT_SECONDS : Number.MAX_SAFE_INTEGER)
const seed = count('seed', Date.now() % MEGABYTE)
console.log(`seed ${seed}`)
const corpus = readInputs(CORPUS).map(({ input }) => input)
const report = await new Campaign({ seed, packets, seconds, corpus, coverage, progress: (so) => console.log(figures(so)) }).run()
console.log(figures(report))
if (values.keep) for (const input of report.found) keepInput(CORPUS, input)
if (report.defect !== undefined) {
  const file = report.defect.input.length === 0 ? '' : keepInput(CRASHES, report.defect.input)
  console.error(`DEFECT: ${report.defect.what}\n${file === '' ? '' : `Again with: npm run fuzz -- --replay ${file}`}`)
  process.exit(1)
}
console.log('no defect')
