/** Table `point_days`: days of points in a few numbers, from which health is judged. Derived; days older than is looked at are deleted. */
import type { PointDay } from '../../../../shared/domain/device-status.ts'
import type { Connection } from '../connection.ts'

const BLOCKS = ['block0', 'block1', 'block2', 'block3', 'block4', 'block5', 'block6', 'block7'] as const
const COLUMNS = ['point_id', 'day', 'readings', 'bad', 'overridden', 'out_of_service', 'hours', 'reversals', 'roughness', 'still', ...BLOCKS] as const

type Raw = [pointId: number, day: number, readings: number, bad: number, overridden: number, outOfService: number, hours: number, reversals: number, roughness: number | null, still: number | null, ...(number | null)[]]

const FIRST_BLOCK = 10

/** Days as they travel from the thread that made them to the one that writes them: the columns of the table, row after row. NaN is stored as NULL. */
export type PackedPointDays = Float64Array

export const packPointDays = (days: readonly PointDay[]): PackedPointDays => {
  const packed = new Float64Array(days.length * COLUMNS.length)
  for (const [i, day] of days.entries()) packed.set(pack(day), i * COLUMNS.length)
  return packed
}

export const countOfPointDays = (packed: PackedPointDays): number => packed.length / COLUMNS.length

/** Days [from, to) of them. */
export const partOfPointDays = (packed: PackedPointDays, from: number, to: number): PackedPointDays => packed.subarray(from * COLUMNS.length, to * COLUMNS.length)

export interface PointDaysTable {
  /** Days [fromDay, toDay) of a point, in order. */
  days(pointId: number, fromDay: number, toDay: number): PointDay[]
  lastDay(pointId: number): number | undefined
  put(days: PackedPointDays): void
  deleteBefore(pointId: number, day: number): void
  removeOfPoint(pointId: number): void
}

export const createPointDaysTable = (db: Connection): PointDaysTable => {
  const select = db.prepare<[number, number, number], Raw>(`SELECT ${COLUMNS.join(', ')} FROM point_days WHERE point_id = ? AND day >= ? AND day < ? ORDER BY day`).raw()
  const last = db.prepare<[number], number>('SELECT day FROM point_days WHERE point_id = ? ORDER BY day DESC LIMIT 1').pluck()
  const insert = db.prepare<number[]>(`INSERT OR REPLACE INTO point_days (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`)
  const deleteBefore = db.prepare<[number, number]>('DELETE FROM point_days WHERE point_id = ? AND day < ?')
  const remove = db.prepare<[number]>('DELETE FROM point_days WHERE point_id = ?')
  return {
    days: (pointId, fromDay, toDay) => select.all(pointId, fromDay, toDay).map(unpack),
    lastDay: (pointId) => last.get(pointId),
    put: (days) => {
      for (let at = 0; at < days.length; at += COLUMNS.length) insert.run(...days.subarray(at, at + COLUMNS.length))
    },
    deleteBefore: (pointId, day) => void deleteBefore.run(pointId, day),
    removeOfPoint: (pointId) => void remove.run(pointId),
  }
}

const pack = (own: PointDay): number[] => [
  own.pointId, own.day, own.readings, own.bad, own.overridden, own.outOfService, own.hours, own.reversals, own.roughness, own.still, ...own.blocks,
]

const unpack = (raw: Raw): PointDay => {
  const [pointId, day, readings, bad, overridden, outOfService, hours, reversals, roughness, still] = raw
  return { pointId, day, readings, bad, overridden, outOfService, hours, reversals, roughness: roughness ?? Number.NaN, still: still ?? Number.NaN, blocks: raw.slice(FIRST_BLOCK).map((value) => value ?? Number.NaN) }
}
