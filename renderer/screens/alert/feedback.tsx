/** What people say of an alert, and what follows from it; each can be taken back. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCalendarCheck, IconThumbDown, IconThumbUp, type Icon } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { Feedback as Given, FeedbackVerdict } from '../../../shared/domain/detection.ts'
import { Answer } from '../../components/answer.tsx'
import { Deeds } from '../../components/deeds.tsx'
import { failureText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { Moment } from '../../components/time.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { FeedbackDialog } from './feedback-dialog.tsx'
import { useEffectText } from './feedback-words.ts'
import classes from './feedback.module.css'

const VERDICTS: readonly (readonly [FeedbackVerdict, Icon])[] = [['useful', IconThumbUp], ['notUseful', IconThumbDown], ['expected', IconCalendarCheck]]

/** Takes feedback back and makes the lists true again. */
const useUndo = (): ((feedbackId: number) => Promise<void>) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  return async (feedbackId) => {
    const answer = await engine.undoFeedback({ feedbackId })
    if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
    void queries.invalidateQueries({ queryKey: ['listFeedback'] })
  }
}

const GivenRow = ({ given, alertId, undo }: { readonly given: Given; readonly alertId: number; readonly undo: (feedbackId: number) => void }) => {
  const { t } = useTranslation()
  const effectText = useEffectText()
  return (
    <li data-undone={given.undoneAtMs !== null || undefined}>
      <span className={classes.time}>
        <Moment atMs={given.givenAtMs} />
      </span>
      <span>
        <strong>{t(`alert-detail.feedback.verdict.${given.verdict}`)}</strong>
        {given.alertId !== alertId && ` (${t('alert-detail.feedback.earlier')})`}
        {given.because !== '' && <span className={classes.because}>{given.because}</span>}
        <span className={classes.effect}>{effectText(given.effect, given.pointId)}</span>
      </span>
      {given.undoneAtMs === null ? (
        <Deeds quiet>
          <Button variant="default" size="compact-xs" onClick={() => undo(given.id)}>
            {t('alert-detail.feedback.undo')}
          </Button>
        </Deeds>
      ) : (
        <span className={classes.effect}>{t('alert-detail.feedback.undone')}</span>
      )}
    </li>
  )
}

export const Feedback = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation()
  const [verdict, setVerdict] = useState<FeedbackVerdict | null>(null)
  const given = useCall('listFeedback', alert.pointId === null ? { alertId: alert.id } : { pointId: alert.pointId })
  const undo = useUndo()
  return (
    <Section title={t('alert-detail.feedback.title')}>
      <div className={classes.buttons} role="group" aria-label={t('alert-detail.feedback.title')}>
        <Deeds>
          {VERDICTS.map(([name, Picture]) => (
            <Button key={name} variant="default" leftSection={<Picture size={14} aria-hidden="true" />} onClick={() => setVerdict(name)}>
              {t(`alert-detail.feedback.say.${name}`)}
            </Button>
          ))}
        </Deeds>
      </div>
      <Answer query={given} loading={t('alert-detail.feedback.loading')}>
        {(all) =>
          all.length === 0 ? (
            <p className={classes.none}>{t('alert-detail.feedback.none')}</p>
          ) : (
            <ul className={classes.given} aria-label={t('alert-detail.feedback.given')}>
              {all.map((one) => (
                <GivenRow key={one.id} given={one} alertId={alert.id} undo={(id) => void undo(id)} />
              ))}
            </ul>
          )
        }
      </Answer>
      <FeedbackDialog alert={alert} verdict={verdict} close={() => setVerdict(null)} />
    </Section>
  )
}
