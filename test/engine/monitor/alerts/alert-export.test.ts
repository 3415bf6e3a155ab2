/** Alerts as files: the rows of the list, in words, with times in the building's zone, and no formula for a spreadsheet to run. */
import { describe, expect, it } from 'vitest'
import { exportAlerts } from '../../../../electron/engine/monitor/alerts/alert-export.ts'
import { createDeviceRegistry } from '../../../../electron/engine/monitor/device-registry.ts'
import { createSitePoints } from '../../../../electron/engine/monitor/site-points.ts'
import { message } from '../../../../shared/message.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { alertOf, openSite, saveDevice, START_MS, temporaryFolder } from '../../store/sample-site.ts'

const rig = () => {
  const store = openSite(temporaryFolder())
  store.changeSettings({ timeZone: 'Europe/Berlin' })
  const { deviceId, pointIds } = saveDevice(store, 1_001, 1)
  const clock = createFakeClock(START_MS)
  const registry = createDeviceRegistry(clock, () => {})
  const points = createSitePoints(store)
  points.load(deviceId)
  registry.load(store.devices(), new Map())
  const raised: number[] = []
  const raise = (note: string) =>
    raised.push(store.insertAlert(alertOf(deviceId, pointIds[0] ?? null, { title: message('device.offline', { device: 'AHU-1' }), acknowledgedAtMs: START_MS, acknowledgeNote: note, startedAtMs: START_MS, raisedAtMs: START_MS }), { atMs: START_MS, what: 'raised', note: '' }))
  const text = async (format: 'csv' | 'json', ids: readonly number[] = raised) => new TextDecoder().decode((await exportAlerts({ store, registry, points, clock }, ids, format)).bytes)
  return { raise, raised, text }
}

describe('exported alerts', () => {
  it('are those that are asked for, in that order; one that is gone is left out', async () => {
    const { raise, raised, text } = rig()
    for (const note of ['a', 'b', 'c']) raise(note)
    const rows = JSON.parse(await text('json', [raised[2] ?? 0, 999, raised[0] ?? 0])) as Record<string, unknown>[]
    expect(rows.map((row) => row['acknowledge note'])).toEqual(['c', 'a'])
    expect(rows[0]).toMatchObject({ minutes: null, incident: null })
  })

  it('carry device, point, words, unit and local times with their offset', async () => {
    const { raise, text } = rig()
    raise('seen')
    const [row] = JSON.parse(await text('json')) as Record<string, unknown>[]
    expect(row).toMatchObject({ device: 'AHU-1001', 'device instance': 1_001, point: 'SupplyTemp_1', unit: '°C', raised: '2026-01-05T09:00:00+01:00', 'acknowledge note': 'seen' })
    expect(row?.['what']).toContain('AHU-1')
  })
  it('are one line each under the same columns, quoted where needed, harmless in a spreadsheet', async () => {
    const { raise, text } = rig()
    raise('=HYPERLINK("x")')
    raise('a, "b"')
    const lines = (await text('csv')).trimEnd().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines.join('\n')).toContain(`"'=HYPERLINK(""x"")"`)
    expect(lines.join('\n')).toContain('"a, ""b"""')
  })
})
