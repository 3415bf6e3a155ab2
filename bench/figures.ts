/** Figures of a benchmark: what was measured, against which limit, and how far it may fall behind its baseline. */
import { writeFileSync } from 'node:fs'

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** `min`: the value must be at least this; `max`: at most. */
  readonly limit?: { readonly kind: 'min' | 'max'; readonly value: number }
  /** True where the value does not depend on the machine much (a ratio of two measurements of one run); only those are held against the baseline. */
  readonly comparable?: boolean
}

/** A comparable figure may be this much worse than its baseline: machines are noisy. */
const TOLERANCE = 1.6

export const judge = (figure: Figure, baseline: number | undefined): { readonly good: boolean; readonly text: string } => {
  const { value, unit, limit } = figure
  const parts = [`${format(value)} ${unit}`]
  let good = Number.isFinite(value)
  if (limit) {
    good &&= limit.kind === 'min' ? value >= limit.value : value <= limit.value
    parts.push(`limit ${limit.kind === 'min' ? '≥' : '≤'} ${format(limit.value)}`)
  }
  if (baseline !== undefined) {
    parts.push(`baseline ${format(baseline)}`)
    if (figure.comparable) good &&= limit?.kind === 'max' ? value <= baseline * TOLERANCE : value >= baseline / TOLERANCE
  }
  return { good, text: parts.join(', ') }
}

const format = (value: number): string => (Math.abs(value) >= 1_000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3))))

/** Hands the figures to the runner, or prints them when the benchmark is run by hand. */
export const report = (figures: readonly Figure[]): void => {
  const output = process.argv[2]
  if (output === undefined) for (const figure of figures) console.log(`${figure.name}: ${judge(figure, undefined).text}`)
  else writeFileSync(output, JSON.stringify(figures))
}

/** The value below which a share of the sorted values lies (nearest rank). */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}
