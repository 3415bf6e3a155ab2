/** Consumption gathered in slots of equal length (5 or 15 minutes), from pieces of any length. The slots are whole quarter-hours of every time zone. */

export interface SlotSums {
  /** Start of the first slot, ms; a multiple of `slotMs`. */
  readonly fromMs: number
  readonly slotMs: number
  /** kWh or m3. */
  readonly energy: Float64Array
  /** Time of each slot that was measured, and that was filled by rule, ms; the rest is not known. */
  readonly measuredMs: Float64Array
  readonly filledMs: Float64Array
  /** Bits of `ENERGY_QUALITY`. */
  readonly quality: Uint8Array
}

/** What a piece says of its time: measured, filled by rule, or nothing new (its time is counted already). */
export type PieceOrigin = 'measured' | 'filled' | 'known'

/** Takes [fromMs, toMs) outwards to whole slots. */
export const createSlotSums = (fromMs: number, toMs: number, slotMs: number): SlotSums => {
  const first = Math.floor(fromMs / slotMs) * slotMs
  const count = Math.max(0, Math.ceil((toMs - first) / slotMs))
  return { fromMs: first, slotMs, energy: new Float64Array(count), measuredMs: new Float64Array(count), filledMs: new Float64Array(count), quality: new Uint8Array(count) }
}

export const slotsEndMs = ({ fromMs, slotMs, energy }: SlotSums): number => fromMs + slotMs * energy.length

/** Spreads `amount` evenly over [fromMs, toMs); what lies outside the slots is left out. */
export const addEvenly = (sums: SlotSums, fromMs: number, toMs: number, amount: number, origin: PieceOrigin, quality: number): void => {
  const { slotMs } = sums
  const known = origin === 'known' ? null : origin === 'measured' ? sums.measuredMs : sums.filledMs
  const from = Math.max(fromMs, sums.fromMs)
  const to = Math.min(toMs, slotsEndMs(sums))
  if (to <= from) return
  const perMs = amount / (toMs - fromMs)
  const last = Math.floor((to - 1 - sums.fromMs) / slotMs)
  for (let slot = Math.floor((from - sums.fromMs) / slotMs); slot <= last; slot++) {
    const startMs = sums.fromMs + slot * slotMs
    const share = Math.min(to, startMs + slotMs) - Math.max(from, startMs)
    sums.energy[slot] = (sums.energy[slot] as number) + perMs * share
    if (known !== null) known[slot] = (known[slot] as number) + share
    sums.quality[slot] = (sums.quality[slot] as number) | quality
  }
}

/** Spreads `amount` over [fromMs, toMs) in proportion to `weightAt` (any unit, 0 or more) of each slot; evenly where all weights are 0. Filled. */
export const addByWeight = (sums: SlotSums, fromMs: number, toMs: number, amount: number, weightAt: (timeMs: number) => number, quality: number): void => {
  const { slotMs } = sums
  const starts: number[] = []
  const weights: number[] = []
  let total = 0
  for (let startMs = Math.floor(fromMs / slotMs) * slotMs; startMs < toMs; startMs += slotMs) {
    const share = Math.min(toMs, startMs + slotMs) - Math.max(fromMs, startMs)
    const weight = Math.max(0, weightAt(startMs)) * share
    starts.push(startMs)
    weights.push(weight)
    total += weight
  }
  if (!(total > 0)) return addEvenly(sums, fromMs, toMs, amount, 'filled', quality)
  for (const [i, startMs] of starts.entries()) {
    addEvenly(sums, Math.max(fromMs, startMs), Math.min(toMs, startMs + slotMs), (amount * (weights[i] as number)) / total, 'filled', quality)
  }
}
