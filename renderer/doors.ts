/** Addresses of screens: every value, alert, counter and marker is a door, and all doors are made here. */
import type { NavigationTarget } from '../shared/host-link.ts'

export interface TrendDoor {
  readonly points: readonly number[]
  readonly fromMs?: number
  readonly toMs?: number
}

const withQuery = (path: string, query: Readonly<Record<string, string | number | undefined>>): string => {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value))
  const text = search.toString().replaceAll('%2C', ',')
  return text === '' ? path : `${path}?${text}`
}

export const HOME_DOOR = '/'
export const SETTINGS_DOOR = '/settings'
export const STATUS_DOOR = '/settings/status'
/** Holidays: typed ones, and those that the building showed. */
export const HOLIDAYS_DOOR = '/settings/holidays'
export const CHECK_UP_DOOR = '/check-up'
/** The health of all devices; that of one is a page of its own screen. */
export const HEALTH_DOOR = '/health'

/** Parts of the network screen: the map with the diagnosis, finding devices, the budget of requests, who broadcasts. */
export type NetworkPage = 'map' | 'search' | 'budget' | 'broadcasts'
export const networkDoor = (page: NetworkPage = 'map'): string => (page === 'map' ? '/network' : `/network/${page}`)
/** What can be typed there: instances, the BBMD, addresses that are always asked. */
export type SearchField = 'instances' | 'bbmd' | 'addresses'
/** Finding devices, with the cursor in this field. */
export const searchFieldDoor = (field: SearchField): string => withQuery(networkDoor('search'), { field })

/** Parts of the visits screen: what changed since a snapshot, EDE files. */
export type VisitsPage = 'changes' | 'ede'
export const visitsDoor = (page: VisitsPage = 'changes'): string => (page === 'changes' ? '/visits' : `/visits/${page}`)

/** What the points mean, reviewed pattern by pattern. */
export const ROLES_DOOR = '/points/roles'
/** What the points make up, and the rules that judge it. */
export const EQUIPMENT_DOOR = '/points/equipment'
export const equipmentDoor = (id: string): string => withQuery(EQUIPMENT_DOOR, { id })

/** Floor plans; one of them. */
export const planDoor = (planId?: number): string => (planId === undefined ? '/plan' : `/plan/${planId}`)
/** Equipment of one kind side by side. `figures`: those that are shown, with commas between; without it, all. */
export const benchmarkDoor = (filter: { readonly kind?: string; readonly days?: number; readonly figures?: string } = {}): string => withQuery('/points/benchmark', { ...filter })

/** Meters with what they draw; one of them. */
export const ENERGY_DOOR = '/energy'
export const meterDoor = (meterId: number): string => `/energy/meter/${meterId}`

/** What the meters are: reviewed, changed many at once, made of others. */
export const METERS_DOOR = '/energy/meters'

/** Baselines of meters, and what was saved against them. */
export const SAVINGS_DOOR = '/energy/savings'
/** How well energy is used: score, intensity against a benchmark, what to do first. */
export const EFFICIENCY_DOOR = '/energy/efficiency'

/** What energy costs and emits. */
export const TARIFFS_DOOR = '/energy/tariffs'

/** Interval data and weather from a file. */
export const ENERGY_IMPORT_DOOR = '/energy/import'

/** Parts of the detection screen: how points are judged, and trying a change on history. */
export type DetectionPage = 'rules' | 'backTest'
export const detectionDoor = (page: DetectionPage = 'rules', pointIds: readonly number[] = [], equipmentId?: string): string =>
  page === 'rules' ? '/detection' : withQuery('/detection/back-test', { points: pointIds.length === 0 ? undefined : pointIds.join(','), equipment: equipmentId })

/** Parts of the maintenance screen: what is to be done, when, and what came of it. */
export type WorkPage = 'list' | 'calendar' | 'done'
export const workDoor = (page: WorkPage = 'list'): string => (page === 'list' ? '/work' : `/work/${page}`)

/** The calendar of work; without a view the month, without a day today. */
export const calendarDoor = ({ view, day }: { readonly view?: string | undefined; readonly day?: string | undefined }): string => withQuery(workDoor('calendar'), { view, day })

/** Writing: the lock, what still stands, the log. */
export const WRITES_DOOR = '/writes'

/** The object behind a point: properties, who commands it, its schedule. */
export const objectDoor = (pointId: number): string => `/object/${pointId}`

/** Parts of a device's own screen. */
export type DevicePage = 'overview' | 'health' | 'events' | 'writes' | 'logs' | 'properties'
export const devicePageDoor = (deviceId: number, page: DevicePage = 'overview'): string => (page === 'overview' ? `/device/${deviceId}` : `/device/${deviceId}/${page}`)

/** Finding devices; `/` shows it too until a device was found. */
export const DISCOVERY_DOOR = '/discover'

/** `/trend?points=1,2&from=..&to=..` (ms); without a period the screen chooses. */
export const trendDoor = ({ points, fromMs, toMs }: TrendDoor): string =>
  withQuery('/trend', { points: points.length === 0 ? undefined : points.join(','), from: fromMs === undefined ? undefined : Math.round(fromMs), to: toMs === undefined ? undefined : Math.round(toMs) })

export interface CorrelationDoor {
  readonly points: readonly number[]
  readonly fromMs?: number
  readonly toMs?: number
  readonly days?: number
  readonly method?: string
  readonly season?: number
  readonly outdoor?: number
  readonly pair?: readonly [number, number]
  /** What moved with this point between `fromMs` and `toMs`. */
  readonly moved?: number
}

/** How points move together. */
export const correlationDoor = ({ points, fromMs, toMs, pair, ...rest }: CorrelationDoor): string =>
  withQuery('/trend/correlation', { points: points.length === 0 ? undefined : points.join(','), from: fromMs === undefined ? undefined : Math.round(fromMs), to: toMs === undefined ? undefined : Math.round(toMs), pair: pair?.join(','), ...rest })

export interface AlertsFilter {
  readonly severity?: string
  readonly kind?: string
  /** `active`, `unacknowledged`, `acknowledged`, `cleared`. */
  readonly state?: string
  readonly device?: number
  readonly text?: string
  /** The alert to open beside the list. */
  readonly alert?: number
  /** Members of this incident only; on the page of incidents the one to open. */
  readonly incident?: number
  /** History and load: `24h`, `7d`, `30d`, ending now; or a period in ms. */
  readonly period?: string
  readonly from?: number
  readonly to?: number
}

/** Parts of the alerts screen: what asks for someone now, incidents, what is set aside, all alerts of a period, the load they are. */
export type AlertsPage = 'live' | 'incidents' | 'shelved' | 'history' | 'load'
export const alertsPageDoor = (page: AlertsPage, filter: AlertsFilter = {}): string => withQuery(page === 'live' ? '/alerts' : `/alerts/${page}`, { ...filter })

export const alertsDoor = (filter: AlertsFilter = {}): string => alertsPageDoor('live', filter)
/** The alert beside the list of live ones. */
export const alertDoor = (alertId: number): string => alertsDoor({ alert: alertId })
/** Everything about one alert, on a screen of its own. */
export const alertDetailDoor = (alertId: number): string => `/alert/${alertId}`
export const incidentDoor = (incidentId: number): string => alertsPageDoor('incidents', { incident: incidentId })

/** Where the host wants to go: a notification or a menu entry was chosen. */
export const targetDoor = (target: NavigationTarget): string => {
  switch (target.to) {
    case 'alert':
      return alertDoor(target.alertId)
    case 'incident':
      return incidentDoor(target.incidentId)
    case 'alerts':
      return alertsDoor()
    case 'settings':
      return SETTINGS_DOOR
    case 'overview':
      return HOME_DOOR
  }
}

export interface PointsFilter {
  readonly device?: number
  /** The point to select. */
  readonly point?: number
  /** A `LiveState`: `stale`, `dataProblem`, `overridden`, `never`, `good`. */
  readonly state?: string
  /** A `DeviceState`: `online`, `offline`, `unknown`. */
  readonly deviceState?: string
  readonly text?: string
}

/** Devices and points, restricted. */
export const pointsDoor = (filter: PointsFilter = {}): string => withQuery('/points', { ...filter })
export const deviceDoor = (deviceId: number): string => pointsDoor({ device: deviceId })
