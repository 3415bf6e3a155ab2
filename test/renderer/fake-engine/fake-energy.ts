/** Meters of the made-up building and what they measured: an office with a main meter, sub-meters, heat and water; a gap, a reset and a wrong unit. */
import type { ENERGY_CALLS } from '../../../shared/calls/energy-calls.ts'
import type { EngineEvents, Handlers } from '../../../shared/contract.ts'
import { ENERGY_QUALITY, type EnergyFigures, type EnergySeries, type Meter, type MeterChange, type MeterCorrection } from '../../../shared/domain/energy.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok } from '../../../shared/result.ts'

interface Building {
  readonly empty: boolean
  readonly failing: boolean
  /** 1 = seven meters; more for lists. */
  readonly scale: number
  readonly points: () => readonly Point[]
  readonly push: <N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]) => void
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const meter = (id: number, name: string, patch: Partial<Meter> = {}): Meter => ({
  id, name, medium: 'electricity', measure: 'energy', source: { what: 'point', pointId: id, signal: 'counter' }, origin: 'found', confidence: 0.92, units: 19, scale: 1, rolloverAt: null, deviceId: 1, area: '',
  floorAreaM2: null, parentId: null, demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: { fromMs: Date.now() - 90 * DAY_MS, toMs: Date.now() }, ...patch,
})

export const METERS: readonly Meter[] = [
  meter(1, 'Main distribution', { origin: 'confirmed', confidence: 1, demandLimitKw: 320, floorAreaM2: 6_400, area: 'Harbour House' }),
  meter(2, 'Ventilation plant', { parentId: 1, confidence: 0.84 }),
  meter(3, 'Chillers', { parentId: 1, confidence: 0.58 }),
  meter(4, 'Lighting, levels 1 to 3', { parentId: 1, problems: [message('fake.meterUnit')] }),
  meter(5, 'Supply fan AHU-2', { parentId: 2, estimated: true, source: { what: 'runTime', pointId: 5, ratedKw: 11, speedPointId: null }, origin: 'made' }),
  meter(6, 'District heat', { medium: 'heat' }),
  meter(7, 'Water', { medium: 'water', measure: 'volume', units: 80 }),
]

/** Points of the building that are meters, by the end of their names. */
const POINT_NAMES: Readonly<Record<number, string>> = { 1: 'MAIN-KWH', 3: 'CH-KW', 4: 'MTR.L1-A', 5: 'AHU-2.SF-S' }

const sourceIn = (points: readonly Point[], { id, source }: Meter): Meter['source'] => {
  const name = POINT_NAMES[id]
  const point = name === undefined ? undefined : points.find((one) => one.name.endsWith(name))
  return point !== undefined && (source.what === 'point' || source.what === 'runTime') ? { ...source, pointId: point.id } : source
}

const SIZES: Readonly<Record<number, number>> = { 1: 240, 2: 62, 3: 90, 4: 48, 5: 9, 6: 180, 7: 1.4 }

const isGap = (startMs: number): boolean => Math.floor(startMs / DAY_MS) % 19 === 4

/** kW or m3/h of an hour. */
export const demandAt = (meterId: number, timeMs: number): number => {
  const day = Math.floor(timeMs / DAY_MS)
  const hour = Math.floor((timeMs % DAY_MS) / HOUR_MS)
  const isWorking = (day + 3) % 7 < 5 && hour >= 6 && hour < 19
  return (SIZES[meterId] ?? 20) * (isWorking ? 0.75 + 0.25 * Math.sin((hour - 6) / 4) : 0.22) * (1 + 0.15 * Math.sin(day * 1.7 + meterId))
}

export const seriesOf = (meterId: number, fromMs: number, toMs: number, step: EnergySeries['step']): EnergySeries => {
  const length = step === 'hour' ? HOUR_MS : step === 'day' ? DAY_MS : 30 * DAY_MS
  const starts: number[] = []
  for (let atMs = Math.ceil(fromMs / length) * length; atMs < toMs; atMs += length) starts.push(atMs)
  const sum = (startMs: number): number => {
    let energy = 0
    for (let atMs = startMs; atMs < startMs + length; atMs += HOUR_MS) energy += demandAt(meterId, atMs)
    return energy
  }
  const isFilled = (startMs: number): boolean => step !== 'month' && isGap(startMs + 3 * DAY_MS)
  return {
    meterId, step, startsMs: Float64Array.from(starts),
    energy: Float64Array.from(starts, (startMs) => (step !== 'month' && isGap(startMs) ? Number.NaN : sum(startMs))),
    peak: Float64Array.from(starts, (startMs) => (SIZES[meterId] ?? 20) * (0.9 + 0.1 * Math.sin(startMs / DAY_MS))),
    peakAtMs: Float64Array.from(starts, (startMs) => startMs + Math.min(length - HOUR_MS, 13 * HOUR_MS)),
    coverage: Float64Array.from(starts, (startMs) => (isFilled(startMs) ? 0.6 : 1)),
    quality: Uint8Array.from(starts, (startMs) => (isFilled(startMs) ? ENERGY_QUALITY.filled : 0)),
  }
}

const figuresOf = (meterId: number, fromMs: number, toMs: number): EnergyFigures => {
  const size = SIZES[meterId] ?? 20
  return {
    meterId, fromMs, toMs, energy: (size * 0.42 * (toMs - fromMs)) / HOUR_MS, peak: size * 0.98, peakAtMs: toMs - 30 * HOUR_MS, loadFactor: 0.43, baseLoad: size * 0.2, coverage: 0.962, corrections: 2,
    cost: meterId === 7 ? null : (size * 0.42 * 0.21 * (toMs - fromMs)) / HOUR_MS, currency: meterId === 7 ? null : 'EUR', co2Kg: meterId < 6 ? (size * 0.42 * 0.363 * (toMs - fromMs)) / HOUR_MS : null, expected: null, heatingDegreeDays: 212.4, coolingDegreeDays: 0,
  }
}

export const fakeEnergy = ({ empty, failing, scale, points, push }: Building): Pick<Handlers, keyof typeof ENERGY_CALLS> => {
  const nowMs = Date.now()
  const gone = failure('store-locked', 'The database is in use.', { file: 'plantroom.db' })
  const own = points()
  let meters: readonly Meter[] = empty ? [] : [...METERS.map((one) => ({ ...one, source: sourceIn(own, one) })), ...Array.from({ length: scale > 1 ? scale * 20 : 0 }, (_, index) => meter(100 + index, `Tenant meter ${index + 1}`, { parentId: 1 }))]
  let changes: MeterChange[] = []
  let corrections: MeterCorrection[] = [
    { id: 1, meterId: 1, kind: 'reset', fromMs: nowMs - 9 * DAY_MS, toMs: nowMs - 9 * DAY_MS + HOUR_MS, before: 812_345, after: 12, counted: 61, uncorrected: -812_333, why: message('fake.meterReset'), undoneAtMs: null },
    { id: 2, meterId: 1, kind: 'gap', fromMs: nowMs - 6 * DAY_MS, toMs: nowMs - 5 * DAY_MS, before: 14_100, after: 17_240, counted: 3_140, uncorrected: 0, why: message('fake.meterGap'), undoneAtMs: null },
  ]
  const guarded = <A, R>(answer: (args: A) => R) => (args: A): R | typeof gone => (failing ? gone : answer(args))
  const told = (meterIds: readonly number[]): void => void setTimeout(() => push('energyChanged', { meterIds }), 0)
  const note = (what: MeterChange['what'], before: Meter | null, after: Meter | null): void => {
    changes = [{ id: changes.length + 1, atMs: Date.now(), who: 'operator', meterId: (after ?? before)?.id ?? 0, what, before, after, undone: false }, ...changes]
  }
  const replace = (meterIds: readonly number[], change: (old: Meter) => Meter, what: MeterChange['what'] = 'changed'): readonly Meter[] => {
    for (const before of meters.filter(({ id }) => meterIds.includes(id))) note(what, before, change(before))
    meters = meters.map((old) => (meterIds.includes(old.id) ? change(old) : old))
    told(meterIds)
    return meters.filter(({ id }) => meterIds.includes(id))
  }
  const overviewOf = (one: Meter) => {
    const size = SIZES[one.id] ?? 20
    return {
      meterId: one.id, today: { energy: size * 4.2, peak: size * 0.9, peakAtMs: nowMs - 3 * HOUR_MS }, week: { energy: size * 38 }, now: size * 0.7, peakRisk: one.id === 1 ? 0.64 : null,
    }
  }
  const siteOf = (medium: Meter['medium'], measure: Meter['measure'], size: number) => ({ medium, measure, today: size * 4.2, todayExpected: medium === 'electricity' ? size * 4 : null, week: size * 38, weekExpected: null, costWeek: medium === 'water' ? null : size * 38 * 0.21, currency: medium === 'water' ? null : 'EUR', co2KgWeek: medium === 'electricity' ? size * 38 * 0.363 : null, coverage: 0.98 })
  return {
    listMeters: guarded(() => ok(meters)),
    changeMeters: guarded(({ meterIds, patch }) => ok(replace(meterIds, (old) => ({ ...old, ...Object.fromEntries(Object.entries(patch).filter(([name, value]) => name !== 'signal' && value !== undefined)) })))),
    confirmMeters: guarded(({ meterIds }) => ok(replace(meterIds.filter((id) => meters.some((one) => one.id === id && one.origin === 'found')), (old) => ({ ...old, origin: 'confirmed', confidence: 1 }), 'confirmed'))),
    makeMeter: guarded(({ meter: made }) => {
      const added = meter(1_000 + meters.length, made.name, { ...made, source: made.source, origin: 'made', confidence: 1 })
      meters = [...meters, added]
      note('made', null, added)
      told([added.id])
      return ok(added)
    }),
    removeMeter: guarded(({ meterId }) => {
      const removed = meters.find(({ id }) => id === meterId)
      if (removed?.origin !== 'made') return failure('meter-not-made', 'It would be found again.', { name: removed?.name ?? '' })
      meters = meters.filter(({ id }) => id !== meterId)
      note('removed', removed, null)
      told([meterId])
      return ok(null)
    }),
    listMeterChanges: guarded(() => ok(changes)),
    undoMeterChange: guarded(({ changeId }) => {
      const change = changes.find(({ id }) => id === changeId)
      if (change === undefined) return failure('meter-change-unknown', 'There is no such change.', {})
      const { before } = change
      changes = changes.map((one) => (one.id === changeId ? { ...one, undone: true } : one))
      meters = before === null ? meters.filter(({ id }) => id !== change.meterId) : change.after === null ? [...meters, before] : meters.map((old) => (old.id === before.id ? before : old))
      told([change.meterId])
      return ok(meters.filter(({ id }) => id === change.meterId))
    }),
    listMeterCorrections: guarded(({ meterId }) => ok(corrections.filter((one) => meterId === undefined || one.meterId === meterId))),
    setMeterCorrection: guarded(({ correctionId, inForce }) => {
      corrections = corrections.map((one) => (one.id === correctionId ? { ...one, undoneAtMs: inForce ? null : Date.now() } : one))
      const one = corrections.find(({ id }) => id === correctionId)!
      const its = meters.find(({ id }) => id === one.meterId) ?? null
      note(inForce ? 'correctionRedone' : 'correctionUndone', its, its)
      told([one.meterId])
      return ok(one)
    }),
    getEnergyOverview: guarded(() =>
      ok({
        atMs: nowMs, meters: meters.map(overviewOf), site: [siteOf('electricity', 'energy', 240), siteOf('heat', 'energy', 180), siteOf('water', 'volume', 1.4)],
        unaccounted: [{ meterId: 1, energy: 40 * 38, share: 40 / 240 }],
      }),
    ),
    getEnergySeries: guarded(({ meterIds, fromMs, toMs, step }) => ok(meterIds.map((meterId) => seriesOf(meterId, fromMs, toMs, step)))),
    getEnergyFigures: guarded(({ meterIds, fromMs, toMs }) => ok(meterIds.map((meterId) => figuresOf(meterId, fromMs, toMs)))),
    getEnergyCarpet: guarded(({ meterId, fromMs, toMs }) => {
      const days = Math.round((toMs - fromMs) / DAY_MS)
      const first = Math.floor(fromMs / DAY_MS)
      return ok({
        meterId, daysMs: Float64Array.from({ length: days }, (_, day) => (first + day) * DAY_MS),
        values: Float64Array.from({ length: days * 25 }, (_, at) => {
          const startMs = (first + Math.floor(at / 25)) * DAY_MS + (at % 25) * HOUR_MS
          return at % 25 === 24 || isGap(startMs) ? Number.NaN : demandAt(meterId, startMs)
        }),
      })
    }),
    getLoadDuration: guarded(({ meterId }) => {
      const size = SIZES[meterId] ?? 20
      return ok({ share: Float64Array.from({ length: 200 }, (_, at) => (at + 1) / 200), demand: Float64Array.from({ length: 200 }, (_, at) => size * (at < 80 ? 1 - at / 400 : 0.3 - at / 2_000)) })
    }),
    getRunHours: guarded(() => ok([])),
    exportEnergy: guarded(() => ok({ name: 'energy.csv', bytes: new TextEncoder().encode('time;kWh\n') })),
  }
}
