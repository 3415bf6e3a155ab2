/** Periods that an answer needs several times are read once, and what is cut out of them is what a reading of its own gives. */
import { describe, expect, it } from 'vitest'
import { periodReads } from '../../../../electron/engine/monitor/energy/period-reads.ts'
import type { EnergyDayRows } from '../../../../electron/engine/store/tables/energy-periods-table.ts'

const STEP_MS = 3_600_000
const COUNT = 50

const rowsOf = (fromMs: number, toMs: number): EnergyDayRows => {
  const startsMs = Float64Array.from({ length: COUNT }, (_, i) => i * STEP_MS).filter((startMs) => startMs >= fromMs && startMs < toMs)
  const of = (factor: number): Float64Array => startsMs.map((startMs) => startMs * factor)
  return { startsMs, energy: of(2), peak: of(3), peakAtMs: of(4), coverage: of(5), quality: Uint8Array.from(startsMs, (startMs) => (startMs / STEP_MS) % 7), baseLoad: of(6) }
}

const counted = () => {
  const asked: string[] = []
  const ask = (what: string) => (meterId: number, fromMs: number, toMs: number) => {
    asked.push(`${what} of ${meterId}`)
    return Promise.resolve(rowsOf(fromMs, toMs))
  }
  return { asked, reads: periodReads({ energyHours: ask('hours'), energyDays: ask('days') }, 7) }
}

describe('the periods of a meter', () => {
  it('are read once where the widest is asked for first, whatever lies within it', async () => {
    const { asked, reads } = counted()
    await reads.days(STEP_MS, 40 * STEP_MS)
    for (const [from, to] of [[1, 40], [1, 7], [3.5, 9.5], [39, 40], [12, 12]] as const) expect(await reads.days(from * STEP_MS, to * STEP_MS)).toEqual(rowsOf(from * STEP_MS, to * STEP_MS))
    expect(asked).toEqual(['days of 7'])
  })

  it('are read again where more is asked for, hours apart from days', async () => {
    const { asked, reads } = counted()
    await reads.hours(5 * STEP_MS, 6 * STEP_MS)
    const { baseLoad: _, ...hours } = rowsOf(2 * STEP_MS, 9 * STEP_MS)
    expect(await reads.hours(2 * STEP_MS, 9 * STEP_MS)).toMatchObject(hours)
    await reads.days(5 * STEP_MS, 6 * STEP_MS)
    expect(asked).toEqual(['hours of 7', 'hours of 7', 'days of 7'])
  })
})
