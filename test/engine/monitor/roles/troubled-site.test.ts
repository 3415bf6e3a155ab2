/**
 * A site whose data is wrong by the dozen: temperatures at exactly 0.0, energy in square metres. It must give a handful of grouped data alerts, no alert of equipment,
 * and its data problems one by device and kind. Played through the product's own live path: on a made-up site always, on a real one where its files are.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findRoles } from '../../../../electron/engine/analysis/roles/find-roles.ts'
import { groupDataProblems } from '../../../../electron/engine/monitor/roles/data-problems.ts'
import { silentLog } from '../../../../electron/engine/log.ts'
import { createInlineLearner } from '../../../../electron/engine/pipeline/learner.ts'
import { createPipeline } from '../../../../electron/engine/pipeline/pipeline.ts'
import type { Alert } from '../../../../shared/domain/alert.ts'
import { objectTypeFact, objectTypeNumber } from '../../../../shared/domain/object-type.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { FoundRole, PointRoleAssignment } from '../../../../shared/domain/roles.ts'
import { readCsv } from '../../../../shared/plain-csv.ts'
import { unitNumber } from '../../../../shared/units.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { createMemoryStore } from '../../pipeline/memory-store.ts'

interface Reading {
  readonly timeMs: number
  readonly pointId: number
  readonly value: number
}

const pointOf = (id: number, deviceId: number, type: string, instance: number, name: string, units: string | null): Point => {
  const objectType = objectTypeNumber(type) ?? 0
  return { id, deviceId, objectType, objectInstance: instance, name, description: '', kind: objectTypeFact(objectType).kind, units: units === null ? null : (unitNumber(units) ?? null), stateTexts: [], pollIntervalMs: 60_000 }
}

const rolesOf = (points: readonly Point[]): ReadonlyMap<number, FoundRole> => {
  const work = findRoles(points)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

const play = (points: readonly Point[], readings: readonly Reading[]) => {
  const ordered = [...readings].sort((a, b) => a.timeMs - b.timeMs)
  const clock = createFakeClock(ordered[0]?.timeMs ?? 0)
  const memory = createMemoryStore()
  const pipeline = createPipeline({
    clock, store: memory.store, learner: createInlineLearner(memory.readers), log: silentLog, listener: { liveValues: () => {}, alertsChanged: () => {}, storeTrouble: () => {} },
  })
  pipeline.setPoints(points)
  const deviceOf = new Map(points.map(({ id, deviceId }) => [id, deviceId]))
  for (const { timeMs, pointId, value } of ordered) {
    if (timeMs > clock.nowMs()) clock.advance(timeMs - clock.nowMs())
    pipeline.take({ deviceId: deviceOf.get(pointId) ?? 0, pointIds: Int32Array.of(pointId), timesMs: Float64Array.of(timeMs), values: Float64Array.of(value), statusFlags: Uint8Array.of(0) })
  }
  clock.advance(10_000)
  const found = rolesOf(points)
  const assignmentOf = (pointId: number): PointRoleAssignment | undefined => {
    const one = found.get(pointId)
    return one && { pointId, ...one, source: 'found', foundRole: one.role, foundConfidence: one.confidence, decidedAtMs: null }
  }
  const active = [...memory.alerts.values()].filter(({ clearedAtMs }) => clearedAtMs === null)
  return { active, all: [...memory.alerts.values()], problems: groupDataProblems(points, assignmentOf, pipeline.liveValues()), found }
}

const equipment = (alerts: readonly Alert[]): Alert[] => alerts.filter(({ kind }) => kind === 'equipment')

describe('a made-up site whose data is wrong by the dozen', () => {
  const START_MS = Date.UTC(2026, 0, 5, 9)
  const zeros = Array.from({ length: 40 }, (_, i) => pointOf(i + 1, 1, 'analogInput', i + 1, `Tower_L${1 + (i % 4)}_Z${i}_RoomTemp`, 'degreesCelsius'))
  const humidities = Array.from({ length: 6 }, (_, i) => pointOf(50 + i, 1, 'analogInput', 100 + i, `Tower_L${i}_RoomHum`, 'percentRelativeHumidity'))
  const meters = ['Energy', 'Volume', 'Temp_Hot_side', 'Temp_Cold_side'].map((what, i) => pointOf(60 + i, 1, 'analogInput', 200 + i, `HHW_Meter_${what}`, 'squareMeters'))
  const alive = [pointOf(70, 2, 'analogInput', 1, 'AHU1 Supply Air Temp', 'degreesCelsius'), pointOf(71, 2, 'analogInput', 2, 'AHU1 Return Air Temp', 'degreesCelsius')]
  const points = [...zeros, ...humidities, ...meters, ...alive]
  const readings = Array.from({ length: 30 }, (_, round) => points.map(({ id }): Reading => ({ timeMs: START_MS + round * 60_000, pointId: id, value: id >= 70 ? 17 + Math.sin(round / 3 + id) : 0 }))).flat()

  it('gives one data alert for its zeros and none of equipment', () => {
    const { active, all } = play(points, readings)
    expect(equipment(all)).toEqual([])
    expect(active).toHaveLength(1)
    expect(active[0]).toMatchObject({ kind: 'data', deviceId: 1, pointId: null })
  })

  it('tells its data problems once a device and kind, with all points', () => {
    const { problems } = play(points, readings)
    expect(problems.map(({ deviceId, kind, pointIds }) => [deviceId, kind, pointIds.length])).toEqual([[1, 'zero', 48], [1, 'unit', 4]])
  })
})

const FOLDER = join(import.meta.dirname, '../../../../../shared/data/seed-site')
const SITE = existsSync(join(FOLDER, 'site.json')) ? FOLDER : undefined
if (SITE === undefined) console.warn(`SKIPPED: the real site's files are not here: ${FOLDER}`)

interface SiteFile {
  readonly devices: readonly { readonly deviceInstance: number; readonly objects: readonly { readonly type: string; readonly instance: number; readonly name?: string | null; readonly units?: string | null }[] }[]
}

const VALUES: Readonly<Record<string, number>> = { inactive: 0, active: 1 }

describe.skipIf(SITE === undefined)('a real site whose data is wrong by the dozen', () => {
  const site = SITE === undefined ? { devices: [] } : (JSON.parse(readFileSync(join(SITE, 'site.json'), 'utf8')) as SiteFile)
  const points = site.devices.flatMap(({ deviceInstance, objects }) => objects.map((object) => ({ deviceInstance, ...object }))).map((object, i) => pointOf(i + 1, object.deviceInstance, object.type, object.instance, object.name ?? '', object.units ?? null))
  const idOf = new Map(points.map(({ id, deviceId, objectType, objectInstance }) => [`${deviceId}/${objectType}/${objectInstance}`, id]))
  const rows = SITE === undefined ? [] : readCsv(readFileSync(join(SITE, 'readings.csv'), 'utf8')).slice(1)
  const readings = rows.flatMap(([time = '', device, type = '', instance, text = '']): Reading[] => {
    const pointId = idOf.get(`${device}/${objectTypeNumber(type)}/${instance}`)
    const value = VALUES[text] ?? (text === '' ? Number.NaN : Number(text))
    return pointId === undefined || Number.isNaN(value) ? [] : [{ timeMs: Date.parse(time), pointId, value }]
  })

  // Half a day of its life: played once for all.
  let played: ReturnType<typeof play>
  beforeAll(() => {
    played = play(points, readings)
  })

  it('gives a handful of grouped data alerts and none of equipment', () => {
    const { active, all } = played
    expect(readings.length).toBeGreaterThan(2_000)
    expect(equipment(all)).toEqual([])
    expect(active.length).toBeLessThanOrEqual(5)
    expect(active.every(({ pointId }) => pointId === null)).toBe(true)
  })

  it('tells dozens of zeros and the square metres as one problem each', () => {
    const { problems } = played
    expect(problems.length).toBeLessThanOrEqual(8)
    expect(Math.max(...problems.filter(({ kind }) => kind === 'zero').map(({ pointIds }) => pointIds.length))).toBeGreaterThan(50)
    expect(problems.filter(({ kind }) => kind === 'unit').map(({ pointIds }) => pointIds.length >= 5)).toEqual([true])
  })

  it('has the roles of its temperatures, humidities, meters, fans and dampers surely right, as its names say them in plain English', () => {
    const { found } = played
    const wrong = points.flatMap((point) => {
      const { role = null, confidence = 0 } = found.get(point.id) ?? {}
      const expected = /(Space|Zone\d+_|AverageTemp|L\d_CG\d.*_)Temp$/.test(point.name) ? 'zone_air_temp' : point.name.endsWith('_Hum') ? 'air_humidity' : /_Energy$|_Volume$/.test(point.name) ? 'other_meter' : /EF_R_\d+_call$/i.test(point.name) ? 'fan_cmd' : point.name.endsWith('Damper') ? 'damper_position' : null
      return expected === null || (role === expected && confidence >= 0.8) ? [] : [`${point.name}: ${role} ${confidence.toFixed(2)}`]
    })
    expect(wrong).toEqual([])
  })
})
