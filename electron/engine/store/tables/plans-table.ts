/** Table `plans`: floor plans of the site. */
import type { Plan, PlanPicture } from '../../../../shared/domain/plan.ts'
import type { Connection } from '../connection.ts'

interface Row {
  readonly id: number
  readonly name: string
  readonly width: number
  readonly height: number
  readonly picture: string | null
  readonly locked: number
}

const fromRow = ({ picture, locked, ...row }: Row): Plan => ({ ...row, picture: picture === null ? null : (JSON.parse(picture) as PlanPicture), locked: locked !== 0 })

export interface PlansTable {
  /** As they were made. */
  all(): Plan[]
  get(id: number): Plan | undefined
  /** Writes the row of this id, or a new one where the id is negative. Returns the id. */
  put(plan: Plan): number
  lock(id: number, locked: boolean): void
  remove(id: number): void
}

export const createPlansTable = (db: Connection): PlansTable => {
  const all = db.prepare<[], Row>('SELECT * FROM plans ORDER BY id')
  const one = db.prepare<[number], Row>('SELECT * FROM plans WHERE id = ?')
  const put = db.prepare<[number | null, string, number, number, string | null, number]>('INSERT OR REPLACE INTO plans (id, name, width, height, picture, locked) VALUES (?, ?, ?, ?, ?, ?)')
  const lock = db.prepare<[number, number]>('UPDATE plans SET locked = ? WHERE id = ?')
  const remove = db.prepare<[number]>('DELETE FROM plans WHERE id = ?')
  return {
    all: () => all.all().map(fromRow),
    get: (id) => {
      const row = one.get(id)
      return row && fromRow(row)
    },
    put: ({ id, name, width, height, picture, locked }) => Number(put.run(id < 0 ? null : id, name, width, height, picture === null ? null : JSON.stringify(picture), locked ? 1 : 0).lastInsertRowid),
    lock: (id, locked) => void lock.run(locked ? 1 : 0, id),
    remove: (id) => void remove.run(id),
  }
}
