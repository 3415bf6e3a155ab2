/** A small year of slow faults: rooms, ducts and outdoor air of two floors with fans that run by day, six faults among them, a set-point that is changed and hours that become longer. */
import { describe, expect, it, vi } from 'vitest'
import { createCalendar } from '../../electron/engine/analysis/calendar.ts'
import type { PointJudgement } from '../../electron/engine/analysis/drift/judge-point.ts'
import { signalByType } from '../../electron/engine/analysis/quality/point-profile.ts'
import { createDriftAlerts } from '../../electron/engine/pipeline/drift-alerts.ts'
import { readDays } from '../../electron/engine/pipeline/drift-days.ts'
import { createDriftFireBook } from '../../electron/engine/pipeline/drift-fires.ts'
import { createDriftGuides } from '../../electron/engine/pipeline/drift-guides.ts'
import { driftKindOf } from '../../electron/engine/pipeline/drift-kinds.ts'
import { knownPoint, type DriftQuestion, type KnownPoint } from '../../electron/engine/pipeline/drift-judge.ts'
import { walkDays } from '../../electron/engine/pipeline/drift-walk.ts'
import type { Alert } from '../../shared/domain/alert.ts'
import type { PointRole } from '../../shared/domain/point-role.ts'
import type { Point } from '../../shared/domain/point.ts'
import type { Series } from '../../shared/domain/series.ts'
import { noiseOf, outdoor, START_DAY, START_MS } from '../engine/analysis/drift/samples.ts'

// Five thousand days of sensors are judged: seconds of work, and machines are busy.
vi.setConfig({ testTimeout: 120_000 })

const DAY_MS = 86_400_000
const HALF_HOUR_MS = 1_800_000
const STEPS_A_DAY = 48
const DAYS = 210
const CELSIUS = 62
const PASCAL = 53
const KILOPASCAL = 54

interface Made {
  readonly point: Point
  readonly role: PointRole
  readonly values: Float64Array
}

/** Working days from seven to eighteen; from day 150 on until twenty-two, and on Saturdays. */
const isOpen = (hour: number): boolean => {
  const [day, at] = [Math.floor(hour / 24), hour % 24]
  return day % 7 < (day >= 150 ? 6 : 5) && at >= 7 && at < (day >= 150 ? 22 : 18)
}
const after = (day: number, hour: number): boolean => hour >= day * 24
const grown = (from: number, days: number, hour: number): number => Math.min(1, Math.max(0, (hour / 24 - from) / days))

const makeSite = (): readonly Made[] => {
  const made: Made[] = []
  const add = (deviceId: number, name: string, role: PointRole, units: number | null, valueAt: (hour: number, noise: () => number) => number): void => {
    const id = made.length + 1
    const noise = noiseOf(id * 977)
    const isState = units === null
    const point: Point = { id, deviceId, objectType: isState ? 3 : role.endsWith('_sp') ? 2 : 0, objectInstance: id, name, description: '', kind: isState ? 'binary' : 'analog', units, stateTexts: [], pollIntervalMs: 60_000 }
    made.push({ point, role, values: Float64Array.from({ length: DAYS * STEPS_A_DAY }, (_, step) => valueAt(step / 2, noise)) })
  }
  for (const [i, fault] of [(hour: number) => (after(100, hour) ? -3 : 0), () => 0, () => 0].entries()) add(1, `OAT ${i + 1}`, 'outside_air_temp', CELSIUS, (hour, noise) => outdoor(hour) + noise() + fault(hour))
  for (let room = 1; room <= 24; room++) {
    const setpoint = (hour: number): number => (room === 9 && after(120, hour) ? 22.5 : 21)
    // One of them drifts, one stands still.
    const shown = (hour: number, value: number): number => (room === 4 ? value + 3.5 * grown(90, 60, hour) : room === 16 && after(130, hour) ? 21 : value)
    add(2, `VAV-${room} ZN-T`, 'zone_air_temp', CELSIUS, (hour, noise) => shown(hour, setpoint(hour) + (isOpen(hour) ? 0.4 : -0.6) + (outdoor(hour) - 10) / 20 + 0.2 * noise() + room / 40))
    add(2, `VAV-${room} ZN-SP`, 'zone_temp_sp', CELSIUS, setpoint)
  }
  for (let unit = 1; unit <= 6; unit++) {
    const setpoint = (hour: number): number => (unit === 2 && after(140, hour) ? 190 : 250)
    // The second one's set-point is lowered, and it follows; the third one reads too much; the fifth one is jagged.
    const offset = (hour: number): number => (unit === 3 && after(110, hour) ? 70 : 0)
    const noiseSize = (hour: number): number => (unit === 5 && after(125, hour) ? 40 : 4)
    const running = (hour: number): boolean => isOpen(hour - unit / 2)
    add(10 + unit, `AHU${unit}.SA_SP`, 'air_pressure', PASCAL, (hour, noise) => (running(hour) ? setpoint(hour) + offset(hour) + noiseSize(hour) * noise() : noise()))
    add(10 + unit, `AHU${unit}.SA_SP_SP`, 'air_pressure_sp', PASCAL, setpoint)
    add(10 + unit, `AHU${unit}.SF_STS`, 'fan_status', null, (hour) => (running(hour) ? 1 : 0))
  }
  const water = (hour: number): number => (after(135, hour) ? 8.5 : 7)
  add(30, 'CHW.CHWS_T', 'chilled_water_supply_temp', CELSIUS, (hour, noise) => water(hour) + 0.3 * noise())
  add(30, 'CHW.CHWS_T_SP', 'water_temp_sp', CELSIUS, water)
  add(30, 'CHW.CHW_DP', 'water_pressure', KILOPASCAL, (hour, noise) => 120 + 2 * noise() + 30 * grown(100, 40, hour))
  add(30, 'CHW.CHW_DP_SP', 'water_pressure_sp', KILOPASCAL, () => 120)
  add(30, 'CHW.P1_STS', 'pump_status', null, () => 1)
  return made
}

interface Year {
  readonly alerts: readonly { readonly name: string; readonly raisedDay: number; readonly clearedDay: number | null; readonly type: PointJudgement['type']; readonly alert: Pick<Alert, 'title' | 'explanation'> | undefined }[]
  readonly points: number
}

const live = (site: readonly Made[]): Year => {
  const calendar = createCalendar('UTC')
  const byId = new Map(site.map((each) => [each.point.id, each]))
  const guidesOf = createDriftGuides(site.map(({ point }) => point), (id) => byId.get(id)?.role ?? null)
  const read = (pointId: number, fromMs: number, toMs: number): Series => {
    const [from, to] = [fromMs, toMs].map((timeMs) => Math.min(DAYS * STEPS_A_DAY, Math.max(0, Math.ceil((timeMs - START_MS) / HALF_HOUR_MS)))) as [number, number]
    return { pointId, thinned: false, timesMs: Float64Array.from({ length: to - from }, (_, i) => START_MS + (from + i) * HALF_HOUR_MS), values: (byId.get(pointId) as Made).values.slice(from, to), qualities: new Uint16Array(to - from) }
  }
  const known = new Map<number, KnownPoint>()
  for (const { point, role } of site) {
    const question: DriftQuestion = { point, signal: signalByType(point), role, guides: guidesOf(point), kept: null }
    const kind = driftKindOf(point, question.signal)
    if (kind === null || role.endsWith('_sp')) continue
    const work = readDays({ pointId: point.id, signal: question.signal, units: point.units, guides: question.guides }, { fromDay: START_DAY, toDay: START_DAY + DAYS, untilMs: START_MS + DAYS * DAY_MS }, calendar, read)
    let step = work.next()
    while (step.done !== true) step = work.next()
    known.set(point.id, knownPoint(question, kind, step.value))
  }
  const book = createDriftFireBook()
  const types = new Map<number, PointJudgement['type']>()
  const words = new Map<number, Alert>()
  const questions = [...known.values()].map(({ question }) => ({ ...question, kept: null }))
  const walk = walkDays(known, questions, { beginMs: START_MS, toMs: START_MS + DAYS * DAY_MS, timeZone: 'UTC' }, createDriftAlerts(book), ({ pointId, judgement }) => {
    const open = book.open().find((alert) => alert.pointId === pointId)
    if (open === undefined || !judgement.alarm) return
    types.set(pointId, judgement.type)
    words.set(pointId, open)
  })
  for (let step = walk.next(); step.done !== true;) step = walk.next()
  const dayOf = (timeMs: number): number => (timeMs - START_MS) / DAY_MS
  return {
    points: known.size,
    alerts: book.fires(START_MS).map(({ pointId, raisedAtMs, clearedAtMs }) => ({
      name: byId.get(pointId as number)?.point.name ?? '', raisedDay: dayOf(raisedAtMs), clearedDay: clearedAtMs === null ? null : dayOf(clearedAtMs), type: types.get(pointId as number) ?? null, alert: words.get(pointId as number),
    })),
  }
}

let lived: Year | undefined
const year = (): Year => (lived ??= live(makeSite()))

/** Points with a fault, and since which day. */
const FAULTS: Readonly<Record<string, readonly [day: number, types: readonly PointJudgement['type'][], mostDelay: number]>> = {
  'OAT 1': [100, ['bias'], 20], 'VAV-4 ZN-T': [90, ['drift', 'polydrift', 'bias'], 60], 'VAV-16 ZN-T': [130, ['stuck'], 7],
  'AHU3.SA_SP': [110, ['bias'], 25], 'AHU5.SA_SP': [125, ['noise'], 30], 'CHW.CHW_DP': [100, ['drift', 'polydrift', 'bias'], 40],
}

describe('a year of 35 sensors with six slow faults', () => {
  it('has each fault found, and told as what it is', () => {
    expect(year().points).toBe(35)
    for (const [name, [day, types, mostDelay]] of Object.entries(FAULTS)) {
      const own = year().alerts.filter((alert) => alert.name === name)
      expect(own.map(({ name: of }) => of), name).toEqual([name])
      expect(own[0]?.raisedDay, name).toBeGreaterThan(day)
      expect(own[0]?.raisedDay, name).toBeLessThanOrEqual(day + mostDelay)
      expect(types, name).toContain(own[0]?.type)
    }
  })

  it('has no alert of a healthy sensor: neither longer hours nor changed set-points are faults', () => {
    expect(year().alerts.map(({ name }) => name).filter((name) => FAULTS[name] === undefined)).toEqual([])
  })

  it('ends none while the fault stands, over weekends in which fans rest as well', () => {
    expect(year().alerts.filter(({ clearedDay }) => clearedDay !== null)).toEqual([])
  })

  it('says of what is held at a set-point that it is compared with it, and that the plant may be wrong', () => {
    const duct = year().alerts.find(({ name }) => name === 'AHU3.SA_SP')?.alert
    expect(duct?.title.key).toBe('drift.setpoint.above')
    expect(duct?.explanation.map(({ key }) => key)).toEqual(['drift.type.bias', 'drift.atSetpoint', 'drift.orPlant', 'drift.limit'])
    expect(duct?.explanation[1]?.params).toEqual({ setpoint: 'AHU3.SA_SP_SP' })
  })
})
