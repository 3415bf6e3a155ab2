/** What came of a write: before, after, and plainly what is not known. */
import { useTranslation } from 'react-i18next'
import type { WriteRecord } from '../../shared/domain/writing.ts'
import { useMessageText } from '../components/engine-text.ts'
import classes from './writing.module.css'

export const WriteResult = ({ record }: { readonly record: WriteRecord }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <>
      <div role="status">
        <dl className={classes.result}>
          <dt>{t('writing.before')}</dt>
          <dd>{record.before ?? '–'}</dd>
          <dt>{t('writing.after')}</dt>
          <dd>{record.after ?? '–'}</dd>
        </dl>
      </div>
      {record.problem !== null && (
        <p className={classes.wrong} role="alert">
          {text(record.problem)}
        </p>
      )}
    </>
  )
}
