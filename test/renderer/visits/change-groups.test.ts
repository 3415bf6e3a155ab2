/** Changes are read device by device, the device itself first. */
import { describe, expect, it } from 'vitest'
import { changesByDevice, kindCounts } from '../../../renderer/screens/visits/change-groups.ts'
import type { VisitChange } from '../../../shared/domain/visit.ts'

const change = (over: Partial<VisitChange>): VisitChange => ({
  kind: 'changed',
  what: 'object',
  deviceInstance: 1,
  deviceName: 'AHU',
  objectType: 0,
  objectInstance: 1,
  name: 'x',
  field: 'units',
  before: '62',
  after: '64',
  ...over,
})

const all = [
  change({ deviceInstance: 2 }),
  change({ objectType: 2, objectInstance: 1 }),
  change({ objectType: 0, objectInstance: 9, kind: 'renamed' }),
  change({ what: 'device', objectType: null, objectInstance: null, kind: 'reprogrammed' }),
]

describe('changes', () => {
  it('stand by device, the device itself before its objects in their order', () => {
    expect(changesByDevice(all, null).map(({ deviceInstance, changes }) => [deviceInstance, changes.map(({ objectType, objectInstance }) => `${objectType}:${objectInstance}`)])).toEqual([
      [1, ['null:null', '0:9', '2:1']],
      [2, ['0:1']],
    ])
  })

  it('of one kind leave out devices without any', () => {
    expect(changesByDevice(all, 'renamed').map(({ deviceInstance }) => deviceInstance)).toEqual([1])
  })

  it('are counted by kind, the gravest first', () => {
    expect(kindCounts(all)).toEqual([
      { kind: 'reprogrammed', count: 1 },
      { kind: 'renamed', count: 1 },
      { kind: 'changed', count: 2 },
    ])
  })
})
