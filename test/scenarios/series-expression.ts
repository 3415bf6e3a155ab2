/**
 * Readings in shorthand, one word each, separated by spaces:
 *   `21`        21 until the end of the step (only as the last word)      `21x5`      five readings of 21
 *   `20+0.1x5`  20, 20.1 ... 20.5 (a start and five more)                 `_` `_x5`   no reading
 *   `~` `~x5`   as the point behaves when it is healthy                   `~+6x5`     healthy plus 6
 *   `nan`       not a number                                              `21!fault`  with a status flag (alarm, fault, overridden, outOfService)
 */
import { QUALITY } from '../../shared/domain/quality.ts'

export interface Sample {
  readonly value: number
  readonly statusFlags: number
}

const WORD = /^(?<base>_|~|nan|-?\d+(?:\.\d+)?)?(?<step>[+-]\d+(?:\.\d+)?)?(?:!(?<flag>\w+))?(?:x(?<times>\d+))?$/
const FLAGS: Readonly<Record<string, number>> = { alarm: QUALITY.inAlarm, fault: QUALITY.fault, overridden: QUALITY.overridden, outOfService: QUALITY.outOfService }

/** The samples of an expression for `count` readings; null = no reading. `healthy(i)` gives the healthy value of reading i. Throws on a word it does not know. */
export const expandSeries = (expression: string, count: number, healthy: (index: number) => number): (Sample | null)[] => {
  const words = expression.trim().split(/\s+/)
  const samples: (Sample | null)[] = []
  for (const [position, word] of words.entries()) {
    const isLast = position === words.length - 1
    for (const sample of expandWord(word, samples.length, isLast ? count - samples.length : 1, healthy)) samples.push(sample)
  }
  if (samples.length > count) throw new Error(`"${expression}" has ${samples.length} readings, the step takes ${count}`)
  while (samples.length < count) samples.push(null)
  return samples
}

const expandWord = (word: string, from: number, rest: number, healthy: (index: number) => number): (Sample | null)[] => {
  const { base, step, flag, times } = WORD.exec(word)?.groups ?? {}
  if (base === undefined) throw new Error(`unknown reading "${word}"`)
  const statusFlags = flag === undefined ? 0 : FLAGS[flag]
  if (statusFlags === undefined) throw new Error(`unknown status flag in "${word}"`)
  const increment = Number(step ?? 0)
  const isRamp = base !== '~' && step !== undefined
  const length = times === undefined ? rest : Number(times) + (isRamp ? 1 : 0)
  return Array.from({ length }, (_, i) => {
    if (base === '_') return null
    if (base === 'nan') return { value: Number.NaN, statusFlags }
    return { value: base === '~' ? healthy(from + i) + increment : Number(base) + increment * i, statusFlags }
  })
}
