/** What the simulator's tests share: sampling a building without sockets, and a few statistics. */
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { Simulator, SimulatorOptions } from '../../electron/simulator/simulator-types.ts'

export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000
/** A Wednesday in June, midnight. */
export const WEDNESDAY = Date.UTC(2026, 5, 10)

export type PointKey = readonly [device: number, objectType: number, objectInstance: number]

export const buildingAt = (startMs: number, options: SimulatorOptions = {}): Simulator => {
  const simulator = createSimulator({ seed: 3, startMs, anchorMs: startMs - DAY, port: 0, ...options })
  simulator.advanceTo(startMs)
  return simulator
}

/** Readings of some points at equal steps; the building moves on. */
export const sampled = (simulator: Simulator, points: readonly PointKey[], fromMs: number, toMs: number, stepMs: number): number[][] => {
  const series: number[][] = points.map(() => [])
  for (let at = fromMs; at < toMs; at += stepMs) {
    simulator.advanceTo(at)
    points.forEach((point, index) => series[index]?.push(simulator.reading(...point) ?? Number.NaN))
  }
  return series
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

export const deviation = (values: readonly number[]): number => {
  const centre = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)))
}

/** Pearson's correlation coefficient. */
export const correlation = (a: readonly number[], b: readonly number[]): number => {
  const [meanA, meanB] = [mean(a), mean(b)]
  return mean(a.map((value, index) => (value - meanA) * ((b[index] ?? 0) - meanB))) / (deviation(a) * deviation(b))
}

/** Objects of the default building used in tests. */
export const POINT = {
  supplyTemp: [1001, 0, 1],
  returnTemp: [1001, 0, 3],
  supplySetpoint: [1001, 2, 1],
  coolValve: [1001, 1, 4],
  heatValve: [1001, 1, 5],
  fanSpeed: [1001, 1, 1],
  fanStatus: [1001, 3, 1],
  fan2Status: [1002, 3, 1],
  open1: [1001, 5, 1],
  open2: [1002, 5, 1],
  zoneTemp: [2001, 0, 1],
  zoneFlow: [2001, 0, 3],
  zone5Discharge: [2001, 0, 15],
  chilledSupply: [3001, 0, 1],
  chilledLoad: [3001, 2, 3],
  mainPower: [4001, 0, 1],
  mainEnergy: [4001, 0, 2],
  chillerPower: [4001, 0, 9],
  gasVolume: [4001, 0, 23],
  outdoorTemp: [5001, 0, 1],
  people: [5001, 2, 3],
} as const satisfies Record<string, PointKey>
