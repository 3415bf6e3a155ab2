/** The site as it is known now, without asking anybody: devices and objects, but no configuration, of which only snapshots know. */
import type { SnapshotInfo } from '../../../../shared/domain/visit.ts'
import type { DeviceRow } from '../../store/store-types.ts'
import type { DeviceSnapshot } from '../../visits/snapshot.ts'
import type { SiteContext } from '../site-context.ts'
import { unreadDevice } from './device-reader.ts'

interface SiteNow {
  /** With id 0: it is kept nowhere. */
  readonly info: SnapshotInfo
  readonly devices: readonly DeviceSnapshot[]
}

const deviceNow = (site: SiteContext, row: DeviceRow): DeviceSnapshot => ({
  ...unreadDevice(row),
  // A device without its own object in the list was never read.
  read: site.points.ofDevice(row.id).length > 0,
  objects: site.points.ofDevice(row.id).map(({ objectType, objectInstance, name, description, units, stateTexts }) => ({
    type: objectType,
    instance: objectInstance,
    name,
    description,
    units,
    stateTexts,
    config: {},
  })),
})

export const siteNow = (site: SiteContext, rows: readonly DeviceRow[]): SiteNow => {
  const devices = rows.map((row) => deviceNow(site, row))
  return {
    info: {
      id: 0,
      atMs: site.clock.nowMs(),
      note: '',
      devices: devices.length,
      devicesUnread: devices.filter(({ read }) => !read).length,
      objects: devices.reduce((sum, { objects }) => sum + objects.length, 0),
      automatic: false,
    },
    devices,
  }
}
