/** Things the user should know that belong to no point and no device: newest first, the same one not twice in a row. */
import type { Clock } from '../../../shared/clock.ts'
import type { EngineStatus } from '../../../shared/domain/engine-status.ts'
import type { Message } from '../../../shared/message.ts'

type Notice = EngineStatus['notices'][number]

export interface Notices {
  add(text: Message): void
  /** Removes the notices with this key: what they told is over. */
  clear(key: string): void
  list(): readonly Notice[]
}

const KEPT = 50

export const createNotices = (clock: Clock, changed: () => void): Notices => {
  let notices: readonly Notice[] = []
  return {
    add: (text) => {
      const rest = notices.filter((notice) => notice.text.key !== text.key)
      notices = [{ atMs: clock.nowMs(), text }, ...rest].slice(0, KEPT)
      changed()
    },
    clear: (key) => {
      const rest = notices.filter((notice) => notice.text.key !== key)
      if (rest.length === notices.length) return
      notices = rest
      changed()
    },
    list: () => notices,
  }
}
