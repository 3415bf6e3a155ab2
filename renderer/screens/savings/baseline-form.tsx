/** A new baseline: name, the time it is fitted to, periods and model. */
import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BASELINE_MODELS, BASELINE_STEPS, type Baseline } from '../../../shared/domain/energy-baseline.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import { failureText } from '../../components/engine-text.ts'
import { useNow } from '../../components/now.ts'
import { Section } from '../../components/section.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { useEngine } from '../../engine/engine-context.tsx'
import { lastYear, rangeOfDays } from './days.ts'
import classes from './savings.module.css'

interface BaselineFormProps {
  readonly meter: Meter
  readonly done: (baseline: Baseline) => void
  /** null where there is nothing to go back to. */
  readonly close: (() => void) | null
}

export const BaselineForm = ({ meter, done, close }: BaselineFormProps) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const timeZone = useTimeZone()
  const nowMs = useNow('minute')
  const [name, setName] = useState('')
  const [days, setDays] = useState(() => lastYear(timeZone, nowMs, meter.known?.fromMs ?? null))
  const [step, setStep] = useState<Baseline['step']>('day')
  const [model, setModel] = useState<Baseline['wanted']>('auto')
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const fit = async (): Promise<void> => {
    const range = rangeOfDays(timeZone, days)
    if (name.trim() === '') return setFailed(t('savings.missingName'))
    if (range === null) return setFailed(t('savings.missingDays'))
    setBusy(true)
    const answer = await engine.fitBaseline({ meterId: meter.id, name: name.trim(), fromMs: range.fromMs, toMs: range.toMs, step, model })
    setBusy(false)
    if (answer.ok) done(answer.value)
    else setFailed(failureText(t, answer.error))
  }
  const submit = (event: React.FormEvent): void => {
    event.preventDefault()
    void fit()
  }
  return (
    <Section title={t('savings.newTitle', { meter: meter.name })}>
      <p className={classes.quiet}>{t('savings.newText')}</p>
      <form onSubmit={submit} noValidate className={classes.form}>
        <div className={classes.fields}>
          <TextInput size="xs" label={t('savings.name')} placeholder={t('savings.nameHint')} maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput size="xs" type="date" label={t('savings.first')} value={days.first} onChange={(event) => setDays({ ...days, first: event.currentTarget.value })} />
          <TextInput size="xs" type="date" label={t('savings.last')} value={days.last} onChange={(event) => setDays({ ...days, last: event.currentTarget.value })} />
          <Select size="xs" label={t('savings.step')} allowDeselect={false} value={step} data={BASELINE_STEPS.map((value) => ({ value, label: t(`savings.stepName.${value}`) }))} onChange={(value) => value !== null && setStep(value)} />
          <Select size="xs" label={t('savings.model')} allowDeselect={false} value={model} data={BASELINE_MODELS.filter((value) => step !== 'month' || value !== 'towt').map((value) => ({ value, label: t(`savings.modelName.${value}`) }))} onChange={(value) => value !== null && setModel(value)} />
        </div>
        {failed !== null && <p role="alert" className={classes.wrong}>{failed}</p>}
        <div className={classes.buttons}>
          <Button type="submit" loading={busy}>{t('savings.fit')}</Button>
          {close !== null && <Button variant="default" onClick={close}>{t('alert-care.cancel')}</Button>}
        </div>
      </form>
    </Section>
  )
}
