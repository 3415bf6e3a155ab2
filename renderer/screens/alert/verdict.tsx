/** Whether the trouble lies in the plant, in the data or in the connection, why it is thought so, and how much is known. */
import type { UseQueryResult } from '@tanstack/react-query'
import { IconDatabaseExclamation, IconEngine, IconHelp, IconPlugConnectedX, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { AlertExplanation } from '../../../shared/domain/incident.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import type { CallError } from '../../engine/engine-context.tsx'
import classes from './verdict.module.css'

const ICONS: Readonly<Record<AlertExplanation['verdict'], Icon>> = { equipment: IconEngine, data: IconDatabaseExclamation, device: IconPlugConnectedX, undecided: IconHelp }

interface VerdictProps {
  readonly alert: Alert
  readonly explanation: UseQueryResult<AlertExplanation, CallError>
}

/** Until the engine has looked into the history, what the alert itself says. */
export const Verdict = ({ alert, explanation }: VerdictProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const verdict = explanation.data?.verdict ?? alert.kind
  const Picture = ICONS[verdict]
  const knowledge = explanation.data === undefined ? undefined : text(explanation.data.knowledge)
  // The alert may say the same as the explanation.
  const sentences = [...new Set([...(explanation.data?.verdictBecause ?? []), ...alert.explanation].map(text))].filter((sentence) => sentence !== knowledge)
  return (
    <Section title={t('alert-detail.verdict')}>
      <p className={classes.verdict}>
        <Picture size={18} stroke={1.6} aria-hidden="true" />
        {t(`alert-detail.verdictOf.${verdict}`)}
      </p>
      {sentences.map((sentence) => (
        <p key={sentence} className={classes.sentence}>
          {sentence}
        </p>
      ))}
      {knowledge !== undefined && <p className={classes.knowledge}>{knowledge}</p>}
    </Section>
  )
}
