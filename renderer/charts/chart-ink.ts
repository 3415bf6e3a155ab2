/** The inks of the running colour scheme for what is drawn on a canvas, which cannot read CSS variables. */
import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import type { Scheme } from './series-colors.ts'

export interface ChartInk {
  readonly scheme: Scheme
  /** Grid lines. */
  readonly grid: string
}

const GRID: Readonly<Record<Scheme, string>> = { light: '#dbdfe3', dark: '#30363d' }

export const useChartInk = (): ChartInk => {
  const scheme = useComputedColorScheme('light')
  return useMemo(() => ({ scheme, grid: GRID[scheme] }), [scheme])
}
