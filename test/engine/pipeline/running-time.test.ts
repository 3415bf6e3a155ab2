/** What is read while a plant runs. */
import { describe, expect, it } from 'vitest'
import { valuesAt, whileRunning, type Readings } from '../../../electron/engine/pipeline/running-time.ts'

const HOUR_MS = 3_600_000
const PASCAL = 53
const KILOPASCAL = 54
const readings = (rows: readonly (readonly [hour: number, value: number])[]): Readings => ({ timesMs: Float64Array.from(rows, ([hour]) => hour * HOUR_MS), values: Float64Array.from(rows, ([, value]) => value) })
const rowsOf = ({ timesMs, values }: Readings): number[][] => Array.from(timesMs, (timeMs, i) => [timeMs / HOUR_MS, values[i] as number])

describe('readings while a plant runs', () => {
  const own = readings([[0, 1], [5, 2], [6, 250], [6.25, 251], [12, 252], [18, 3], [40, 4]])

  it('are those since a quarter of an hour after the start until the stop, whichever drive it is that runs', () => {
    expect(rowsOf(whileRunning(own, [readings([[0, 0], [6, 1], [10, 0]]), readings([[0, 0], [9, 1], [17, 0]])], PASCAL))).toEqual([[6.25, 251], [12, 252]])
  })

  it('are none where the state is not known: before it was first read, and a day after it was last', () => {
    expect(rowsOf(whileRunning(own, [readings([[11, 1]])], PASCAL))).toEqual([[12, 252], [18, 3]])
  })

  it('are those that are not at rest where no state is read at all', () => {
    expect(rowsOf(whileRunning(own, [readings([])], PASCAL)).map(([hour]) => hour)).toEqual([6, 6.25, 12])
    expect(rowsOf(whileRunning(readings([[0, 0.4], [1, 2.9], [2, 85], [3, -85]]), [], KILOPASCAL)).map(([hour]) => hour)).toEqual([2, 3])
  })
})

describe('values at the times of readings', () => {
  it('are the last ones before, not older than a day and two hours', () => {
    expect(rowsOf(valuesAt(readings([[2, 7], [10, 8.5]]), Float64Array.of(1, 2, 9, 10, 35, 37).map((hour) => hour * HOUR_MS)))).toEqual([[2, 7], [9, 7], [10, 8.5], [35, 8.5]])
  })
})
