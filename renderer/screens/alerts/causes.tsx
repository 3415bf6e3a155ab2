/** Likely causes, the likeliest first: how likely in words, why it is thought so, and the next physical check. */
import { useTranslation } from 'react-i18next'
import type { LikelyCause } from '../../../shared/domain/incident.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { ShareBar } from '../../components/share-bar.tsx'
import { likelihoodWord } from './likelihood.ts'
import classes from './causes.module.css'

export const Causes = ({ causes }: { readonly causes: readonly LikelyCause[] }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  if (causes.length === 0) return <p className={classes.quiet}>{t('incident.noCause')}</p>
  return (
    <ol className={classes.causes}>
      {causes.map((cause) => (
        <li key={text(cause.title)}>
          <p className={classes.head}>
            <span className={classes.title}>{text(cause.title)}</span>
            <span className={classes.likelihood}>
              <ShareBar share={cause.likelihood} width={40} />
              {t(`incident.likelihood.${likelihoodWord(cause.likelihood)}`)}
            </span>
          </p>
          {cause.because.length > 0 && <p className={classes.because}>{cause.because.map(text).join(' ')}</p>}
          {cause.checks.length > 0 && (
            <ul className={classes.checks} aria-label={t('incident.checks')}>
              {cause.checks.map((check) => (
                <li key={text(check)}>{text(check)}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}
