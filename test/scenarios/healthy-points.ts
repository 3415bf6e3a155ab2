/** Points as healthy plant behaves: what scenarios build on. */
import type { Moment, ScenarioPoint } from './scenario.ts'

const round = (value: number, step: number): number => Math.round(value / step) * step

const isOccupied = ({ hour, weekday }: Moment): boolean => weekday >= 1 && weekday <= 5 && hour >= 6 && hour < 18

/** Weather of a day: a wander of some kelvin that differs from day to day, the same for every point. */
const dayMean = (day: number): number => 3 * Math.sin(day * 0.9) + 2 * Math.sin(day * 0.37 + 1)

export const outdoorAir: ScenarioPoint = { healthy: (now) => round(8 + dayMean(now.timeMs / 86_400_000) + 4 * Math.sin(((now.hour - 9) / 24) * 2 * Math.PI) + 0.1 * now.noise(), 0.1) }

/** 16 °C while the fan runs, drifting to room temperature at night. */
export const supplyAir: ScenarioPoint = { healthy: (now) => round(isOccupied(now) ? 16 + 0.25 * now.noise() : 21 + 0.4 * now.noise(), 0.1) }

export const zoneAir: ScenarioPoint = { healthy: (now) => round((isOccupied(now) ? 21.5 : 19.5) + 0.3 * Math.sin((now.hour / 24) * 2 * Math.PI) + 0.1 * now.noise(), 0.1) }

export const humidity: ScenarioPoint = { units: 29, healthy: (now) => round(45 + 6 * Math.sin((now.hour / 24) * 2 * Math.PI) + now.noise(), 0.5) }

export const fan: ScenarioPoint = { objectType: 3, kind: 'binary', units: null, stateTexts: ['Off', 'On'], healthy: (now) => (isOccupied(now) ? 1 : 0) }

/** Two starts an hour, ten minutes each, while the building is occupied. */
export const compressor: ScenarioPoint = { objectType: 3, kind: 'binary', units: null, healthy: (now) => (isOccupied(now) && (now.hour * 60) % 30 < 10 ? 1 : 0) }

export const meter: ScenarioPoint = { units: 19, objectType: 0, healthy: (now) => round(50_000 + (now.timeMs - Date.UTC(2026, 0, 1)) / 60_000 / 2, 0.1) }

export const setPoint: ScenarioPoint = { objectType: 2, healthy: () => 21 }

export const valve: ScenarioPoint = { objectType: 1, units: 98, healthy: (now) => (isOccupied(now) ? Math.min(100, Math.max(0, 50 + 30 * now.noise())) : 0) }
