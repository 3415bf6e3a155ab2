/** `check`: the network check-up after watching for a while. */
import type { CheckUp } from '../../../shared/domain/check-up.ts'
import type { CliOptions } from '../cli-options.ts'
import { discoverDevices } from '../discovery.ts'
import { waitFor, type HeadlessEngine } from '../headless-engine.ts'
import type { Terminal } from '../terminal.ts'

const WATCH_SECONDS = 30
const BELOW_MINIMUM = 3
const MOST_EVIDENCE = 5

/** The check-up with every message in words beside it, for readers without the product's files of words. */
const inWords = (checkUp: CheckUp, terminal: Terminal) => ({
  ...checkUp,
  deductions: checkUp.deductions.map((one) => ({
    ...one,
    text: terminal.say(one.text),
    advice: terminal.say(one.advice),
    evidence: one.evidence.map((seen) => ({ ...seen, text: terminal.say(seen.text) })),
  })),
  passed: checkUp.passed.map((one) => ({ ...one, text: terminal.say(one.text) })),
  notChecked: checkUp.notChecked.map((one) => ({ ...one, text: terminal.say(one.text) })),
})

const linesOf = (checkUp: ReturnType<typeof inWords>): readonly string[] => [
  `Score: ${checkUp.score ?? '–'} of 100`,
  ...checkUp.deductions.flatMap(({ points, severity, text, advice, evidence, affected }) => [
    `-${points}  ${severity}: ${text}`,
    `      ${advice}`,
    ...evidence.slice(0, MOST_EVIDENCE).map((seen) => `      - ${seen.text}`),
    ...(affected > MOST_EVIDENCE ? [`      - ${affected - MOST_EVIDENCE} more`] : []),
  ]),
  ...checkUp.passed.map(({ text }) => `ok    ${text}`),
  ...checkUp.notChecked.map(({ text }) => `?     ${text}`),
]

export const check = async (engine: HeadlessEngine, options: CliOptions): Promise<number> => {
  const { call, terminal } = engine
  if (options.site === undefined || options.targets.length > 0 || options.interfaces.length > 0) {
    const found = await discoverDevices(engine, options)
    if (!found.ok) {
      terminal.failed(found.error)
      return 1
    }
  }
  const seconds = options.forSeconds ?? WATCH_SECONDS
  terminal.progress(`Watching for ${seconds} s`)
  await waitFor(engine, seconds * 1_000, () => Promise.resolve(false))
  const checkUp = await call.getCheckUp({})
  if (!checkUp.ok) {
    terminal.failed(checkUp.error)
    return 1
  }
  const said = inWords(checkUp.value, terminal)
  terminal.result(said, () => linesOf(said))
  return options.min !== undefined && (said.score ?? 0) < options.min ? BELOW_MINIMUM : 0
}
