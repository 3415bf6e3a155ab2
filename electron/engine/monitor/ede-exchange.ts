/** EDE files of the open site: compared with it, taken into it, written from it. */
import type { ObjectFacts } from '../../../shared/domain/acquisition.ts'
import type { EdeReport, TextFile } from '../../../shared/domain/ede.ts'
import { DEVICE_OBJECT } from '../../../shared/domain/object-type.ts'
import { firstPollIntervalMs } from '../../../shared/domain/poll-class.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import { compareEde, type SiteDevice } from '../site-files/ede-compare.ts'
import type { Separator } from '../site-files/csv-writer.ts'
import { readEde } from '../site-files/ede-reader.ts'
import { MOST_EDE_BYTES, type EdeObject } from '../site-files/ede-types.ts'
import { writeEde } from '../site-files/ede-writer.ts'
import type { SiteContext } from './site-context.ts'
import { snapshotNumbers } from './visits/snapshot-numbers.ts'
import { inSlices } from './slices.ts'

/** Objects written to the store in one transaction: about 3 ms. */
const OBJECTS_AT_ONCE = 200
/** The screens and the polling plan are told after so many devices or objects. */
const TELL_AFTER_DEVICES = 50
const TELL_AFTER_OBJECTS = 600
const MEGABYTE = 1_000_000

const siteDevices = (site: SiteContext, deviceIds?: readonly number[]): SiteDevice[] => {
  const wanted = deviceIds === undefined ? undefined : new Set(deviceIds)
  return site.registry
    .list()
    .filter(({ id }) => wanted === undefined || wanted.has(id))
    .sort((a, b) => a.instance - b.instance)
    .map(({ id, instance }) => ({ instance, objects: site.points.ofDevice(id) }))
}

const factsOf = (object: EdeObject): ObjectFacts => ({
  objectType: object.objectType,
  objectInstance: object.objectInstance,
  name: object.name,
  description: object.description ?? '',
  units: object.units,
  stateTexts: object.stateTexts ?? [],
})

/** Takes everything in that the site does not have. Gives how many devices and objects that were. */
function* applyEde(site: SiteContext, objects: readonly EdeObject[]): Generator<undefined, number> {
  const { defaultPollIntervalMs } = site.store.settings()
  const firstIntervalMs = (object: ObjectFacts): number => firstPollIntervalMs(object, defaultPollIntervalMs)
  const toTell = new Set<number>()
  let [imported, untold] = [0, 0]
  const tell = (): void => {
    site.reloadPoints([...toTell])
    toTell.clear()
    untold = 0
  }
  for (const [instance, own] of Map.groupBy(objects, ({ deviceInstance }) => deviceInstance)) {
    const itself = own.find(({ objectType, objectInstance }) => objectType === DEVICE_OBJECT && objectInstance === instance)
    const device = site.store.prepareDevice(instance, { name: itself?.name ?? '', description: itself?.description ?? '' }, site.clock.nowMs())
    if (device.added) imported += 1
    for (let from = 0; from < own.length; from += OBJECTS_AT_ONCE) {
      const slice = own.slice(from, from + OBJECTS_AT_ONCE)
      imported += site.store.prepareObjects(device.deviceId, slice.map(factsOf), !device.heard, firstIntervalMs)
      untold += slice.length
      yield
    }
    toTell.add(device.deviceId)
    yield
    if (toTell.size >= TELL_AFTER_DEVICES || untold >= TELL_AFTER_OBJECTS) tell()
    yield
  }
  if (toTell.size > 0) tell()
  return imported
}

/** Compares files with the site as it is before; `apply` then takes in what the site does not have. Fails with `ede-too-large`, `ede-nothing-to-read`. */
export const importEde = async (site: SiteContext, files: readonly TextFile[], apply: boolean): Promise<Result<EdeReport>> => {
  const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0)
  const most = MOST_EDE_BYTES / MEGABYTE
  if (bytes > MOST_EDE_BYTES) {
    const megabytes = Math.ceil(bytes / MEGABYTE)
    return failure('ede-too-large', `The files have ${megabytes} MB together; up to ${most} MB can be read at once.`, { megabytes, most })
  }
  const content = await inSlices(site.clock, readEde(files))
  if (content.rows === 0) {
    const names = files.map(({ name }) => name).join(', ')
    return failure('ede-nothing-to-read', `None of these files is an EDE file with objects: ${names}.`, { files: names })
  }
  const { differences, leftOut } = await inSlices(site.clock, compareEde(content.objects, siteDevices(site), await snapshotNumbers(site)))
  const imported = apply ? await inSlices(site.clock, applyEde(site, content.objects)) : 0
  return ok({
    project: content.project,
    rows: content.rows,
    devices: new Set(content.objects.map(({ deviceInstance }) => deviceInstance)).size,
    objects: content.objects.length,
    problems: content.problems,
    problemsLeftOut: content.problemsLeftOut,
    differences,
    differencesLeftOut: leftOut,
    imported,
  })
}

/** The four files of some devices, or of all. Fails with `ede-nothing-to-export`. */
export const exportEde = async (site: SiteContext, deviceIds: readonly number[] | undefined, separator: Separator): Promise<Result<readonly TextFile[]>> => {
  const devices = siteDevices(site, deviceIds)
  if (devices.length === 0) return failure('ede-nothing-to-export', 'There is no device to export.')
  const { siteName } = site.store.settings()
  const date = new Date(site.clock.nowMs()).toISOString().slice(0, 10)
  return ok(await inSlices(site.clock, writeEde({ project: siteName, author: 'Plantroom', date, separator, devices, numbers: await snapshotNumbers(site) })))
}
