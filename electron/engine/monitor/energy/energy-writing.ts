/** Writes what was worked out in small transactions, with a breath of the event loop between them. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { EnergyTurn, MeterPart } from '../../pipeline/energy/energy-task.ts'
import type { WritableStore } from '../../store/store-types.ts'

/** Rows of one transaction: about 4 ms, and a flush of the disk. */
const ROWS_AT_ONCE = 1_500

interface Piece {
  readonly rows: number
  put(): void
}

/** Throws a `StoreWriteError` when the disk refuses; what was written until then stays and is written again by the next run. */
export const writeTurn = async ({ energy }: Pick<WritableStore, 'energy'>, turn: EnergyTurn): Promise<void> => {
  let waiting: Piece[] = []
  let rows = 0
  for (const piece of piecesOf(energy, turn)) {
    waiting.push(piece)
    rows += piece.rows
    if (rows < ROWS_AT_ONCE) continue
    putAtOnce(energy, waiting)
    waiting = []
    rows = 0
    await nextTurn()
  }
  if (waiting.length > 0) putAtOnce(energy, waiting)
}

const putAtOnce = (energy: WritableStore['energy'], pieces: readonly Piece[]): void =>
  energy.atOnce(() => {
    for (const piece of pieces) piece.put()
  })

function* piecesOf(energy: WritableStore['energy'], turn: EnergyTurn): Generator<Piece> {
  for (const part of turn.meters) {
    yield { rows: part.corrections.length, put: () => energy.corrections.replace(part.meterId, part.fromMs, part.toMs, part.corrections) }
    yield* slices(part.hours.startsMs.length, (from, to) => energy.periods.putHours(part.meterId, part.hours, from, to))
    yield* slices(part.days.startsMs.length, (from, to) => energy.periods.putDays(part.meterId, part.days, from, to))
  }
  for (const { pointId, days } of turn.runDays) yield { rows: days.length, put: () => energy.runDays.putRunDays(pointId, days) }
  for (const part of turn.weather) yield* slices(part.startsMs.length, (from, to) => energy.runDays.putWeather(part, from, to))
}

function* slices(count: number, put: (from: number, to: number) => void): Generator<Piece> {
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const to = Math.min(count, from + ROWS_AT_ONCE)
    yield { rows: to - from, put: () => put(from, to) }
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

/** Hours before a meter's first data are of something that is not there any more. */
export const dropOlder = ({ energy }: Pick<WritableStore, 'energy'>, meterId: number, fromMs: number): void => {
  const known = energy.meters.get(meterId)?.known
  if (known === undefined || known === null || known.fromMs >= fromMs) return
  energy.atOnce(() => {
    energy.periods.dropBefore(meterId, fromMs)
    energy.meters.setKnown(meterId, { ...known, fromMs })
  })
}

/** A meter without any data has no hours; the id where some went. It is looked at again with every run. */
export const emptied = ({ energy }: Pick<WritableStore, 'energy'>, meterId: number, marks: number): number[] => {
  const known = energy.meters.get(meterId)?.known
  energy.atOnce(() => {
    if (known !== null && known !== undefined) energy.periods.dropBefore(meterId, null)
    energy.meters.setKnown(meterId, null)
    energy.periods.doneDue(meterId, marks)
  })
  return known === null || known === undefined ? [] : [meterId]
}
