/** Writes what was worked out in small transactions, with a breath of the event loop between them. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { EnergyTurn, MeterPart } from '../../pipeline/energy/energy-task.ts'
import type { WritableStore } from '../../store/store-types.ts'

/** Rows of one transaction: about 8 ms. */
const ROWS_AT_ONCE = 3_000

/** Throws a `StoreWriteError` when the disk refuses; what was written until then stays and is written again by the next run. */
export const writeTurn = async ({ energy }: Pick<WritableStore, 'energy'>, turn: EnergyTurn): Promise<void> => {
  for (const part of turn.meters) {
    energy.corrections.replace(part.meterId, part.fromMs, part.toMs, part.corrections)
    await inPieces(part.hours.startsMs.length, (from, to) => energy.periods.putHours(part.meterId, part.hours, from, to))
    await inPieces(part.days.startsMs.length, (from, to) => energy.periods.putDays(part.meterId, part.days, from, to))
  }
  for (const { pointId, days } of turn.runDays) {
    energy.runDays.putRunDays(pointId, days)
    await nextTurn()
  }
  for (const part of turn.weather) await inPieces(part.startsMs.length, (from, to) => energy.runDays.putWeather(part, from, to))
}

const inPieces = async (count: number, put: (from: number, to: number) => void): Promise<void> => {
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    put(from, Math.min(count, from + ROWS_AT_ONCE))
    await nextTurn()
  }
}

/** What a finished meter is known of now. */
export const finishMeter = ({ energy }: Pick<WritableStore, 'energy'>, { meterId }: MeterPart, firstMs: number, marks: number, nowMs: number): void => {
  const meter = energy.meters.get(meterId)
  if (meter === undefined) return
  energy.atOnce(() => {
    energy.meters.setKnown(meterId, { fromMs: Math.min(firstMs, meter.known?.fromMs ?? firstMs), toMs: nowMs })
    energy.periods.doneDue(meterId, marks)
  })
}
