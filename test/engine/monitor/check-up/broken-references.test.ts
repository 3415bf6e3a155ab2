/** References of schedules and logs are followed within their own device only. */
import { describe, expect, it } from 'vitest'
import { createReferenceWatch, ownReferences } from '../../../../electron/engine/monitor/check-up/broken-references.ts'
import { packDevice } from '../../../../electron/engine/monitor/visits/snapshot-body.ts'
import type { DeviceSnapshot, ObjectSnapshot } from '../../../../electron/engine/visits/snapshot.ts'
import { silentLog } from '../../../../electron/engine/log.ts'

const object = (type: number, instance: number, config: ObjectSnapshot['config'] = {}): ObjectSnapshot => ({ type, instance, name: `object ${instance}`, description: '', units: null, stateTexts: [], config })
const device = (objects: readonly ObjectSnapshot[], read = true): DeviceSnapshot => ({
  instance: 7,
  name: 'AHU',
  description: '',
  vendorId: 1,
  vendorName: '',
  model: '',
  firmware: '',
  protocolRevision: 14,
  address: '',
  read,
  config: {},
  objects,
})

describe('references of a device', () => {
  it('are those of its schedules and logs to its own objects', () => {
    const schedule = object(17, 1, { references: 'BV 12 present-value, AV 3 present-value @ DEV 8, AO 2 present-value @ DEV 7' })
    const log = object(20, 5, { logged: 'AI 99 present-value' })
    expect(ownReferences([schedule, log], 7).map(({ from, to }) => `${from.instance} ${to}`)).toEqual(['1 BV 12', '1 AO 2', '5 AI 99'])
  })

  it('of proprietary objects are followed too, and what is no reference is left alone', () => {
    expect(ownReferences([object(17, 1, { references: '130:4 512, something else' })], 7).map(({ to }) => to)).toEqual(['130:4'])
  })
})

describe('the watch', () => {
  const watch = async (snapshot: DeviceSnapshot) => {
    const body = await packDevice(snapshot)
    return createReferenceWatch({
      log: silentLog,
      store: { snapshots: () => [{ id: 3 }], snapshotBodies: () => [body] },
      registry: { get: () => ({ instance: 7 }) },
      points: { ofDevice: () => [{ id: 1, objectType: 5, objectInstance: 12 }, { id: 2, objectType: 17, objectInstance: 1 }] },
    } as unknown as Parameters<typeof createReferenceWatch>[0])
  }
  const settled = async <T>(ask: () => T | null): Promise<T | null> => {
    for (let turn = 0; turn < 5_000 && ask() === null; turn++) await new Promise((next) => setTimeout(next, 5))
    return ask()
  }

  it('names what leads nowhere, with the object it stands in', async () => {
    const references = await watch(device([object(17, 1, { references: 'BV 12 present-value, AI 99 present-value' })]))
    references.look()
    expect(references.of(1)).toBeNull()
    expect(await settled(() => references.of(1))).toEqual([{ object: { pointId: 2, label: 'SCH 1 "object 1"' }, to: 'AI 99 present-value' }])
  })

  it('says nothing of a device that could not be read', async () => {
    const references = await watch(device([], false))
    references.look()
    await new Promise((next) => setTimeout(next, 50))
    expect(references.of(1)).toBeNull()
  })
})
