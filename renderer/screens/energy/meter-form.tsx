/** What a person may say of a meter: name, medium, scale, where it belongs, its demand limit. */
import { Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deliveredOf, mainMetersOf } from '../../../shared/domain/delivered-meters.ts'
import { DELIVERED, MEDIA, type Meter, type MeterPatch, type MeterSignal } from '../../../shared/domain/energy.ts'
import type { Result } from '../../../shared/result.ts'
import { failureText } from '../../components/engine-text.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { undoable } from '../energy-meters/meter-history.ts'
import { amountUnit, demandUnit } from './meter-units.ts'
import classes from './energy.module.css'

const SIGNALS: readonly MeterSignal[] = ['counter', 'rate', 'pulse']

const numberOr = (value: number | string): number | null => (typeof value === 'number' ? value : null)

/** Only what differs is sent: what is not touched stays the finder's. */
const patchOf = (meter: Meter, draft: MeterPatch): MeterPatch =>
  Object.fromEntries(Object.entries(draft).filter(([name, value]) => value !== (name === 'signal' ? (meter.source.what === 'point' ? meter.source.signal : undefined) : meter[name as keyof Meter])))

export const MeterForm = ({ meter, meters }: { readonly meter: Meter; readonly meters: readonly Meter[] }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [draft, setDraft] = useState<MeterPatch>({})
  const [failed, setFailed] = useState<string | null>(null)
  const changes = useCall('listMeterChanges', {}).data ?? []
  const open = undoable(changes)
  const lastChange = changes.find(({ id, meterId }) => meterId === meter.id && open.has(id))
  const change = (patch: MeterPatch): void => setDraft((old) => ({ ...old, ...patch }))
  const patch = patchOf(meter, draft)
  const isChanged = Object.keys(patch).length > 0
  const counts = deliveredOf(mainMetersOf(meters.filter(({ ignored }) => !ignored))).counted.some(({ id }) => id === meter.id)
  const run = async (ask: Promise<Result<unknown>>): Promise<void> => {
    const answer = await ask
    setFailed(answer.ok ? null : failureText(t, answer.error))
    if (!answer.ok) return
    setDraft({})
    notifications.show({ message: t('energy.saved') })
  }
  const field = (name: string, options: Record<string, string> = {}): string => t(`energy.field.${name}`, options)
  const signal = draft.signal ?? (meter.source.what === 'point' ? meter.source.signal : undefined)
  return (
    <>
      <div className={classes.form}>
        <TextInput label={field('name')} value={draft.name ?? meter.name} maxLength={200} onChange={(event) => change({ name: event.currentTarget.value })} />
        <Select label={field('medium')} value={draft.medium ?? meter.medium} allowDeselect={false} data={MEDIA.map((value) => ({ value, label: t(`energy.medium.${value}`) }))} onChange={(value) => value !== null && change({ medium: value })} />
        {signal !== undefined && (
          <Select label={field('signal')} value={signal} allowDeselect={false} data={SIGNALS.map((value) => ({ value, label: t(`energy.signal.${value}`) }))} onChange={(value) => value !== null && change({ signal: value })} />
        )}
        <NumberInput label={field('scale', { unit: signal === 'rate' ? demandUnit(meter.measure) : amountUnit(meter.measure) })} value={draft.scale ?? meter.scale} min={0} onChange={(value) => change({ scale: numberOr(value) ?? meter.scale })} />
        {signal === 'counter' && <NumberInput label={field('rolloverAt')} value={(draft.rolloverAt === undefined ? meter.rolloverAt : draft.rolloverAt) ?? ''} min={0} onChange={(value) => change({ rolloverAt: numberOr(value) })} />}
        <TextInput label={field('area')} value={draft.area ?? meter.area} maxLength={200} onChange={(event) => change({ area: event.currentTarget.value })} />
        <NumberInput label={field('floorAreaM2')} value={(draft.floorAreaM2 === undefined ? meter.floorAreaM2 : draft.floorAreaM2) ?? ''} min={0} onChange={(value) => change({ floorAreaM2: numberOr(value) })} />
        <Select
          label={field('parentId')}
          searchable
          allowDeselect={false}
          value={String((draft.parentId === undefined ? meter.parentId : draft.parentId) ?? '')}
          data={[{ value: '', label: t('energy.mainMeter') }, ...meters.filter(({ id }) => id !== meter.id).map(({ id, name }) => ({ value: String(id), label: name }))]}
          onChange={(value) => change({ parentId: value === null || value === '' ? null : Number(value) })}
        />
        <NumberInput label={field('demandLimitKw', { unit: demandUnit(meter.measure) })} value={(draft.demandLimitKw === undefined ? meter.demandLimitKw : draft.demandLimitKw) ?? ''} min={0} onChange={(value) => change({ demandLimitKw: numberOr(value) })} />
        <Select
          label={t(counts ? 'energy.countsNow' : 'energy.countsNotNow')}
          allowDeselect={false}
          value={draft.delivered ?? meter.delivered}
          data={DELIVERED.map((value) => ({ value, label: t(`energy.delivered.${value}`) }))}
          onChange={(value) => value !== null && change({ delivered: value })}
        />
        <Checkbox label={field('ignored')} checked={draft.ignored ?? meter.ignored} onChange={(event) => change({ ignored: event.currentTarget.checked })} />
      </div>
      {failed !== null && (
        <p className={classes.wrong} role="alert">
          {failed}
        </p>
      )}
      <div className={classes.buttons}>
        <Button disabled={!isChanged} onClick={() => void run(engine.changeMeters({ meterIds: [meter.id], patch }))}>
          {t('energy.save')}
        </Button>
        {meter.origin === 'found' && (
          <Button variant="default" onClick={() => void run(engine.confirmMeters({ meterIds: [meter.id] }))}>
            {t('energy.confirm')}
          </Button>
        )}
        {lastChange !== undefined && (
          <Button variant="default" onClick={() => void run(engine.undoMeterChange({ changeId: lastChange.id }))}>
            {t('energy.undoLast')}
          </Button>
        )}
      </div>
    </>
  )
}
