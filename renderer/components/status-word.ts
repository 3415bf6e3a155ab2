/** What a state is called, which in the past is another word where nothing was observed. */
import { useTranslation } from 'react-i18next'
import { STATUSES, type StatusName } from '../theme/status.ts'
import { useInPast } from './moment.ts'

export type StatusWord = (status: StatusName | 'online') => string

/** Words for states as they are shown here: `unknown` will be known soon while one sees now, and never in the past. */
export const useStatusWord = (): StatusWord => {
  const { t } = useTranslation()
  const inPast = useInPast()
  return (status) => (status === 'online' ? t('status.online') : t(inPast && status === 'unknown' ? 'status.notObserved' : STATUSES[status].word))
}
