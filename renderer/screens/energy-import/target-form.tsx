/** What the values of a file are: a meter of the site, a new one, or the weather. */
import { Radio, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { EnergyImportTarget } from '../../../shared/domain/energy-import.ts'
import { MEDIA, type Medium, type Meter } from '../../../shared/domain/energy.ts'
import classes from './energy-import.module.css'

export type TargetKind = 'meter' | 'newMeter' | 'weather' | 'weatherForecast'

/** What is chosen so far, complete or not. */
export interface TargetDraft {
  readonly kind: TargetKind
  readonly meterId: number | null
  readonly name: string
  readonly medium: Medium
}

/** The target, where the draft is complete. */
export const targetOf = ({ kind, meterId, name, medium }: TargetDraft): EnergyImportTarget | null => {
  if (kind === 'weather' || kind === 'weatherForecast') return { what: 'weather', forecast: kind === 'weatherForecast' }
  if (kind === 'meter') return meterId === null ? null : { what: 'meter', meterId }
  return name.trim() === '' ? null : { what: 'newMeter', name: name.trim(), medium }
}

interface TargetFormProps {
  readonly draft: TargetDraft
  /** Meters that take imported data. */
  readonly meters: readonly Meter[]
  readonly change: (patch: Partial<TargetDraft>) => void
}

const KINDS: readonly TargetKind[] = ['newMeter', 'meter', 'weather', 'weatherForecast']

export const TargetForm = ({ draft, meters, change }: TargetFormProps) => {
  const { t } = useTranslation()
  return (
    <>
      <Radio.Group aria-label={t('energy-import.target')} value={draft.kind} onChange={(kind) => change({ kind })}>
        <div className={classes.kinds}>
          {KINDS.map((kind) => (
            <Radio key={kind} value={kind} label={t(`energy-import.targetKind.${kind}`)} disabled={kind === 'meter' && meters.length === 0} />
          ))}
        </div>
      </Radio.Group>
      {draft.kind === 'newMeter' && (
        <div className={classes.target}>
          <TextInput label={t('energy-import.meterName')} value={draft.name} maxLength={200} onChange={(event) => change({ name: event.currentTarget.value })} />
          <Select
            label={t('energy-import.medium')}
            value={draft.medium}
            allowDeselect={false}
            data={MEDIA.map((medium) => ({ value: medium, label: t(`energy-import.mediumName.${medium}`) }))}
            onChange={(medium) => medium !== null && change({ medium })}
          />
        </div>
      )}
      {draft.kind === 'meter' && (
        <div className={classes.target}>
          <Select
            label={t('energy-import.meter')}
            searchable
            value={draft.meterId === null ? null : String(draft.meterId)}
            data={meters.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={(id) => change({ meterId: id === null ? null : Number(id) })}
          />
        </div>
      )}
    </>
  )
}
