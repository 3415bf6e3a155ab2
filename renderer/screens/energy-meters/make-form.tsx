/** Makes a meter: a sum or difference of others, heat of a flow and two temperatures, an estimate from run-time, or a point that was not found. */
import { ActionIcon, Button, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meter, MeterSignal } from '../../../shared/domain/energy.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { DialogEnd } from '../../components/dialog-end.tsx'
import { MEDIA_OF, METER_KINDS, emptyDraft, madeOf, withKind, type MeterDraft, type NewMeter, type SumTerm } from './new-meter.ts'
import { PointChoice } from './point-choice.tsx'
import classes from './meters-screen.module.css'

interface FieldsProps {
  readonly draft: MeterDraft
  readonly change: (patch: Partial<MeterDraft>) => void
}

const isAnalog = ({ kind }: Point): boolean => kind === 'analog'
const isAny = (): boolean => true
const SIGNALS: readonly MeterSignal[] = ['counter', 'rate', 'pulse']
const MEASURES = ['energy', 'volume'] as const

const Term = ({ term, at, meters, change, remove }: { readonly term: SumTerm; readonly at: number; readonly meters: ReadonlyMap<number, Meter>; readonly change: (term: SumTerm) => void; readonly remove: (() => void) | null }) => {
  const { t } = useTranslation()
  const number = at + 1
  return (
    <li className={classes.term}>
      <SegmentedControl size="xs" aria-label={t('energy-meters.sign', { number })} value={String(term.factor)} data={[{ value: '1', label: '+' }, { value: '-1', label: '−' }]} onChange={(factor) => change({ ...term, factor: factor === '1' ? 1 : -1 })} />
      <Select
        size="xs"
        aria-label={t('energy-meters.term', { number })}
        placeholder={t('energy-meters.chooseMeter')}
        searchable
        maxDropdownHeight={220}
        data={[...meters.values()].map(({ id, name }) => ({ value: String(id), label: name }))}
        value={term.meterId === null ? null : String(term.meterId)}
        onChange={(id) => change({ ...term, meterId: id === null ? null : Number(id) })}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={t('energy-meters.removeTerm', { number })} disabled={remove === null} onClick={() => remove?.()}>
        <IconX size={14} />
      </ActionIcon>
    </li>
  )
}

const SumFields = ({ draft, change, meters }: FieldsProps & { readonly meters: ReadonlyMap<number, Meter> }) => {
  const { t } = useTranslation()
  const { terms } = draft
  return (
    <div>
      <ul className={classes.terms} aria-label={t('energy-meters.terms')}>
        {terms.map((term, at) => (
          // A term is nothing but its place.
          // oxlint-disable-next-line react/no-array-index-key
          <Term key={at} term={term} at={at} meters={meters} change={(next) => change({ terms: terms.with(at, next) })} remove={terms.length < 2 ? null : () => change({ terms: terms.toSpliced(at, 1) })} />
        ))}
      </ul>
      <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => change({ terms: [...terms, { meterId: null, factor: 1 }] })}>
        {t('energy-meters.addTerm')}
      </Button>
    </div>
  )
}

const ThermalFields = ({ draft, change }: FieldsProps) => {
  const { t } = useTranslation()
  return (
    <>
      <PointChoice label={t('energy-meters.flow')} value={draft.flowPointId} fits={isAnalog} choose={(flowPointId) => change({ flowPointId })} />
      <div className={classes.pair}>
        <PointChoice label={t('energy-meters.supply')} value={draft.supplyPointId} fits={isAnalog} choose={(supplyPointId) => change({ supplyPointId })} />
        <PointChoice label={t('energy-meters.return')} value={draft.returnPointId} fits={isAnalog} choose={(returnPointId) => change({ returnPointId })} />
      </div>
    </>
  )
}

const RunTimeFields = ({ draft, change }: FieldsProps) => {
  const { t } = useTranslation()
  return (
    <>
      <PointChoice label={t('energy-meters.runs')} value={draft.pointId} fits={isAny} choose={(pointId) => change({ pointId })} />
      <div className={classes.pair}>
        <NumberInput size="xs" label={t('energy-meters.ratedKw')} min={0} hideControls value={draft.ratedKw ?? ''} onChange={(value) => change({ ratedKw: typeof value === 'number' ? value : null })} />
        <PointChoice label={t('energy-meters.speed')} value={draft.speedPointId} clearable fits={isAnalog} choose={(speedPointId) => change({ speedPointId })} />
      </div>
    </>
  )
}

const PointFields = ({ draft, change }: FieldsProps) => {
  const { t } = useTranslation()
  return (
    <>
      <PointChoice label={t('energy-meters.point')} value={draft.pointId} fits={isAnalog} choose={(pointId) => change({ pointId })} />
      <div className={classes.pair}>
        <Select size="xs" label={t('energy.field.signal')} allowDeselect={false} value={draft.signal} data={SIGNALS.map((value) => ({ value, label: t(`energy.signal.${value}`) }))} onChange={(signal) => signal !== null && change({ signal })} />
        <Select size="xs" label={t('energy-meters.measure')} allowDeselect={false} value={draft.measure} data={MEASURES.map((value) => ({ value, label: t(`energy-meters.measureName.${value}`) }))} onChange={(measure) => measure !== null && change({ measure })} />
      </div>
    </>
  )
}

interface MakeFormProps {
  readonly meters: ReadonlyMap<number, Meter>
  /** The meters to begin a sum with. */
  readonly chosen: readonly Meter[]
  readonly close: () => void
  /** Returns why it was refused, null when it was made. */
  readonly make: (meter: NewMeter) => Promise<string | null>
}

export const MakeForm = ({ meters, chosen, close, make }: MakeFormProps) => {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(() => emptyDraft(chosen))
  const [tried, setTried] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const made = madeOf(draft, meters)
  const missing = 'missing' in made ? made.missing : null
  const change = (patch: Partial<MeterDraft>): void => setDraft((old) => ({ ...old, ...patch }))
  const submit = async (): Promise<void> => {
    setTried(true)
    if (!('meter' in made)) return
    setBusy(true)
    const why = await make(made.meter)
    setBusy(false)
    if (why === null) close()
    else setFailed(why)
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }
  return (
    <form className={classes.form} onSubmit={onSubmit}>
      <SegmentedControl fullWidth size="xs" aria-label={t('energy-meters.kindOf')} value={draft.kind} data={METER_KINDS.map((value) => ({ value, label: t(`energy-meters.kind.${value}`) }))} onChange={(kind) => setDraft((old) => withKind(old, kind))} />
      <p className={classes.text}>{t(`energy-meters.kindText.${draft.kind}`)}</p>
      <TextInput data-autofocus size="xs" label={t('energy.field.name')} maxLength={200} value={draft.name} error={tried && missing === 'name' ? t('energy-meters.missing.name') : undefined} onChange={(event) => change({ name: event.currentTarget.value })} />
      <div className={classes.pair}>
        <Select size="xs" label={t('energy.field.medium')} allowDeselect={false} value={draft.medium} data={MEDIA_OF[draft.kind].map((value) => ({ value, label: t(`energy.medium.${value}`) }))} onChange={(medium) => medium !== null && change({ medium, ...(medium === 'water' ? { measure: 'volume' } : {}) })} />
        <TextInput size="xs" label={t('energy.field.area')} maxLength={200} value={draft.area} onChange={(event) => change({ area: event.currentTarget.value })} />
      </div>
      {draft.kind === 'sum' && <SumFields draft={draft} change={change} meters={meters} />}
      {draft.kind === 'thermal' && <ThermalFields draft={draft} change={change} />}
      {draft.kind === 'runTime' && <RunTimeFields draft={draft} change={change} />}
      {draft.kind === 'point' && <PointFields draft={draft} change={change} />}
      <DialogEnd failed={failed ?? (tried && missing !== null && missing !== 'name' ? t(`energy-meters.missing.${missing}`) : null)} close={close}>
        <Button type="submit" loading={busy}>
          {t('energy-meters.make')}
        </Button>
      </DialogEnd>
    </form>
  )
}
