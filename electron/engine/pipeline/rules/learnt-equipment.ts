/** What rules learnt of equipment and keep over a restart: its lowest damper positions, its highest flows, and since when it is followed. */
import type { Log } from '../../log.ts'
import type { WritableStore } from '../../store/store-types.ts'
import type { FrameState } from '../../analysis/rules/frame.ts'

/** Key in the store's `meta`. */
export const LEARNT_KEY = 'pipeline.equipment'

type Kept = Pick<FrameState, 'damperLows' | 'highest' | 'firstMs'>

export type Learnt = Readonly<Record<string, Kept>>

export const learntOf = (all: readonly (readonly [id: string, frame: FrameState])[]): Learnt =>
  Object.fromEntries(all.map(([id, { damperLows, highest, firstMs }]) => [id, { damperLows, highest, firstMs }]))

export const readLearnt = (store: Pick<WritableStore, 'meta'>, log: Log): Learnt => {
  try {
    return JSON.parse(store.meta(LEARNT_KEY) ?? '{}') as Learnt
  } catch (error) {
    log.warn('what was learnt of equipment is unreadable', String(error))
    return {}
  }
}
