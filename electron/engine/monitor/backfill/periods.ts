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
  const away = merged(others)
  const left: Period[] = []
  let next = 0
  for (const period of merged(periods)) {
    let { fromMs } = period
    while (next < away.length && away[next]!.toMs <= fromMs) next += 1
    for (let at = next; at < away.length && away[at]!.fromMs < period.toMs; at++) {
      if (away[at]!.fromMs > fromMs) left.push({ fromMs, toMs: away[at]!.fromMs })
      fromMs = away[at]!.toMs
    }
    if (fromMs < period.toMs) left.push({ fromMs, toMs: period.toMs })
  }
  return left
}

/** What is in `periods` and in `others`. */
export const common = (periods: readonly Period[], others: readonly Period[]): Period[] => {
  const [one, other] = [merged(periods), merged(others)]
  const shared: Period[] = []
  let [here, there] = [0, 0]
  while (here < one.length && there < other.length) {
    const [a, b] = [one[here]!, other[there]!]
    const [fromMs, toMs] = [Math.max(a.fromMs, b.fromMs), Math.min(a.toMs, b.toMs)]
    if (fromMs < toMs) shared.push({ fromMs, toMs })
    if (a.toMs < b.toMs) here += 1
    else there += 1
  }
  return shared
}

export const lengthMs = (periods: readonly Period[]): number => merged(periods).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)

export const contains = (periods: readonly Period[], timeMs: number): boolean => periods.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs)
