/** An air handler that three boxes hang on, for stories of what comes from upstream. */
import type { PointRole } from '../../shared/domain/point-role.ts'
import type { Moment, Scenario, ScenarioPoint } from './scenario.ts'

const DAY_MS = 86_400_000
const tenth = (value: number): number => Math.round(value * 10) / 10

/** The supply air is reset by demand: it is another one each day, between 14 and 18 °C. `TROUBLE` of the story warms it by 6 K, from 11:00 to 14:00. */
const supply = ({ timeMs, hour }: Moment): number => 16 + 1.1 * Math.sin((timeMs / DAY_MS) * 1.7) + 0.7 * Math.sin((timeMs / DAY_MS) * 4.1) + 0.3 * Math.sin((hour / 24) * 2 * Math.PI)

export const TROUBLE = { from: Date.parse('2026-03-03T11:00:00Z'), to: Date.parse('2026-03-03T14:00:00Z') }

const boxNames = [1, 2, 3].map((number) => `VAV-1-0${number}`)

/**
 * @param trouble kelvin that the air handler's supply is too warm during the trouble: its boxes follow within minutes
 * @param flowPerKelvin share by which boxes open for each kelvin that the supply is too warm
 */
export const upstreamPlant = (trouble: number, flowPerKelvin = 0): Scenario => {
  const excess = (now: Moment, lateMs: number): number => {
    const sinceMs = now.timeMs - lateMs - TROUBLE.from
    const isOn = sinceMs >= 0 && now.timeMs - lateMs < TROUBLE.to
    return isOn ? trouble * Math.min(1, sinceMs / 600_000) : 0
  }
  const troubled = (now: Moment, lateMs = 0): number => supply(now) + excess(now, lateMs)
  const boxes = Object.fromEntries(boxNames.flatMap((name, i): [string, ScenarioPoint][] => [
    [`${name} DA-T`, { healthy: (now) => tenth(troubled(now, 240_000) + 0.4 + 0.2 * i + 0.08 * now.noise()) }],
    [`${name} FLOW`, { units: 87, healthy: (now) => Math.round((200 + 30 * i) * (1 + flowPerKelvin * excess(now, 600_000)) + 4 * now.noise()) }],
    [`${name} ZN-T`, { healthy: (now) => tenth(22 + 0.2 * i + 0.4 * Math.sin(((now.hour - 9) / 24) * 2 * Math.PI) + 0.08 * now.noise()) }],
  ]))
  const boxRoles = Object.fromEntries(boxNames.flatMap((name): [string, PointRole][] => [[`${name} DA-T`, 'supply_air_temp'], [`${name} FLOW`, 'air_flow'], [`${name} ZN-T`, 'zone_air_temp']]))
  return {
    points: {
      'AHU1.SAT': { healthy: (now) => tenth(troubled(now) + 0.08 * now.noise()) },
      'AHU1.SF_STS': { kind: 'binary', objectType: 3, units: null, stateTexts: ['Off', 'On'], healthy: () => 1 },
      ...boxes,
    },
    roles: { 'AHU1.SAT': 'supply_air_temp', 'AHU1.SF_STS': 'fan_status', ...boxRoles },
    historyDays: 30, intervalMs: 300_000, start: '2026-03-03T06:00:00Z', steps: [],
  }
}
