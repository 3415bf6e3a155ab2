/** The filter of the alert lists: kept in the address, applied to alerts. Pure. */
import { SEVERITIES, isActive, isOpen, type Alert, type AlertKind, type Severity } from '../../../shared/domain/alert.ts'
import type { AlertsFilter } from '../../doors.ts'

const STATES = ['open', 'active', 'unacknowledged', 'acknowledged', 'closed', 'all'] as const
export type StateFilter = (typeof STATES)[number]

/** States to choose from among live alerts, and in the history of a period; the first is the default. */
export const LIVE_STATES: readonly StateFilter[] = ['open', 'active', 'unacknowledged', 'acknowledged']
export const HISTORY_STATES: readonly StateFilter[] = ['all', 'active', 'unacknowledged', 'closed']

export const KINDS: readonly AlertKind[] = ['equipment', 'data', 'device']

export interface AlertFilter {
  readonly state: StateFilter
  /** Empty = every one. */
  readonly severities: readonly Severity[]
  readonly kind: AlertKind | null
  readonly deviceId: number | null
  readonly incidentId: number | null
  readonly text: string
  /** The alert open beside the list. */
  readonly alertId: number | null
}

const oneOf = <T extends string>(list: readonly T[], value: string | null): T | null => list.find((entry) => entry === value) ?? null
const idOf = (value: string | null): number | null => (value !== null && /^\d+$/.test(value) ? Number(value) : null)

/** Reads the query of the address; what it does not know is left out. `otherwise` is the state where none is named. */
export const parseFilter = (search: string, otherwise: StateFilter = 'open'): AlertFilter => {
  const query = new URLSearchParams(search)
  const severities = (query.get('severity') ?? '').split(',')
  return {
    state: oneOf(STATES, query.get('state')) ?? otherwise,
    severities: SEVERITIES.filter((severity) => severities.includes(severity)),
    kind: oneOf(KINDS, query.get('kind')),
    deviceId: idOf(query.get('device')),
    incidentId: idOf(query.get('incident')),
    text: query.get('text') ?? '',
    alertId: idOf(query.get('alert')),
  }
}

/** The filter as a part of an address, without what is at its default. */
export const filterDoor = (filter: AlertFilter, otherwise: StateFilter = 'open'): AlertsFilter => ({
  ...(filter.state === otherwise ? {} : { state: filter.state }),
  ...(filter.severities.length === 0 ? {} : { severity: filter.severities.join(',') }),
  ...(filter.kind === null ? {} : { kind: filter.kind }),
  ...(filter.deviceId === null ? {} : { device: filter.deviceId }),
  ...(filter.incidentId === null ? {} : { incident: filter.incidentId }),
  ...(filter.text === '' ? {} : { text: filter.text }),
  ...(filter.alertId === null ? {} : { alert: filter.alertId }),
})

/** What hides alerts beside the state, undone. */
export const PLAIN: Partial<AlertFilter> = { severities: [], kind: null, deviceId: null, incidentId: null, text: '' }

/** True when the filter hides nothing but other states. */
export const isPlain = ({ severities, kind, deviceId, incidentId, text }: AlertFilter): boolean => severities.length === 0 && kind === null && deviceId === null && incidentId === null && text === ''

const inState = (alert: Alert, state: StateFilter): boolean => {
  switch (state) {
    case 'open':
      return isOpen(alert)
    case 'active':
      return isActive(alert)
    case 'unacknowledged':
      return alert.acknowledgedAtMs === null
    case 'acknowledged':
      return alert.acknowledgedAtMs !== null && isActive(alert)
    case 'closed':
      return !isOpen(alert)
    case 'all':
      return true
  }
}

/** The alerts that pass. `wordsOf` gives all text of an alert that can be searched, in lower case; every word of the filter must be in it. */
export const filterAlerts = (alerts: readonly Alert[], filter: AlertFilter, wordsOf: (alert: Alert) => string): readonly Alert[] => {
  const wanted = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return alerts.filter(
    (alert) =>
      inState(alert, filter.state) &&
      (filter.severities.length === 0 || filter.severities.includes(alert.severity)) &&
      (filter.kind === null || alert.kind === filter.kind) &&
      (filter.deviceId === null || alert.deviceId === filter.deviceId) &&
      (filter.incidentId === null || alert.incidentId === filter.incidentId) &&
      wanted.every((word) => wordsOf(alert).includes(word)),
  )
}
