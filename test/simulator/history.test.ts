/** History: the same building that goes on live, without a seam. */
import { expect, test } from 'vitest'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import { DAY, HOUR, MINUTE, POINT, WEDNESDAY, type PointKey } from './support.ts'

const STEP = 5 * MINUTE
const FROM = WEDNESDAY
const TO = WEDNESDAY + DAY

const made = (): ReturnType<typeof createSimulator> => createSimulator({ seed: 5, anchorMs: FROM - DAY, startMs: TO, port: 0 })

const seriesOf = (simulator: ReturnType<typeof createSimulator>, fromMs: number, toMs: number): Map<string, { times: number[]; values: number[] }> => {
  const all = new Map<string, { times: number[]; values: number[] }>()
  for (const chunk of simulator.history({ fromMs, toMs, stepMs: STEP })) {
    const key = `${chunk.deviceInstance}/${chunk.objectType}/${chunk.objectInstance}`
    const series = all.get(key) ?? { times: [], values: [] }
    series.times.push(...chunk.timesMs)
    series.values.push(...chunk.values)
    all.set(key, series)
  }
  return all
}
const keyOf = (point: PointKey): string => point.join('/')

test('measured values come every five minutes, states when they change and every hour, all in order', () => {
  const series = seriesOf(made(), FROM, TO)
  const temperature = series.get(keyOf(POINT.supplyTemp))
  expect(temperature?.times).toEqual(Array.from({ length: DAY / STEP }, (_none, index) => FROM + index * STEP))
  const fan = series.get(keyOf(POINT.fanStatus))
  expect(fan?.times.length).toBeGreaterThanOrEqual(24)
  expect(fan?.times.length).toBeLessThan(40)
  expect(fan?.values.filter((value, index) => index > 0 && value !== fan.values[index - 1])).toEqual([1, 0])
  for (const { times } of series.values()) expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(true)
})

test('every object with a value has a history, and the number of chunks is known before', () => {
  const simulator = made()
  const range = { fromMs: FROM, toMs: FROM + 10 * DAY, stepMs: 4 * STEP }
  expect(simulator.historyChunks(range)).toBe([...simulator.history(range)].length)
  expect(simulator.historyChunks({ ...range, toMs: FROM })).toBe(0)
})

test('read in two parts or in one it is the same, and the building stands where history ends', () => {
  const whole = made()
  const inOne = seriesOf(whole, FROM, TO)
  const parted = made()
  const first = seriesOf(parted, FROM, FROM + 12 * HOUR)
  const second = seriesOf(parted, FROM + 12 * HOUR, TO)
  const key = keyOf(POINT.zoneTemp)
  expect([...(first.get(key)?.values ?? []), ...(second.get(key)?.values ?? [])]).toEqual(inOne.get(key)?.values)
  const unbroken = made()
  for (const simulator of [whole, parted, unbroken]) simulator.advanceTo(TO)
  for (const point of Object.values(POINT) as PointKey[]) {
    expect(whole.reading(...point)).toBe(unbroken.reading(...point))
    expect(parted.reading(...point)).toBe(unbroken.reading(...point))
  }
  expect(Math.abs((whole.reading(...POINT.outdoorTemp) ?? 99) - (inOne.get(keyOf(POINT.outdoorTemp))?.values.at(-1) ?? 0))).toBeLessThan(1)
})
