/** Equipment of one kind side by side, through the engine: formed from roles, read in the worker, one box that stands out. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CREATED_KEY } from '../../electron/engine/monitor/site-keys.ts'
import { openStore } from '../../electron/engine/store/open-store.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { deviceFacts } from './store/sample-site.ts'

const DAY_MS = 86_400_000
const STEP_MS = 900_000
const TO_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS
const FROM_MS = TO_MS - 7 * DAY_MS
const BOXES = 6
const [CELSIUS, PERCENT, LITRES] = [62, 98, 87]

describe('boxes side by side', () => {
  let home: string
  let engine: InlineEngine

  const fillSite = (): void => {
    const opened = openStore(join(home, 'site'))
    if (!opened.ok) throw new Error(opened.error.message)
    const store = opened.value
    store.changeSettings({ timeZone: 'UTC' })
    store.setMeta(CREATED_KEY, '0')
    const names: readonly (readonly [string, number, number])[] = [['Zone Air Temperature', 0, CELSIUS], ['Discharge Air Flow', 0, LITRES], ['Damper Position', 1, PERCENT], ['Zone Air Temperature Setpoint', 2, CELSIUS]]
    for (let box = 1; box <= BOXES; box++) {
      const objects = names.map(([name, objectType, units], objectInstance) => ({ objectType, objectInstance, name, description: '', units, stateTexts: [] }))
      const { deviceId } = store.saveDevice(deviceFacts(5_000 + box, { name: `VAV-${box}` }), objects, FROM_MS, () => 60_000)
      const [zone = 0, flow = 0, damper = 0, setpoint = 0] = store.points(deviceId).map(({ id }) => id)
      const rows: [number, number, number][] = []
      for (let timeMs = FROM_MS; timeMs < TO_MS; timeMs += STEP_MS) {
        const wave = Math.sin(timeMs / 7_200_000 + box)
        rows.push([zone, timeMs, 21 + (box === 4 ? 5 : 0.3) * wave + 0.01 * box])
        rows.push([flow, timeMs, 100 + 20 * wave])
        rows.push([damper, timeMs, 50 + 10 * wave])
        rows.push([setpoint, timeMs, 21])
      }
      store.writeBatch({ readings: { count: rows.length, pointIds: Int32Array.from(rows, ([id]) => id), timesMs: Float64Array.from(rows, ([, timeMs]) => timeMs), values: Float64Array.from(rows, ([, , value]) => value), qualities: new Uint16Array(rows.length) }, outcomes: [] })
    }
    store.close()
  }

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'plantroom-benchmark-'))
    fillSite()
    engine = await startInlineEngine({ home })
    await eventually('all boxes formed', async () => valueOf(await engine.handlers.listEquipment({})).filter(({ kind }) => kind === 'vav').length === BOXES, 60_000)
  })

  afterAll(async () => {
    await engine.stop()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  it('show the one that stands out by its distance from the set-point, and no other', async () => {
    const { job, correlationId } = valueOf(await engine.handlers.startCorrelation({ question: { what: 'benchmark', kind: 'vav', fromMs: FROM_MS, toMs: TO_MS } }))
    expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
    const answer = valueOf(await engine.handlers.getCorrelation({ correlationId }))
    if (answer.what !== 'benchmark') throw new Error(`answered ${answer.what}`)
    expect(answer.members.map(({ name }) => name).toSorted()).toEqual(Array.from({ length: BOXES }, (_, i) => `VAV-${i + 1}`))
    const deviation = answer.figures.find(({ id }) => id === 'zoneDeviation')
    const wild = answer.members.findIndex(({ name }) => name === 'VAV-4')
    // The mean of |sin| is 2 / pi.
    expect(deviation?.values[wild]).toBeCloseTo((5 * 2) / Math.PI, 0)
    expect([...(deviation?.scores ?? [])].map((score) => score >= 3.5)).toEqual(answer.members.map((_, i) => i === wild))
    expect(answer.figures.map(({ id }) => id)).toEqual(expect.arrayContaining(['zoneDeviation', 'zoneMean', 'damperTravel', 'alertShare']))
    expect(answer.figures.find(({ id }) => id === 'damperTravel')?.values.every((value) => value > 50)).toBe(true)
  })

  it('are refused where there are no two of a kind', async () => {
    expect(await engine.handlers.startCorrelation({ question: { what: 'benchmark', kind: 'ahu', fromMs: FROM_MS, toMs: TO_MS } })).toMatchObject({ ok: false, error: { code: 'benchmark-too-few' } })
  })
})
