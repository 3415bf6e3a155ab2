/** Limits, defaults and notification classes of the site's objects, as the newest snapshot knows them. */
import { decimalOf } from '../../site-files/ede-rows.ts'
import { COMPARED_NUMBERS, edeKey, type EdeNumber, type EdeObject, type SiteNumbers } from '../../site-files/ede-types.ts'
import type { Configuration } from '../../visits/snapshot.ts'
import type { SiteContext } from '../site-context.ts'
import { unpackDevice } from './snapshot-body.ts'

const numbersOf = (config: Configuration): EdeObject['numbers'] => {
  const numbers: Partial<Record<EdeNumber, number>> = {}
  for (const field of COMPARED_NUMBERS) {
    const number = decimalOf(config[field] ?? '')
    if (number !== undefined) numbers[field] = number
  }
  const presentValue = decimalOf(config.relinquishDefault ?? config.setPoint ?? '')
  return presentValue === undefined ? numbers : { ...numbers, presentValue }
}

/** Empty where no snapshot was taken yet. */
export const snapshotNumbers = async ({ store }: Pick<SiteContext, 'store'>): Promise<SiteNumbers> => {
  const [newest] = store.snapshots()
  const known = new Map<string, EdeObject['numbers']>()
  for (const body of newest === undefined ? [] : store.snapshotBodies(newest.id)) {
    const device = await unpackDevice(body)
    for (const { type, instance, config } of device.objects) known.set(edeKey(device.instance, type, instance), numbersOf(config))
  }
  return known
}
