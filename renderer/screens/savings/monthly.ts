/** A savings report by local months: only periods of which both measured and expected are known count, so that the two can be compared. Pure. */
import type { SavingsReport } from '../../../shared/domain/energy-baseline.ts'
import { niceScale, scaleTicks } from '../../charts/axis-scale.ts'
import { utcToLocalMs } from '../../charts/site-clock.ts'

export interface MonthSum {
  /** `2026-01` */
  readonly month: string
  readonly measured: number
  readonly expected: number
  /** Share of its periods that count, 0..1. */
  readonly coverage: number
}

export const monthsOfReport = ({ startsMs, measured, expected }: Pick<SavingsReport, 'startsMs' | 'measured' | 'expected'>, timeZone: string): readonly MonthSum[] => {
  const months: { month: string; measured: number; expected: number; known: number; count: number }[] = []
  for (let i = 0; i < startsMs.length; i++) {
    const month = new Date(utcToLocalMs(timeZone, startsMs[i] ?? 0)).toISOString().slice(0, 7)
    if (months.at(-1)?.month !== month) months.push({ month, measured: 0, expected: 0, known: 0, count: 0 })
    const own = months.at(-1)!
    own.count += 1
    const [one, other] = [measured[i] ?? Number.NaN, expected[i] ?? Number.NaN]
    if (Number.isNaN(one) || Number.isNaN(other)) continue
    own.measured += one
    own.expected += other
    own.known += 1
  }
  return months.map(({ known, count, ...month }) => ({ ...month, coverage: known / count }))
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface MonthPlan {
  readonly bars: readonly { readonly month: string; readonly x: number; readonly width: number; readonly y: number; readonly height: number; readonly expectedY: number }[]
  readonly axis: readonly { readonly value: number; readonly y: number }[]
}

/** Bars of what was measured, with a mark at what was expected. px */
export const planMonths = (months: readonly MonthSum[], box: Box): MonthPlan => {
  const most = months.reduce((highest, { measured, expected }) => Math.max(highest, measured, expected), 0)
  const scale = niceScale(0, most === 0 ? 1 : most, 4)
  const yOf = (value: number): number => box.top + box.height - (Math.max(0, value) / scale.high) * box.height
  const slot = box.width / Math.max(1, months.length)
  const gap = Math.min(16, slot * 0.25)
  return {
    bars: months.map(({ month, measured, expected }, i) => ({ month, x: box.left + i * slot + gap / 2, width: Math.max(2, slot - gap), y: yOf(measured), height: box.top + box.height - yOf(measured), expectedY: yOf(expected) })),
    axis: scaleTicks(scale).map((value) => ({ value, y: yOf(value) })),
  }
}
