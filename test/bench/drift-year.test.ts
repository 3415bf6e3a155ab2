/** The simulated year of slow faults: the same twice, faults where and when they are said to be, and a score that counts what it says. */
import { describe, expect, it, vi } from 'vitest'
import { makeCampus, type Campus } from '../../bench/drift/campus.ts'
import type { YearAlert } from '../../bench/drift/live-year.ts'
import { scoreYear } from '../../bench/drift/score-year.ts'
import { applyFaults, isMeter, seedFaults, type SeededFault } from '../../bench/drift/slow-faults.ts'
import { STEPS_A_DAY } from '../../bench/drift/year-time.ts'

// Days of physics are lived through, and machines are busy.
vi.setConfig({ testTimeout: 60_000 })

const SIZE = { seed: 11, buildings: 1, pointsEach: 60, days: 6 }
let made: Campus | undefined
const campus = (): Campus => (made ??= makeCampus(SIZE))
const copied = (): Campus => ({ ...campus(), points: campus().points.map((each) => ({ ...each, values: each.values.slice() })) })

describe('the simulated campus', () => {
  it('has as many sensors and meters as asked for, of many kinds, with readings and holes', () => {
    const judged = campus().points.filter((each) => each.judged)
    expect(judged).toHaveLength(60)
    expect(new Set(judged.map(({ point }) => point.units)).size).toBeGreaterThanOrEqual(6)
    expect(judged.some(isMeter)).toBe(true)
    for (const { values } of judged) {
      const read = values.filter((value) => !Number.isNaN(value)).length
      expect(read).toBeGreaterThan(0.3 * values.length)
      expect(read).toBeLessThanOrEqual(values.length)
    }
    expect(judged.some(({ values }) => values.some((value) => Number.isNaN(value)))).toBe(true)
  })

  it('is the same twice', () => {
    const again = makeCampus(SIZE)
    expect(again.points.map(({ point }) => point)).toEqual(campus().points.map(({ point }) => point))
    expect(again.points.every(({ values }, i) => Buffer.from(values.buffer).equals(Buffer.from((campus().points[i]?.values ?? new Float32Array()).buffer)))).toBe(true)
  })
})

describe('seeded faults', () => {
  it('are drawn by the seed, one a point, within the year', () => {
    const faults = seedFaults(campus(), 20)
    expect(faults).toEqual(seedFaults(campus(), 20))
    expect(faults).toHaveLength(20)
    const ids = faults.flatMap(({ pointIds }) => pointIds)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { day } of faults) expect(day).toBeLessThan(SIZE.days)
  })

  it('leave alone what was read before and every other point, and bend what comes after', () => {
    const target = campus().points.find(({ point }) => point.name.endsWith('SITE OAT'))
    const counter = campus().points.find(({ point }) => point.name.endsWith('MSB-PLUG.kWh'))
    if (target === undefined || counter === undefined) throw new Error('points are missing')
    const faults: SeededFault[] = [
      { type: 'drift', pointIds: [target.point.id], day: 2, rampDays: 2, size: 4 },
      { type: 'gain', pointIds: [counter.point.id], day: 3, rampDays: 0, size: 0.5 },
    ]
    const bent = copied()
    applyFaults(bent, faults)
    for (const [i, { point, values }] of bent.points.entries()) {
      const before = campus().points[i]?.values as Float32Array
      const untouched = point.id === target.point.id ? 2 * STEPS_A_DAY : point.id === counter.point.id ? 3 * STEPS_A_DAY : values.length
      expect(values.subarray(0, untouched)).toEqual(before.subarray(0, untouched))
    }
    const valuesOf = ({ points }: Campus, id: number): Float32Array => points.find(({ point }) => point.id === id)?.values ?? new Float32Array()
    const [own, was] = [valuesOf(bent, target.point.id), valuesOf(campus(), target.point.id)]
    const step = own.findIndex((value, at) => at > 5 * STEPS_A_DAY && !Number.isNaN(value))
    expect((own[step] as number) - (was[step] as number)).toBeCloseTo(4, 0)
    const [counted, true_] = [valuesOf(bent, counter.point.id), valuesOf(campus(), counter.point.id)].map((values) => values.filter((value) => !Number.isNaN(value))) as [Float32Array, Float32Array]
    expect((counted.at(-1) as number) - (true_.at(-1) as number)).toBeGreaterThan(0)
  })
})

describe('the score of a year', () => {
  const alert = (pointId: number, raisedDay: number, change: Partial<YearAlert> = {}): YearAlert => ({ pointId, raisedDay, sinceDay: raisedDay - 5, clearedDay: null, last: { type: 'drift', size: 1.8 }, lastDay: 100, ...change })
  const fault: SeededFault = { type: 'drift', pointIds: [1, 2], day: 50, rampDays: 25, size: 2 }

  it('finds a fault by the first alert of any of its points after its onset, with its errors', () => {
    const { found, missed, falseAlerts } = scoreYear([fault], [alert(2, 70), alert(1, 65)])
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ delayDays: 15, typeRight: true, startErrorDays: 10 })
    expect(found[0]?.sizeError).toBeCloseTo(0.1, 6)
    expect([missed, falseAlerts]).toEqual([[], []])
  })

  it('counts alerts of healthy points and of those before the fault as false, and a fault without one as missed', () => {
    const { found, missed, falseAlerts } = scoreYear([fault], [alert(1, 40), alert(7, 80)])
    expect([found.length, missed.length, falseAlerts.length]).toEqual([0, 1, 2])
  })

  it('takes a drift that grows faster for a drift, and no step', () => {
    expect(scoreYear([{ ...fault, type: 'polydrift' }], [alert(1, 60)]).found[0]?.typeRight).toBe(true)
    expect(scoreYear([{ ...fault, type: 'bias' }], [alert(1, 60)]).found[0]?.typeRight).toBe(false)
  })
})
