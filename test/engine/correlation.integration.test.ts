/** Points that move together, through the engine: stored readings, the worker's thread, jobs and answers. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CREATED_KEY } from '../../electron/engine/monitor/site-keys.ts'
import { openStore } from '../../electron/engine/store/open-store.ts'
import type { CorrelationAnswer, CorrelationQuestion } from '../../shared/domain/correlation.ts'
import { QUALITY } from '../../shared/domain/quality.ts'
import { jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { autoregression } from './analysis/correlation/generated-series.ts'
import { deviceFacts } from './store/sample-site.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const STEP_MS = 5 * MINUTE_MS
const TO_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS
const FROM_MS = TO_MS - 20 * DAY_MS
const STEPS = (TO_MS - FROM_MS) / STEP_MS
const EVENT_MS = TO_MS - 6 * 3_600_000
const LATE_STEPS = 6
const options = { method: 'pearson', season: true, outdoor: false } as const

describe('points that move together', () => {
  let home: string
  let engine: InlineEngine
  /** supply, room (follows half an hour later), stranger, still, outdoor, mode. */
  let points: readonly number[]

  const fillSite = (): void => {
    const opened = openStore(join(home, 'site'))
    if (!opened.ok) throw new Error(opened.error.message)
    const store = opened.value
    store.changeSettings({ timeZone: 'UTC' })
    store.setMeta(CREATED_KEY, '0')
    const names: readonly (readonly [string, number])[] = [['AHU1.SupplyTemp', 0], ['AHU1.RoomTemp', 0], ['Stranger', 0], ['Still', 0], ['Outdoor air temperature', 0], ['Mode', 13]]
    const objects = names.map(([name, objectType], objectInstance) => ({ objectType, objectInstance, name, description: '', units: objectType === 0 ? 62 : null, stateTexts: [] }))
    const { deviceId } = store.saveDevice(deviceFacts(4_002, { name: 'AHU' }), objects, FROM_MS, () => 60_000)
    const ids = store.points(deviceId).map(({ id }) => id)
    points = ids
    const [supply, room, stranger, outdoor] = [autoregression(STEPS, 12_345, 0.97), autoregression(STEPS, 98_765_431, 0.5), autoregression(STEPS, 555_555_551, 0.9), autoregression(STEPS, 1_234_567_891, 0.99)]
    const rows: [number, number, number, number][] = []
    for (let i = 0; i < STEPS; i++) {
      const timeMs = FROM_MS + i * STEP_MS
      const sun = 3 * Math.sin((2 * Math.PI * i) / 288)
      const event = timeMs >= EVENT_MS ? 4 : 0
      const wild = i % 50 === 7
      rows.push([ids[0] as number, timeMs, wild ? 900 : 16 + sun + (supply[i] as number) + event, wild ? QUALITY.outOfRange : 0])
      rows.push([ids[1] as number, timeMs, 21 + sun + (supply[i - LATE_STEPS] ?? 0) + 0.2 * (room[i] as number) + (timeMs >= EVENT_MS + LATE_STEPS * STEP_MS ? 4 : 0), 0])
      rows.push([ids[2] as number, timeMs, 50 + 5 * sun + (stranger[i] as number), 0])
      rows.push([ids[3] as number, timeMs, 20, 0])
      rows.push([ids[5] as number, timeMs, 1 + (i % 3), 0])
      rows.push([ids[4] as number, timeMs, 8 + sun + (outdoor[i] as number), 0])
    }
    for (let from = 0; from < rows.length; from += 20_000) {
      const part = rows.slice(from, from + 20_000)
      store.writeBatch({ readings: { count: part.length, pointIds: Int32Array.from(part, ([id]) => id), timesMs: Float64Array.from(part, ([, timeMs]) => timeMs), values: Float64Array.from(part, ([, , value]) => value), qualities: Uint16Array.from(part, ([, , , quality]) => quality) }, outcomes: [] })
    }
    store.addGap({ deviceId, fromMs: FROM_MS + 5 * DAY_MS, toMs: FROM_MS + 5 * DAY_MS + 2 * STEP_MS, reason: 'deviceOffline' })
    store.close()
  }

  const ask = async <W extends CorrelationQuestion['what']>(question: CorrelationQuestion & { readonly what: W }): Promise<Extract<CorrelationAnswer, { readonly what: W }>> => {
    const { job, correlationId } = valueOf(await engine.handlers.startCorrelation({ question: question as never }))
    expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done', failure: null })
    return valueOf(await engine.handlers.getCorrelation({ correlationId })) as Extract<CorrelationAnswer, { readonly what: W }>
  }

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'plantroom-correlation-'))
    fillSite()
    engine = await startInlineEngine({ home })
  })

  afterAll(async () => {
    await engine.stop()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  it('stand in a matrix that knows them from those that only follow the sun, and says what it left out', async () => {
    const matrix = await ask({ what: 'matrix', pointIds: [...points], fromMs: FROM_MS, toMs: TO_MS, options })
    const [supply = 0, room = 0, stranger = 0, still = 0, , mode = 0] = points
    const at = (a: number, b: number): number => matrix.pointIds.indexOf(a) * matrix.pointIds.length + matrix.pointIds.indexOf(b)
    expect(matrix).toMatchObject({ stepMs: STEP_MS, outdoorPointId: null, options })
    expect(matrix.leftOut.toSorted((a, b) => a.pointId - b.pointId)).toEqual([{ pointId: still, why: 'still', coverage: 1 }, { pointId: mode, why: 'mode', coverage: 0 }])
    expect(matrix.r[at(supply, room)]).toBeGreaterThan(0.7)
    expect(matrix.q[at(supply, room)]).toBeLessThan(0.001)
    expect(Math.abs(matrix.r[at(supply, stranger)] as number)).toBeLessThan(0.3)
    expect(matrix.q[at(supply, stranger)]).toBeGreaterThan(0.05)
    expect(matrix.groups[matrix.pointIds.indexOf(supply)]).toBe(matrix.groups[matrix.pointIds.indexOf(room)])
    // What was out of range is bridged by the reading before for no longer than it stands: it left no wild value.
    const raw = await ask({ what: 'matrix', pointIds: [supply, stranger], fromMs: FROM_MS, toMs: TO_MS, options: { ...options, season: false } })
    expect(raw.r[1]).toBeGreaterThan(0.6)
  })

  it('are told by how much one is later', async () => {
    const [supply = 0, room = 0] = points
    const pair = await ask({ what: 'pair', firstId: supply, secondId: room, fromMs: FROM_MS, toMs: TO_MS, options })
    expect(pair.curve.best).toMatchObject({ lagMs: LATE_STEPS * STEP_MS })
    expect(pair.curve.best?.r).toBeGreaterThan(pair.r)
    expect(pair.effective).toBeLessThan(pair.count / 5)
    expect(pair.first).toHaveLength(STEPS)
    expect(pair.first.every((value) => Number.isNaN(value) || value < 40)).toBe(true)
    expect(pair.count).toBeGreaterThan(STEPS * 0.95)
    const ranks = await ask({ what: 'pair', firstId: supply, secondId: room, fromMs: FROM_MS, toMs: TO_MS, options: { method: 'spearman', season: true, outdoor: true } })
    expect(ranks.curve.best?.r).toBeGreaterThan(0.7)
  })

  it('answer what moved with one of them in an event, with relation, shift and delay', async () => {
    const [supply = 0, room = 0] = points
    const answer = await ask({ what: 'movedWith', pointId: supply, eventFromMs: EVENT_MS, eventToMs: TO_MS })
    expect(answer.shift).toBeGreaterThan(2)
    const [first] = answer.moved
    expect(first).toMatchObject({ pointId: room, proposed: false, best: { lagMs: LATE_STEPS * STEP_MS } })
    expect(first?.shift).toBeGreaterThan(2)
    expect(first?.relation.key).toMatch(/^relation\./)
    expect(answer.looked).toBe(answer.moved.length)
  })

  it('keep what a person said of a relation, until it is taken back', async () => {
    const [supply = 0, room = 0] = points
    const { handlers } = engine
    expect(valueOf(await handlers.decideRelated({ pointId: supply, otherId: room, decision: 'dismissed', r: 0.8 }))).toMatchObject([{ pointId: supply, otherId: room, decision: 'dismissed' }])
    expect(valueOf(await handlers.decideRelated({ pointId: supply, otherId: room, decision: 'accepted', r: 0.8 }))).toMatchObject([{ decision: 'accepted', r: 0.8 }])
    expect(valueOf(await handlers.listRelated({ pointId: room }))).toEqual([])
    expect(valueOf(await handlers.listRelated({}))).toHaveLength(1)
    expect(valueOf(await handlers.decideRelated({ pointId: supply, otherId: room, decision: null, r: 0.8 }))).toEqual([])
    expect(await handlers.decideRelated({ pointId: supply, otherId: supply, decision: 'accepted', r: 1 })).toMatchObject({ ok: false, error: { code: 'correlation-same-point' } })
    expect(await handlers.decideRelated({ pointId: supply, otherId: 999, decision: 'accepted', r: 1 })).toMatchObject({ ok: false, error: { code: 'point-unknown' } })
  })

  it('are refused where nothing can be told, in words that say why', async () => {
    const [supply = 0, room = 0] = points
    const code = async (question: CorrelationQuestion): Promise<string> => {
      const started = await engine.handlers.startCorrelation({ question: question as never })
      return started.ok ? 'started' : started.error.code
    }
    expect(await code({ what: 'matrix', pointIds: [supply, room], fromMs: TO_MS - DAY_MS, toMs: TO_MS, options })).toBe('correlation-too-short')
    expect(await code({ what: 'matrix', pointIds: [supply, room], fromMs: TO_MS - 500 * DAY_MS, toMs: TO_MS, options })).toBe('correlation-too-long')
    expect(await code({ what: 'pair', firstId: supply, secondId: supply, fromMs: FROM_MS, toMs: TO_MS, options })).toBe('correlation-same-point')
    expect(await code({ what: 'matrix', pointIds: [supply, 999], fromMs: FROM_MS, toMs: TO_MS, options })).toBe('point-unknown')
    expect(await code({ what: 'movedWith', pointId: supply, eventFromMs: TO_MS - 20 * DAY_MS, eventToMs: TO_MS })).toBe('correlation-event-long')
    expect(await engine.handlers.getCorrelation({ correlationId: 99_999 })).toMatchObject({ ok: false, error: { code: 'correlation-unknown' } })
  })

  it('can be given up, and leave no answer', async () => {
    const { job, correlationId } = valueOf(await engine.handlers.startCorrelation({ question: { what: 'matrix', pointIds: [...points], fromMs: FROM_MS, toMs: TO_MS, options } }))
    valueOf(await engine.handlers.cancelJob({ jobId: job.id }))
    expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'cancelled' })
    expect((await engine.handlers.getCorrelation({ correlationId })).ok).toBe(false)
  })
})
