/** Feedback on an alert: why, what follows, and what that would have done in the last days, before it is applied. */
import { Button, Loader, Modal, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { FeedbackEffect, FeedbackPreview, FeedbackVerdict } from '../../../shared/domain/detection.ts'
import { DialogEnd } from '../../components/dialog-end.tsx'
import { failureText } from '../../components/engine-text.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { EffectFields } from './effect-fields.tsx'
import { sendableEffect } from './sendable-effect.ts'
import { useEffectText } from './feedback-words.ts'
import { PreviewStrip } from './preview-strip.tsx'
import classes from './feedback-dialog.module.css'

interface FormProps {
  readonly alert: Alert
  readonly verdict: FeedbackVerdict
  readonly close: () => void
}

const REST_MS = 300
const DAY_MS = 86_400_000

const Shown = ({ preview, busy }: { readonly preview: FeedbackPreview; readonly busy: boolean }) => {
  const { t } = useTranslation()
  const days = Math.max(1, Math.round((preview.toMs - preview.fromMs) / DAY_MS))
  return (
    <div className={classes.preview} data-busy={busy || undefined}>
      <p className={classes.counts} role="status">
        {t('alert-detail.feedback.lastDays', { count: days })} <strong>{t('alert-detail.feedback.now', { count: preview.firesNow })}</strong>, <strong>{t('alert-detail.feedback.then', { count: preview.firesThen })}</strong>
        {busy && <Loader size={12} type="dots" color="gray" />}
      </p>
      <PreviewStrip preview={preview} />
      <p className={classes.quiet}>{t('alert-detail.feedback.stripText')}</p>
    </div>
  )
}

/** The effect as proposed by the engine until it is changed here. */
const useEffectChoice = ({ alert, verdict }: Pick<FormProps, 'alert' | 'verdict'>) => {
  const [chosen, setChosen] = useState<FeedbackEffect | null>(null)
  const [asked] = useDebouncedValue(chosen, REST_MS)
  const proposal = useCall('previewFeedback', { alertId: alert.id, verdict })
  const changed = useCall('previewFeedback', { alertId: alert.id, verdict, ...(asked === null ? {} : { effect: sendableEffect(asked) }) }, { enabled: asked !== null, keepPrevious: true })
  const preview = asked === null ? proposal : changed
  return { proposed: proposal.data?.effect, effect: chosen ?? proposal.data?.effect, setChosen, preview, busy: preview.isFetching || asked !== chosen }
}

const Effect = ({ choice, alert }: { readonly choice: ReturnType<typeof useEffectChoice>; readonly alert: Alert }) => {
  const { t } = useTranslation()
  const effectText = useEffectText()
  const point = usePointIndex().get(alert.pointId ?? 0)
  const { proposed, effect, setChosen } = choice
  if (effect === undefined || proposed === undefined) return null
  return (
    <div className={classes.effect}>
      {proposed.what !== 'none' && (
        <SegmentedControl
          aria-label={t('alert-detail.feedback.follows')}
          data={[proposed.what, 'none' as const].map((what) => ({ value: what as string, label: t(`alert-detail.feedback.choice.${what}`) }))}
          value={effect.what}
          onChange={(what) => setChosen(what === 'none' ? { what: 'none' } : proposed)}
        />
      )}
      <EffectFields effect={effect} change={setChosen} point={point} />
      <p className={classes.says}>{effectText(effect, alert.pointId)}</p>
    </div>
  )
}

const Form = ({ alert, verdict, close }: FormProps) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const choice = useEffectChoice({ alert, verdict })
  const [because, setBecause] = useState('')
  const [tried, setTried] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  // An expected thing without a reason would be a riddle to the next reader.
  const missing = verdict === 'expected' && because.trim() === ''
  const { effect, preview } = choice
  const submit = async (): Promise<void> => {
    setTried(true)
    if (missing || effect === undefined) return
    setBusy(true)
    const answer = await engine.giveFeedback({ alertId: alert.id, verdict, because, effect: sendableEffect(effect, because) })
    setBusy(false)
    if (!answer.ok) {
      setFailed(failureText(t, answer.error))
      return
    }
    for (const call of ['listFeedback', 'previewFeedback', 'getAlert']) void queries.invalidateQueries({ queryKey: [call] })
    notifications.show({ message: t('alert-detail.feedback.done') })
    close()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <TextInput
        data-autofocus
        label={t('alert-detail.feedback.because')}
        placeholder={t(`alert-detail.feedback.placeholder.${verdict}`)}
        maxLength={500}
        value={because}
        error={tried && missing ? t('alert-detail.feedback.becauseMissing') : undefined}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
      <Effect choice={choice} alert={alert} />
      {preview.error !== null ? (
        <p className={classes.failed} role="alert">
          {failureText(t, preview.error.failure)}
        </p>
      ) : preview.data === undefined ? (
        <p className={classes.waiting} role="status">
          <Loader size="xs" type="dots" color="gray" /> {t('alert-detail.feedback.trying')}
        </p>
      ) : (
        <Shown preview={preview.data} busy={choice.busy} />
      )}
      <DialogEnd failed={failed} close={close}>
        <Button type="submit" loading={busy} disabled={effect === undefined}>
          {t(effect?.what === 'none' ? 'alert-detail.feedback.keep' : 'alert-detail.feedback.apply')}
        </Button>
      </DialogEnd>
    </form>
  )
}

interface FeedbackDialogProps {
  readonly alert: Alert
  /** null = closed. */
  readonly verdict: FeedbackVerdict | null
  readonly close: () => void
}

export const FeedbackDialog = ({ alert, verdict, close }: FeedbackDialogProps) => {
  const { t } = useTranslation()
  return (
    <Modal opened={verdict !== null} onClose={close} title={verdict === null ? '' : t(`alert-detail.feedback.verdict.${verdict}`)} size={640} closeButtonProps={{ 'aria-label': t('alert-care.cancel') }}>
      {verdict !== null && <Form alert={alert} verdict={verdict} close={close} />}
    </Modal>
  )
}
