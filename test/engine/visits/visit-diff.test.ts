import { describe, expect, it } from 'vitest'
import { diffFile } from '../../../electron/engine/visits/diff-file.ts'
import type { DeviceSnapshot, ObjectSnapshot } from '../../../electron/engine/visits/snapshot.ts'
import { diffVisits } from '../../../electron/engine/visits/visit-diff.ts'
import type { SnapshotInfo, VisitChange } from '../../../shared/domain/visit.ts'
import { run } from '../site-files/ede-support.ts'

const object = (type: number, instance: number, change: Partial<ObjectSnapshot> = {}): ObjectSnapshot => ({
  type, instance, name: `P${type}_${instance}`, description: '', units: 62, stateTexts: [], config: { highLimit: '30', lowLimit: '10' }, ...change,
})

const device = (instance: number, objects: readonly ObjectSnapshot[], change: Partial<DeviceSnapshot> = {}): DeviceSnapshot => ({
  instance, name: `AHU-${instance}`, description: '', vendorId: 7, vendorName: 'Acme', model: 'VC', firmware: '4.2', protocolRevision: 14, address: '10.0.0.5:47808',
  read: true, config: { application: '1.0', databaseRevision: '3' }, objects, ...change,
})

const diff = (before: readonly DeviceSnapshot[], after: readonly DeviceSnapshot[]) => run(diffVisits(before, after))

/** `kind object field before -> after`. */
const told = ({ kind, deviceInstance, objectType, objectInstance, field, before, after }: VisitChange): string =>
  `${deviceInstance}${objectType === null ? '' : ` ${objectType}:${objectInstance}`} ${kind}${field === null ? '' : ` ${field}: ${before} -> ${after}`}`

const changesOf = (before: readonly ObjectSnapshot[], after: readonly ObjectSnapshot[]): string[] => diff([device(1, before)], [device(1, after)]).changes.map(told)

describe('what changed between two visits', () => {
  it('is nothing when nothing did, in whatever order it was read', () => {
    const [a, b] = [object(0, 1), object(2, 1)]
    expect(diff([device(1, [a, b]), device(2, [])], [device(2, []), device(1, [b, a])])).toEqual({ changes: [], notCompared: [] })
  })

  it.each<[string, readonly ObjectSnapshot[], readonly ObjectSnapshot[], string[]]>([
    ['added and removed objects', [object(0, 1)], [object(2, 5)], ['1 0:1 removed', '1 2:5 added']],
    ['a new name at the same place', [object(0, 1, { name: 'Supply' })], [object(0, 1, { name: 'Return' })], ['1 0:1 renamed name: Supply -> Return']],
    ['the same name at a new place', [object(0, 1, { name: 'Supply' })], [object(0, 7, { name: 'Supply' })], ['1 0:7 readdressed instance: AI 1 -> AI 7']],
    ['a name used twice is not followed', [object(0, 1, { name: 'x' }), object(0, 2, { name: 'x' })], [object(0, 7, { name: 'x' })], ['1 0:1 removed', '1 0:2 removed', '1 0:7 added']],
    ['unit, description and states', [object(19, 1, { stateTexts: ['Off', 'On'] })], [object(19, 1, { units: 64, description: 'Fan', stateTexts: ['Off', 'Slow', 'Fast'] })],
      ['1 19:1 changed description:  -> Fan', '1 19:1 changed units: 62 -> 64', '1 19:1 changed stateTexts: Off / On -> Off / Slow / Fast']],
    ['limits', [object(0, 1)], [object(0, 1, { config: { highLimit: '28', lowLimit: '10' } })], ['1 0:1 changed highLimit: 30 -> 28']],
    ['a limit that only one snapshot knows is no change', [object(0, 1, { config: { highLimit: '30' } })], [object(0, 1, { config: { lowLimit: '5' } })], []],
    ['a set-point', [object(2, 1, { config: { setPoint: '21' } })], [object(2, 1, { config: { setPoint: '22.5' } })], ['1 2:1 changed setPoint: 21 -> 22.5']],
    ['a set state in the words of each time', [object(19, 1, { stateTexts: ['Off', 'On'], config: { setPoint: '1' } })], [object(19, 1, { stateTexts: ['Off', 'On'], config: { setPoint: '2' } })], ['1 19:1 changed setPoint: 1 Off -> 2 On']],
    ['a set binary value', [object(5, 1, { stateTexts: ['Off', 'On'], config: { relinquishDefault: '0' } })], [object(5, 1, { stateTexts: ['Off', 'On'], config: { relinquishDefault: '1' } })], ['1 5:1 changed relinquishDefault: 0 Off -> 1 On']],
    ['a schedule', [object(17, 1, { config: { weeklySchedule: 'Mon: -' } })], [object(17, 1, { config: { weeklySchedule: 'Mon: 06:00 1' } })], ['1 17:1 changed weeklySchedule: Mon: - -> Mon: 06:00 1']],
    ['a program', [object(16, 1, { config: { program: 'AHU v1' } })], [object(16, 1, { config: { program: 'AHU v2' } })], ['1 16:1 reprogrammed program: AHU v1 -> AHU v2']],
    ['an object that could not be read is there, and nothing else is said of it', [object(0, 1)], [object(0, 1, { name: '', units: null, config: {} })], []],
  ])('%s', (_what, before, after, expected) => {
    expect(changesOf(before, after)).toEqual(expected)
  })

  it('of devices: added, removed, another number, another maker, another program', () => {
    const { changes } = diff(
      [device(1, [object(0, 1)]), device(2, [], { name: 'Pump' }), device(3, []), device(4, []), device(6, [])],
      [device(1, [object(0, 1)], { vendorName: 'Bolt', vendorId: 9, model: 'Z1' }), device(5, [], { name: 'Pump' }), device(3, [], { firmware: '5.0', config: { application: '1.1', databaseRevision: '4' } }), device(6, [], { name: 'New', address: '10.0.0.9:47808' }), device(7, [])],
    )
    expect(changes.map(told)).toEqual([
      '1 replaced vendor: Acme -> Bolt', '1 replaced model: VC -> Z1',
      '3 reprogrammed firmware: 4.2 -> 5.0', '3 reprogrammed application: 1.0 -> 1.1', '3 reprogrammed databaseRevision: 3 -> 4',
      '4 removed',
      '5 readdressed instance: 2 -> 5',
      '6 renamed name: AHU-6 -> New', '6 changed address: 10.0.0.5:47808 -> 10.0.0.9:47808',
      '7 added',
    ])
  })

  it('says nothing of devices that could not be read one of the two times, and names them', () => {
    const silent = (instance: number): DeviceSnapshot => device(instance, [], { read: false, name: '', firmware: 'x', config: {} })
    expect(diff([device(1, [object(0, 1)]), silent(2), silent(3)], [silent(1), device(2, [object(0, 1)]), device(4, [])])).toEqual({
      changes: [expect.objectContaining({ kind: 'added', deviceInstance: 4 })],
      notCompared: [1, 2, 3],
    })
  })
})

describe('changes as a file', () => {
  const info = (id: number, atMs: number): SnapshotInfo => ({ id, atMs, note: '', devices: 1, objects: 1, devicesUnread: 0, automatic: true })
  const found = {
    from: info(1, Date.UTC(2026, 9, 1)),
    to: info(2, Date.UTC(2026, 10, 27)),
    ...diff([device(1, [object(0, 1, { name: 'Supply; "A"' })]), device(2, [], { read: false })], [device(1, [object(0, 1, { name: 'Return' })])]),
  }

  it('are a table for spreadsheets', () => {
    const { name, bytes } = diffFile(found, [], 'csv')
    expect(name).toBe('changes_2026-10-01_2026-11-27.csv')
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(
      '\uFEFFkind;what;device;deviceName;object;name;field;before;after\r\nrenamed;object;1;AHU-1;AI 1;Return;name;"Supply; ""A""";Return\r\nnotCompared;device;2;;;;;;\r\n',
    )
  })

  it('are JSON with everything', () => {
    expect(JSON.parse(new TextDecoder().decode(diffFile(found, [], 'json').bytes))).toEqual({ ...found, moments: [] })
  })

  it('with the moments that were kept in the time between, not with others', () => {
    const kept = (id: number, atMs: number, createdAtMs: number, note = '') => ({ id, name: `Moment ${id}`, atMs, address: `#/?at=${atMs}`, note, createdAtMs, createdBy: 'weber' })
    const period = { from: info(1, 1_000), to: info(2, 5_000), changes: [], notCompared: [] }
    const bookmarks = [kept(1, 4_000, 9_000, 'valve; open'), kept(2, 500, 3_000), kept(3, 400, 900)]
    const lines = new TextDecoder().decode(diffFile(period, bookmarks, 'csv').bytes).trim().split('\r\n')
    expect(lines.slice(1)).toEqual(['moment;bookmark;;weber;;Moment 2;;1970-01-01T00:00:00.500Z;', 'moment;bookmark;;weber;;Moment 1;note;1970-01-01T00:00:04.000Z;"valve; open"'])
    expect(JSON.parse(new TextDecoder().decode(diffFile(period, bookmarks, 'json').bytes)).moments.map(({ id }: { id: number }) => id)).toEqual([2, 1])
  })
})
