/**
 * A multi-state point that keeps to a schedule has left its state of rest at a time when it always rests (a unit in "Heating" at night).
 * Its state of rest is the one of the small hours of working days. How large a share of each quarter of an hour, of working and weekend days, it spent in it or in another is learnt and judged
 * as `unusual-hour.ts` does it with "off" and "on": which of the other states it is in may be the weather's, so only resting is expected of it.
 */
import { SLOTS_A_DAY } from '../calendar.ts'
import { UNKNOWN, type Detector } from './detector.ts'
import type { FitHistory } from './fit-history.ts'
import { unusualHour, type UnusualHourModel, type UnusualHourState } from './unusual-hour.ts'

/** From midnight to four o'clock. */
const SMALL_HOURS = SLOTS_A_DAY / 6
/** It must have been at rest for this share of them. */
const RESTS_SHARE = 0.95

export interface UnusualStateModel extends UnusualHourModel {
  readonly rest: number
}

export const unusualState: Detector<UnusualStateModel, UnusualHourState> = {
  id: 'unusualState',
  version: 'unusualState-1',
  fit: (history, context) => {
    const rest = restOf(history)
    if (rest === null) return null
    const model = unusualHour.fit({ ...history, values: history.values.map((value) => Number(value !== rest)) }, context)
    return model === null ? null : { rest, unusual: model.unusual }
  },
  start: (_, context) => unusualHour.start(null, context),
  score: (model, state, reading) => {
    if (model === null) return UNKNOWN
    const verdict = unusualHour.score(model, state, { ...reading, value: Number(reading.value !== model.rest) })
    return { ...verdict, expected: Number.isNaN(verdict.expected) ? Number.NaN : model.rest }
  },
}

/** null where no state rules the small hours. */
const restOf = ({ count, slots, values }: FitHistory): number | null => {
  const counts = new Map<number, number>()
  let all = 0
  for (let i = 0; i < count; i++) {
    if ((slots[i] as number) >= SMALL_HOURS) continue
    all++
    counts.set(values[i] as number, (counts.get(values[i] as number) ?? 0) + 1)
  }
  for (const [state, own] of counts) if (own >= all * RESTS_SHARE) return state
  return null
}
