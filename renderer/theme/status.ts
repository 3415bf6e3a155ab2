/**
 * The one table of states: colour, shape and word of everything that is not normal, and of the normal itself.
 * Colour is spent on the abnormal only; each colour means one thing on every screen. Contrast with the page is at least 4.5:1 in both schemes.
 */
import type { Alert, Severity } from '../../shared/domain/alert.ts'
import type { DeviceState } from '../../shared/domain/device.ts'
import type { LiveState } from '../../shared/domain/point.ts'

export type StatusName = Severity | 'data' | 'stale' | 'overridden' | 'offline' | 'unknown' | 'normal'

/** `square`, `triangle-up`, `triangle-down`, `circle`: severities; `diamond`: data problem; `dashed`: stale; `hexagon`: overridden; `cross`: offline; `ring`: unknown; `dot`: normal. */
export type StatusShape = 'square' | 'triangle-up' | 'triangle-down' | 'circle' | 'diamond' | 'dashed' | 'hexagon' | 'cross' | 'ring' | 'dot'

export interface StatusFact {
  readonly shape: StatusShape
  /** Hexadecimal colours; the running scheme's one is the CSS variable `--status-<name>`. */
  readonly light: string
  readonly dark: string
  /** Key of the word, e.g. `status.critical`. */
  readonly word: string
}

const fact = (name: StatusName, shape: StatusShape, light: string, dark: string): StatusFact => ({ shape, light, dark, word: `status.${name}` })

export const STATUSES: Readonly<Record<StatusName, StatusFact>> = {
  critical: fact('critical', 'square', '#b8121f', '#ff7d75'),
  high: fact('high', 'triangle-up', '#a14300', '#ff9d4d'),
  medium: fact('medium', 'triangle-down', '#745b00', '#e4c43c'),
  low: fact('low', 'circle', '#1c5ca8', '#7db8ff'),
  data: fact('data', 'diamond', '#7a389f', '#cf9cf5'),
  stale: fact('stale', 'dashed', '#596570', '#9aa6b2'),
  overridden: fact('overridden', 'hexagon', '#0a6664', '#52c7c1'),
  offline: fact('offline', 'cross', '#a3194f', '#ff80ab'),
  unknown: fact('unknown', 'ring', '#596570', '#9aa6b2'),
  normal: fact('normal', 'dot', '#596570', '#9aa6b2'),
}

export const STATUS_NAMES = Object.keys(STATUSES) as readonly StatusName[]

/** The running scheme's colour, for use in styles: `var(--status-critical)`. */
export const statusColor = (name: StatusName): string => `var(--status-${name})`

/** How an alert is drawn: data problems have their own colour whatever their severity. */
export const alertStatus = (alert: Pick<Alert, 'kind' | 'severity'>): StatusName => (alert.kind === 'data' ? 'data' : alert.severity)

export const deviceStatus = (state: DeviceState): StatusName => (state === 'online' ? 'normal' : state)

const LIVE: Readonly<Record<LiveState, StatusName>> = { never: 'unknown', good: 'normal', stale: 'stale', dataProblem: 'data', overridden: 'overridden' }

export const liveStatus = (state: LiveState): StatusName => LIVE[state]
