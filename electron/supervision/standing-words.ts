/** What still stands, in words: one line a value. */
import type { Translate } from '../../shared/format-message.ts'
import type { StandingValues } from './engine-protocol.ts'

export const standingLines = ({ count, first }: StandingValues, t: Translate): readonly string[] => [
  ...first.map(({ action, object, text, priority }) => (action === 'outOfService' ? t('quit.lineOutOfService', { object }) : t('quit.line', { object, text, priority }))),
  ...(count > first.length ? [t('quit.more', { count: count - first.length })] : []),
]
