/** A month of a device, judged: healthy it holds still, each fault lowers the part it belongs to, and what nobody saw lowers nothing. */
import { describe, expect, it, vi } from 'vitest'
import { HEALTH_PARTS, type HealthPart } from '../../../../shared/domain/health.ts'
import { message } from '../../../../shared/message.ts'
import { QUALITY } from '../../../../shared/domain/quality.ts'
import { alertOf } from '../../store/sample-site.ts'
import { createHealthSite, DAY_MS, DAYS, FIRST_MS, HOUR_MS, NOW_MS, type Faults, type HealthSite } from './health-site.ts'

// Each test fills weeks of a site on disk; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const lastDay = (site: HealthSite, change?: Parameters<HealthSite['work']>[1]) => {
  const day = site.work(undefined, change).healthDays.at(-1)
  if (day === undefined) throw new Error('nothing was judged')
  return day
}
/** The last ten days. */
const late = (timeMs: number): boolean => timeMs >= FIRST_MS + (DAYS - 10) * DAY_MS

const expectOnly = (faults: Faults, part: HealthPart, kind: string, change?: Parameters<HealthSite['work']>[1]): void => {
  const day = lastDay(createHealthSite(faults), change)
  expect(day.deductions.map((one) => one.kind)).toContain(kind)
  expect(day.parts[part]).toBeLessThan(96)
  expect(day.score).toBeLessThan(99)
  for (const other of HEALTH_PARTS) if (other !== part) expect([other, day.parts[other]]).toEqual([other, 100])
}

describe('a healthy month', () => {
  it('holds its score within five points, day by day, at or near 100', () => {
    const { healthDays } = createHealthSite({}, 0).work()
    const scores = healthDays.map(({ score }) => score ?? Number.NaN)
    expect(scores).toHaveLength(30)
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(97)
    expect(Math.max(...scores) - Math.min(...scores)).toBeLessThan(5)
    expect(healthDays.at(-1)?.trend).toMatchObject({ direction: 'stable', days: 30 })
  })

  it('comes to the same when it is worked out day after day', () => {
    const [atOnce, daily] = [createHealthSite(), createHealthSite()]
    const whole = atOnce.work().healthDays.slice(-3)
    for (let ago = 5; ago >= 0; ago--) daily.work(NOW_MS - ago * DAY_MS)
    const kept = daily.store.health.days(daily.deviceId, NOW_MS - 3 * DAY_MS, NOW_MS)
    expect(kept.map(({ score, parts }) => ({ score, parts }))).toEqual(whole.map(({ score, parts }) => ({ score, parts })))
  })
})

describe('what lowers communication', () => {
  it('silence, told in hours', () => {
    const site = createHealthSite({ outcome: (timeMs) => (late(timeMs) && timeMs % DAY_MS < 3 * HOUR_MS ? { error: 'timeout', answered: 0, latencyMs: 3_000 } : {}) })
    for (let day = DAYS - 10; day <= DAYS; day++) site.store.addGap({ deviceId: site.deviceId, fromMs: FIRST_MS + day * DAY_MS, toMs: FIRST_MS + day * DAY_MS + 3 * HOUR_MS, reason: 'deviceOffline' })
    const day = lastDay(site)
    expect(day.parts.communication).toBeLessThan(75)
    expect(day.deductions[0]).toMatchObject({ part: 'communication', kind: 'offline', text: { params: { hours: 21 } } })
    // What was lost in these hours is known from the silence, not told twice.
    expect(day.deductions.map(({ kind }) => kind)).not.toContain('loss')
  })

  it('loss', () => expectOnly({ outcome: (timeMs) => (late(timeMs) && (timeMs / 300_000) % 10 === 0 ? { error: 'timeout' } : {}) }, 'communication', 'loss'))
  it('slow answers', () => expectOnly({ outcome: (timeMs) => (late(timeMs) ? { latencyMs: 1_800 } : {}) }, 'communication', 'slow'))
  it('repetitions', () => expectOnly({ outcome: (timeMs) => (late(timeMs) && (timeMs / 300_000) % 4 === 0 ? { retry: true } : {}) }, 'communication', 'retries'))
  it('values that do not come', () => expectOnly({ outcome: (timeMs) => (late(timeMs) ? { answered: 6 } : {}) }, 'communication', 'values'))
  it('a sensor that says nothing more while the others do', () => expectOnly({ value: (name, timeMs, value) => (name === 'OA' && timeMs > NOW_MS - 4 * DAY_MS ? null : value) }, 'communication', 'silent'))

  it('restarts', () => {
    const site = createHealthSite()
    for (const ago of [1, 2, 3]) site.store.health.addRestart(site.deviceId, NOW_MS - ago * DAY_MS)
    const day = lastDay(site)
    expect(day.deductions).toHaveLength(1)
    expect(day.deductions[0]).toMatchObject({ kind: 'restarts', affected: 3, ofPart: 13 })
  })
})

describe('what lowers sensors', () => {
  it('readings that cannot be right', () => expectOnly({ quality: (name, timeMs) => (name === 'SA' && late(timeMs) && hourIs(timeMs, 3) ? QUALITY.outOfRange : 0) }, 'sensors', 'bad'))
  it('noise against its own past', () => expectOnly({ value: (name, timeMs, value) => (name === 'RA' && late(timeMs) ? value + ((timeMs / HOUR_MS) % 2 < 1 ? 1.2 : -1.2) : value) }, 'sensors', 'noise'))
  it('standing still', () => expectOnly({ value: (name, timeMs, value) => (name === 'RA' && late(timeMs) ? 21.7 : value) }, 'sensors', 'flat'))

  it('mixed air that is between neither of its airs', () => {
    const day = lastDay(createHealthSite({ value: (name, timeMs, value) => (name === 'MA' && late(timeMs) ? value + 11 : value) }))
    expect(day.deductions[0]).toMatchObject({ part: 'sensors', kind: 'mixing' })
    expect(day.parts.equipment).toBe(100)
  })

  it('an alert about drift, with the door to it', () => {
    const site = createHealthSite()
    const alertId = site.store.insertAlert(alertOf(site.deviceId, site.pointIds[3] as number, {
      kind: 'data', severity: 'high', title: message('drift.level.above'), startedAtMs: NOW_MS - 20 * DAY_MS, raisedAtMs: NOW_MS - 3 * DAY_MS,
      evidence: [{ detector: 'drift.bias', modelVersion: 'drift-1', score: 2, expected: null, low: null, high: null }],
    }))
    const day = lastDay(site)
    expect(day.deductions[0]).toMatchObject({ part: 'sensors', kind: 'drift', evidence: [{ alertId, pointId: site.pointIds[3] }] })
    expect(day.parts.sensors).toBeLessThan(60)
  })
})

const hourIs = (timeMs: number, hour: number): boolean => Math.floor(timeMs / HOUR_MS) % 24 === hour

describe('what lowers equipment', () => {
  it('a valve that hunts', () => expectOnly({ value: (name, timeMs, value) => (name === 'HV' && late(timeMs) ? ((timeMs / (HOUR_MS / 4)) % 2 === 0 ? 20 : 70) : value) }, 'equipment', 'hunting'))
  it('a supply temperature that leaves its setpoint', () => expectOnly({ value: (name, timeMs, value) => (name === 'SASP' && late(timeMs) ? 23 : value) }, 'equipment', 'approach'))
  it('a fan that runs while nobody is there', () => expectOnly({ value: (name, timeMs, value) => (name === 'OCC' && late(timeMs) && hourOf(timeMs) >= 9 ? 0 : value) }, 'equipment', 'schedule'))

  it('a drive that starts again and again', () => {
    const site = createHealthSite()
    const fan = site.pointIds[5] as number
    site.store.energy.runDays.putRunDays(fan, Array.from({ length: DAYS }, (_, day) => ({ startMs: FIRST_MS + day * DAY_MS, runMs: 12 * HOUR_MS, starts: day < DAYS - 10 ? 1 : 90, coverage: 1 })))
    expect(lastDay(site).deductions[0]).toMatchObject({ part: 'equipment', kind: 'cycling' })
  })

  it('a fault rule, by its severity and how long it stood', () => {
    const rule = (severity: 'high' | 'low', hours: number): number | null => {
      const site = createHealthSite()
      site.store.insertAlert(alertOf(site.deviceId, null, {
        severity, startedAtMs: NOW_MS - 3 * DAY_MS, clearedAtMs: NOW_MS - 3 * DAY_MS + hours * HOUR_MS, evidence: [{ detector: 'rule.ahu.fc12', modelVersion: 'rule-1', score: 1, expected: null, low: null, high: null }],
      }))
      return lastDay(site).parts.equipment
    }
    expect(rule('high', 60)).toBeLessThan(rule('high', 6) ?? 0)
    expect(rule('high', 60)).toBeLessThan(rule('low', 60) ?? 0)
  })

  it('more energy than expected', () =>
    expectOnly({}, 'equipment', 'energy', { now: { duplicate: null, standing: [], energy: [{ meterId: 1, name: 'Main', measuredKwh: 150, expectedKwh: 100 }] } }))
})

const hourOf = (timeMs: number): number => (timeMs / HOUR_MS) % 24

describe('what lowers configuration', () => {
  it('an override that was left', () => expectOnly({ quality: (name, timeMs) => (name === 'HV' && late(timeMs) ? QUALITY.overridden : 0) }, 'configuration', 'overridden'))
  it('a written value that was not given back, and a number used twice', () => {
    const site = createHealthSite()
    const day = lastDay(site, { now: { duplicate: message('device.duplicate', { instance: 1001, address: 'a', other: 'b' }), standing: [{ pointId: site.pointIds[7] as number, sinceMs: NOW_MS - 3 * DAY_MS }], energy: [] } })
    expect(day.deductions.map(({ kind }) => kind)).toEqual(['duplicate', 'standing'])
    expect(day.parts).toMatchObject({ communication: 100, sensors: 100, equipment: 100 })
  })
})

describe('what nobody saw', () => {
  it('lowers nothing, and a day without any look has no score', () => {
    const away = (timeMs: number): boolean => timeMs >= FIRST_MS + (DAYS - 6) * DAY_MS && timeMs < FIRST_MS + (DAYS - 2) * DAY_MS
    const site = createHealthSite({ value: (_, timeMs, value) => (away(timeMs) ? null : value), outcome: (timeMs) => (away(timeMs) ? null : {}) })
    site.store.addGap({ deviceId: null, fromMs: FIRST_MS + (DAYS - 6) * DAY_MS, toMs: FIRST_MS + (DAYS - 2) * DAY_MS, reason: 'asleep' })
    const { healthDays } = site.work()
    const unseen = healthDays.filter(({ score }) => score === null)
    expect(unseen.map(({ startMs }) => (startMs - FIRST_MS) / DAY_MS)).toEqual([DAYS - 6, DAYS - 5, DAYS - 4, DAYS - 3])
    expect(unseen[0]?.lacking[0]?.text.key).toBe('health.lacking.unobserved')
    expect(Math.min(...healthDays.flatMap(({ score }) => score ?? []))).toBeGreaterThanOrEqual(97)
    expect(healthDays.at(-1)?.observed).toBeLessThan(0.6)
  })

  it('of a device that was found an hour ago there is no score, and it says why', () => {
    const site = createHealthSite({ value: () => null, outcome: (timeMs) => (timeMs >= NOW_MS - 20 * 60_000 ? {} : null) })
    const part = site.work(undefined, { ruled: false })
    const { healthDays } = part
    expect(healthDays).toHaveLength(1)
    expect(healthDays[0]?.score).toBeNull()
    expect(healthDays[0]?.lacking.map(({ part }) => part)).toEqual(['communication', 'sensors', 'equipment'])
  })
})
