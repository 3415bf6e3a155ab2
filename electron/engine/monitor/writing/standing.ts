/** Values written from here that may still stand in devices: on disk before they are sent, so that not even a crash loses one. */
import type { StandingWrite } from '../../../../shared/domain/writing.ts'
import type { StandingKey, StandingRow, WritableStore } from '../../store/store-types.ts'

export interface Standing {
  rows(): readonly StandingRow[]
  list(): readonly StandingWrite[]
  get(key: StandingKey): StandingRow | undefined
  save(row: StandingRow): void
  /** Back to what stood before a write that the device refused. */
  restore(key: StandingKey, former: StandingRow | undefined): void
  remove(key: StandingKey): void
}

const keyOf = ({ pointId, action, priority }: StandingKey): string => `${pointId} ${action} ${priority}`

const shown = ({ pointId, deviceId, object, priority, text, atMs, action }: StandingRow): StandingWrite => ({ pointId, deviceId, object, priority, text, atMs, action })

export const createStanding = (store: Pick<WritableStore, 'standingWrites' | 'saveStanding' | 'removeStanding'>, changed: () => void): Standing => {
  const rows = new Map(store.standingWrites().map((row) => [keyOf(row), row]))
  const save = (row: StandingRow): void => {
    store.saveStanding(row)
    rows.set(keyOf(row), row)
    changed()
  }
  const remove = (key: StandingKey): void => {
    if (!rows.has(keyOf(key))) return
    store.removeStanding(key)
    rows.delete(keyOf(key))
    changed()
  }
  return {
    rows: () => [...rows.values()],
    list: () => [...rows.values()].map(shown),
    get: (key) => rows.get(keyOf(key)),
    save,
    restore: (key, former) => (former === undefined ? remove(key) : save(former)),
    remove,
  }
}
