/** Where the points and the line of energy over temperature stand. Pure; px. */
import type { BaselineCloud } from '../../../shared/domain/energy-baseline.ts'
import { niceScale, scaleTicks } from '../../charts/axis-scale.ts'
import type { Box } from './monthly.ts'

const POINT = 3

export interface CloudPlan {
  /** All points as one path of small squares. */
  readonly points: string
  /** The fitted line; empty without one. */
  readonly line: string
  readonly temperatures: readonly { readonly value: number; readonly x: number }[]
  readonly energies: readonly { readonly value: number; readonly y: number }[]
}

export const planCloud = ({ temperature, energy, line }: Pick<BaselineCloud, 'temperature' | 'energy' | 'line'>, box: Box): CloudPlan | null => {
  let [cold, warm, most] = [Infinity, -Infinity, 0]
  for (let i = 0; i < energy.length; i++) {
    const [x, y] = [temperature[i] ?? Number.NaN, energy[i] ?? Number.NaN]
    if (Number.isNaN(x) || Number.isNaN(y)) continue
    cold = Math.min(cold, x)
    warm = Math.max(warm, x)
    most = Math.max(most, y)
  }
  if (cold === Infinity) return null
  const across = niceScale(cold, warm, 6, 5)
  const up = niceScale(0, most === 0 ? 1 : most, 4)
  const xOf = (value: number): number => box.left + ((value - across.low) / (across.high - across.low)) * box.width
  const yOf = (value: number): number => box.top + box.height - ((value - up.low) / (up.high - up.low)) * box.height
  const squares: string[] = []
  for (let i = 0; i < energy.length; i++) {
    const [x, y] = [temperature[i] ?? Number.NaN, energy[i] ?? Number.NaN]
    if (!Number.isNaN(x) && !Number.isNaN(y)) squares.push(`M${(xOf(x) - POINT / 2).toFixed(1)} ${(yOf(y) - POINT / 2).toFixed(1)}h${POINT}v${POINT}h-${POINT}z`)
  }
  return {
    points: squares.join(''),
    line: line === null ? '' : [...line.temperature].map((each, i) => `${i === 0 ? 'M' : 'L'}${xOf(each).toFixed(1)} ${yOf(line.energy[i] ?? 0).toFixed(1)}`).join(''),
    temperatures: scaleTicks(across).map((value) => ({ value, x: xOf(value) })),
    energies: scaleTicks(up).map((value) => ({ value, y: yOf(value) })),
  }
}
