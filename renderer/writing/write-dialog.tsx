/** Writes the present value of a point with a priority, gives a priority back, or sets out of service. Asks to unlock first where that was not done. */
import { Button, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Point } from '../../shared/domain/point.ts'
import type { WriteRecord } from '../../shared/domain/writing.ts'
import type { Result } from '../../shared/result.ts'
import { unitSymbol } from '../../shared/units.ts'
import { failureText } from '../components/engine-text.ts'
import { useEngine } from '../engine/engine-context.tsx'
import { MANUAL_PRIORITY, PRIORITIES, stateChoices, typedNumber } from './write-values.ts'
import { WriteResult } from './write-result.tsx'
import classes from './writing.module.css'

export type WriteAction = 'write' | 'relinquish' | 'outOfService'

interface WriteDialogProps {
  readonly point: Point
  /** null = closed. */
  readonly action: WriteAction | null
  /** Which priorities are taken from here may be given back; null where the object has none. */
  readonly commandable: boolean
  readonly outOfService: boolean
  readonly close: () => void
  readonly done: () => void
}

interface Draft {
  readonly value: string
  readonly priority: number
  readonly reason: string
}

const ValueField = ({ point, value, change }: { readonly point: Point; readonly value: string; readonly change: (value: string) => void }) => {
  const { t } = useTranslation()
  const choices = stateChoices(point)
  if (choices !== null && choices.length <= 4) return <SegmentedControl aria-label={t('writing.value')} data={[...choices]} value={value === '' ? (choices[0]?.value ?? '') : value} onChange={change} />
  if (choices !== null) return <Select label={t('writing.value')} data={[...choices]} value={value === '' ? null : value} allowDeselect={false} onChange={(chosen) => change(chosen ?? '')} />
  const wrong = value !== '' && typedNumber(value) === null
  return (
    <TextInput
      data-autofocus
      label={t('writing.value')}
      inputMode="decimal"
      value={value}
      rightSection={unitSymbol(point.units)}
      rightSectionWidth={64}
      error={wrong ? t('writing.noNumber') : null}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

/** The value that would be written; null while there is none. */
const valueOf = (point: Point, { value }: Draft): number | null => {
  const choices = stateChoices(point)
  return choices !== null ? Number(value === '' && choices.length <= 4 ? choices[0]?.value : value === '' ? Number.NaN : value) : typedNumber(value)
}

const Form = ({ point, action, commandable, outOfService, close, done }: WriteDialogProps & { readonly action: WriteAction }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [draft, setDraft] = useState<Draft>({ value: '', priority: MANUAL_PRIORITY, reason: '' })
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [record, setRecord] = useState<WriteRecord | null>(null)
  const value = valueOf(point, draft)
  const incomplete = action === 'write' && (value === null || Number.isNaN(value))

  const execute = (): Promise<Result<WriteRecord>> => {
    const { priority, reason } = draft
    if (action === 'relinquish') return engine.relinquishPoint({ pointId: point.id, priority, reason })
    if (action === 'outOfService') return engine.setOutOfService({ pointId: point.id, outOfService: !outOfService, reason })
    return engine.writePoint({ pointId: point.id, value: value ?? 0, priority, reason })
  }
  const submit = async (): Promise<void> => {
    setBusy(true)
    setFailed(null)
    const answer = await execute()
    setBusy(false)
    if (!answer.ok) return setFailed(failureText(t, answer.error))
    setRecord(answer.value)
    done()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (!incomplete) void submit()
  }

  if (record !== null) {
    return (
      <div className={classes.form}>
        <WriteResult record={record} />
        <div className={classes.buttons}>
          <Button data-autofocus onClick={close}>
            {t('writing.close')}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <form className={classes.form} onSubmit={onSubmit}>
      {action === 'write' && <ValueField point={point} value={draft.value} change={(changed) => setDraft({ ...draft, value: changed })} />}
      {action === 'outOfService' && <p className={classes.text}>{t(outOfService ? 'writing.backText' : 'writing.outText')}</p>}
      {action !== 'outOfService' && commandable && (
        <Select
          label={t('writing.priority')}
          data={PRIORITIES.map((priority) => ({ value: String(priority), label: `${priority} · ${t(`writing.priorityName.${priority}`)}` }))}
          value={String(draft.priority)}
          allowDeselect={false}
          onChange={(chosen) => setDraft({ ...draft, priority: Number(chosen ?? MANUAL_PRIORITY) })}
        />
      )}
      <TextInput label={t('writing.reason')} placeholder={t('writing.reasonPlaceholder')} maxLength={2_000} value={draft.reason} onChange={(event) => setDraft({ ...draft, reason: event.currentTarget.value })} />
      {failed !== null && (
        <p className={classes.wrong} role="alert">
          {failed}
        </p>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={close}>
          {t('writing.cancel')}
        </Button>
        <Button type="submit" loading={busy} disabled={incomplete}>
          {t(`writing.do.${action === 'outOfService' && outOfService ? 'backInService' : action}`)}
        </Button>
      </div>
    </form>
  )
}

export const WriteDialog = (props: WriteDialogProps) => {
  const { t } = useTranslation()
  const { action, point, close } = props
  return (
    <Modal opened={action !== null} onClose={close} title={`${t(`writing.title.${action ?? 'write'}`)}: ${point.name}`} closeButtonProps={{ 'aria-label': t('writing.cancel') }}>
      {action !== null && <Form {...props} action={action} />}
    </Modal>
  )
}
