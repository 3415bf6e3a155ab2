/** Snapshots of the made-up building, what changed between them, and EDE files compared with it. */
import type { Handlers } from '../../../shared/contract.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { SnapshotInfo, VisitChange } from '../../../shared/domain/visit.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok } from '../../../shared/result.ts'

type VisitAnswers = Pick<Handlers, 'listSnapshots' | 'diffSnapshots' | 'removeSnapshot' | 'exportDiff' | 'importEde' | 'exportEde'>

const DAY_MS = 86_400_000

const changesOf = (devices: readonly Device[]): readonly VisitChange[] =>
  devices.slice(0, 5).flatMap((device, at): VisitChange[] => {
    const base = { what: 'object' as const, deviceInstance: device.instance, deviceName: device.name, objectType: 2, objectInstance: at + 1 }
    return [
      ...(at === 0 ? [{ ...base, kind: 'reprogrammed' as const, what: 'device' as const, objectType: null, objectInstance: null, name: device.name, field: 'firmware' as const, before: '4.2.1', after: '4.3.0' }] : []),
      { ...base, kind: 'changed', name: `${device.name} supply air set-point`, field: 'setPoint', before: '18', after: '21.5' },
      { ...base, objectType: 0, kind: 'renamed', name: 'Zone temperature east', field: 'name', before: 'ZN-T 4', after: 'Zone temperature east' },
      { ...base, objectType: 17, kind: 'changed', name: 'Occupancy', field: 'weeklySchedule', before: 'Mon-Fri 06:00 on, 18:00 off', after: 'Mon-Sun 00:00 on' },
      ...(at === 2 ? [{ ...base, objectType: 0, objectInstance: 40, kind: 'removed' as const, name: 'Return air CO2', field: null, before: null, after: null }] : []),
    ]
  })

export const fakeVisits = (devices: () => readonly Device[]): VisitAnswers => {
  const nowMs = Date.now()
  const info = (id: number, daysAgo: number, note: string, automatic: boolean): SnapshotInfo => ({ id, atMs: nowMs - daysAgo * DAY_MS, note, devices: devices().length, objects: 268, devicesUnread: id === 1 ? 1 : 0, automatic })
  let snapshots = devices().length === 0 ? [] : [info(1, 61, 'handover by the contractor', false), info(2, 30, '', true), info(3, 0.02, '', true)]
  const NOW: SnapshotInfo = { ...info(0, 0, '', false), id: 0 }
  return {
    listSnapshots: () => ok(snapshots),
    diffSnapshots: ({ fromId, toId }) => {
      const from = snapshots.find(({ id }) => id === fromId)
      if (from === undefined) return failure('snapshot-unknown', `There is no snapshot ${fromId}.`, { id: fromId })
      // The newest and the site as it is now are the same.
      return ok({ from, to: snapshots.find(({ id }) => id === toId) ?? NOW, changes: fromId === 3 ? [] : changesOf(devices()), notCompared: fromId === 1 ? [1_007] : [] })
    },
    removeSnapshot: ({ snapshotId }) => {
      snapshots = snapshots.filter(({ id }) => id !== snapshotId)
      return ok(snapshots)
    },
    exportDiff: ({ format }) => ok({ name: `changes.${format}`, bytes: new TextEncoder().encode('change,device\n') }),
    importEde: ({ files, apply }) => {
      if (files.some(({ bytes }) => bytes.byteLength === 0)) return failure('ede-missing', 'None of these files is an EDE file.')
      const difference = { deviceInstance: 1_001, objectType: 0, objectInstance: 3 }
      return ok({
        project: 'Harbour House',
        rows: 214,
        devices: 8,
        objects: 206,
        problems: [{ file: files[0]?.name ?? '', line: 17, text: message('ede.problem.instance', { value: '12a', column: 'device obj.-instance' }) }],
        problemsLeftOut: 0,
        differences: apply
          ? []
          : [
              { ...difference, kind: 'differs', field: 'units', inFile: '62', onSite: '64' },
              { ...difference, objectInstance: 4, kind: 'missingOnSite', field: null, inFile: 'Return air CO2', onSite: null },
            ],
        differencesLeftOut: 0,
        imported: apply ? 1 : 0,
      })
    },
    exportEde: () => ok([{ name: 'site_EDE.csv', bytes: new TextEncoder().encode('# x\n') }]),
  }
}
