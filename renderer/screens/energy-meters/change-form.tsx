/** Changes many meters at once: only what is touched is changed, the rest of each stays. */
import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { DELIVERED, MEDIA, type Meter, type MeterPatch } from '../../../shared/domain/energy.ts'
import { DialogEnd } from '../../components/dialog-end.tsx'
import { inCommon } from './meter-review.ts'
import classes from './meters-screen.module.css'

interface ChangeFormProps {
  /** All meters, for the choice of a main meter. */
  readonly meters: readonly Meter[]
  readonly chosen: readonly Meter[]
  readonly close: () => void
  /** Returns why it was refused, null when it was done. */
  readonly change: (patch: MeterPatch) => Promise<string | null>
}

/** Stands for "no main meter"; an empty choice is "they differ". */
const NO_PARENT = 'none'

export const ChangeForm = ({ meters, chosen, close, change }: ChangeFormProps) => {
  const { t } = useTranslation()
  const [patch, setPatch] = useState<MeterPatch>({})
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const touch = (part: MeterPatch): void => setPatch((old) => ({ ...old, ...part }))
  const parent = patch.parentId === undefined ? inCommon(chosen, 'parentId') : patch.parentId
  const differ = (isCommon: boolean): string | undefined => (isCommon ? undefined : t('energy-meters.differ'))
  const ids = new Set(chosen.map(({ id }) => id))
  const submit = async (): Promise<void> => {
    setBusy(true)
    const why = await change(patch)
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
      <p className={classes.text}>{t('energy-meters.changeText')}</p>
      <Select
        size="xs"
        label={t('energy.field.parentId')}
        placeholder={differ(parent !== undefined)}
        searchable
        allowDeselect={false}
        maxDropdownHeight={220}
        value={parent === undefined ? null : String(parent ?? NO_PARENT)}
        data={[{ value: NO_PARENT, label: t('energy.mainMeter') }, ...meters.filter(({ id }) => !ids.has(id)).map(({ id, name }) => ({ value: String(id), label: name }))]}
        onChange={(value) => value !== null && touch({ parentId: value === NO_PARENT ? null : Number(value) })}
      />
      <div className={classes.pair}>
        <Select
          size="xs"
          label={t('energy.field.medium')}
          placeholder={differ(inCommon(chosen, 'medium') !== undefined)}
          allowDeselect={false}
          value={patch.medium ?? inCommon(chosen, 'medium') ?? null}
          data={MEDIA.map((value) => ({ value, label: t(`energy.medium.${value}`) }))}
          onChange={(medium) => medium !== null && touch({ medium })}
        />
        <TextInput data-autofocus size="xs" label={t('energy.field.area')} maxLength={200} placeholder={differ(inCommon(chosen, 'area') !== undefined)} value={patch.area ?? inCommon(chosen, 'area') ?? ''} onChange={(event) => touch({ area: event.currentTarget.value })} />
      </div>
      <Select
        size="xs"
        label={t('energy.field.delivered')}
        placeholder={differ(inCommon(chosen, 'delivered') !== undefined)}
        allowDeselect={false}
        value={patch.delivered ?? inCommon(chosen, 'delivered') ?? null}
        data={DELIVERED.map((value) => ({ value, label: t(`energy.delivered.${value}`) }))}
        onChange={(delivered) => delivered !== null && touch({ delivered })}
      />
      <NumberInput size="xs" label={t('energy-meters.scale')} placeholder={differ(inCommon(chosen, 'scale') !== undefined)} min={0} hideControls value={patch.scale ?? inCommon(chosen, 'scale') ?? ''} onChange={(value) => touch({ scale: typeof value === 'number' && value > 0 ? value : undefined })} />
      <DialogEnd failed={failed} close={close}>
        <Button type="submit" loading={busy} disabled={Object.values(patch).every((value) => value === undefined)}>
          {t('energy-meters.changeMany', { count: chosen.length })}
        </Button>
      </DialogEnd>
    </form>
  )
}
