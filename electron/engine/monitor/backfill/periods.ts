/** Arithmetic of periods of time, half open: [fromMs, toMs). Pure. */

export interface Period {
  readonly fromMs: number
  readonly toMs: number
}

/** The same moments as few periods in order; empty ones vanish. Periods closer together than `nearMs` become one. */
export const merged = (periods: readonly Period[], nearMs = 0): Period[] => {
  const result: { fromMs: number; toMs: number }[] = []
  for (const { fromMs, toMs } of [...periods].filter((one) => one.toMs > one.fromMs).sort((a, b) => a.fromMs - b.fromMs)) {
    const last = result.at(-1)
    if (last !== undefined && fromMs <= last.toMs + nearMs) last.toMs = Math.max(last.toMs, toMs)
    else result.push({ fromMs, toMs })
  }
  return result
}

/** What of `periods` is in [fromMs, toMs). */
export const clipped = (periods: readonly Period[], fromMs: number, toMs: number): Period[] =>
  merged(periods.map((one) => ({ fromMs: Math.max(one.fromMs, fromMs), toMs: Math.min(one.toMs, toMs) })))

/** What of `periods` is in none of `others`. */
export const without = (periods: readonly Period[], others: readonly Period[]): Period[] => {
  let left = merged(periods)
  for (const other of merged(others)) {
    left = left.flatMap(({ fromMs, toMs }) =>
      other.toMs <= fromMs || other.fromMs >= toMs
        ? [{ fromMs, toMs }]
        : [{ fromMs, toMs: other.fromMs }, { fromMs: other.toMs, toMs }].filter((one) => one.toMs > one.fromMs),
    )
  }
  return left
}

/** What is in `periods` and in `others`. */
export const common = (periods: readonly Period[], others: readonly Period[]): Period[] => merged(others).flatMap(({ fromMs, toMs }) => clipped(periods, fromMs, toMs))

export const lengthMs = (periods: readonly Period[]): number => merged(periods).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)

export const contains = (periods: readonly Period[], timeMs: number): boolean => periods.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs)
