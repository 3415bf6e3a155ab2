/** Objects that point to objects which do not exist: trend logs and schedules, as the newest snapshot knows them. Unpacked once a snapshot, in the background. */
import { objectLabel } from '../../../../shared/domain/object-type.ts'
import type { SiteContext } from '../site-context.ts'
import { unpackDevice } from '../visits/snapshot-body.ts'
import type { ObjectSnapshot } from '../../visits/snapshot.ts'
import type { BrokenReferences } from './gather-facts.ts'

interface Reference {
  readonly from: ObjectSnapshot
  /** `AI 3 present-value`. */
  readonly text: string
  /** `AI 3`, of the same device. */
  readonly to: string
}

/** `BV 12 present-value[2] @ DEV 7`: object, property, where it is another device's the device. */
const REFERENCE = /^(\S+ \d+|\d+:\d+) [^@]*(@ DEV \d+)?$/

/** References to objects of the device itself; those to other devices say nothing about this one. */
export const ownReferences = (objects: readonly ObjectSnapshot[], instance: number): readonly Reference[] =>
  objects.flatMap((from) =>
    [from.config.references, from.config.logged]
      .flatMap((texts) => texts?.split(', ') ?? [])
      .flatMap((text) => {
        const [, to = '', device] = REFERENCE.exec(text) ?? []
        const elsewhere = device !== undefined && device !== `@ DEV ${instance}`
        return to === '' || elsewhere ? [] : [{ from, text, to }]
      }),
  )

export interface ReferenceWatch {
  /** Takes a newer snapshot into account, once it is unpacked. One small question to the store. */
  look(): void
  /** null while no snapshot of the device was read. */
  of(deviceId: number): BrokenReferences
}

export const createReferenceWatch = (site: Pick<SiteContext, 'store' | 'registry' | 'points' | 'log'>): ReferenceWatch => {
  let snapshotId: number | null = null
  let byInstance = new Map<number, readonly Reference[]>()

  const load = async (id: number): Promise<void> => {
    const loaded = new Map<number, readonly Reference[]>()
    for (const body of site.store.snapshotBodies(id)) {
      const device = await unpackDevice(body)
      if (device.read) loaded.set(device.instance, ownReferences(device.objects, device.instance))
    }
    byInstance = loaded
  }
  const look = (): void => {
    const newest = site.store.snapshots()[0]?.id ?? null
    if (newest === null || newest === snapshotId) return
    snapshotId = newest
    load(newest).catch((error: unknown) => site.log.warn('the references of the newest snapshot could not be read', error))
  }

  return {
    look,
    of: (deviceId) => {
      const references = byInstance.get(site.registry.get(deviceId)?.instance ?? -1)
      if (references === undefined) return null
      const points = site.points.ofDevice(deviceId)
      const present = new Map(points.map((point) => [objectLabel(point.objectType, point.objectInstance), point.id]))
      return references
        .filter(({ to }) => !present.has(to))
        .map(({ from, text }) => {
          const label = objectLabel(from.type, from.instance)
          return { object: { pointId: present.get(label) ?? null, label: from.name === '' ? label : `${label} "${from.name}"` }, to: text }
        })
    },
  }
}
