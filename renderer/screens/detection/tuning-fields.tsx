/** Fields of a tuning: sensitivity, delays, limits. An empty field says nothing: the next wider scope counts. */
import { NumberInput, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LONGEST_DELAY_MS, NARROWEST_BAND, WIDEST_BAND, type DetectionTuning } from '../../../shared/domain/detection.ts'
import classes from './detection-screen.module.css'

const SECOND_MS = 1_000

interface TuningFieldsProps {
  readonly tuning: DetectionTuning
  readonly change: (tuning: DetectionTuning) => void
  /** Fixed limits are for single points; null = none here. The unit stands behind the number. */
  readonly limits: string | null
  readonly silence?: boolean
}

export const numberOf = (value: number | string): number | undefined => (value === '' || !Number.isFinite(Number(value)) ? undefined : Number(value))

const without = (tuning: DetectionTuning, part: DetectionTuning): DetectionTuning => Object.fromEntries(Object.entries({ ...tuning, ...part }).filter(([, value]) => value !== undefined))

export const TuningFields = ({ tuning, change, limits, silence = false }: TuningFieldsProps) => {
  const { t } = useTranslation()
  const set = (part: DetectionTuning): void => change(without(tuning, part))
  const seconds = (name: 'onDelayMs' | 'offDelayMs') => {
    const value = tuning[name]
    return (
      <NumberInput
        label={t(`detection.${name}`)}
        placeholder={t('detection.asBefore')}
        suffix=" s"
        min={0}
        max={LONGEST_DELAY_MS / SECOND_MS}
        clampBehavior="strict"
        allowDecimal={false}
        value={value === undefined ? '' : value / SECOND_MS}
        onChange={(typed) => {
          const number = numberOf(typed)
          set({ [name]: number === undefined ? undefined : number * SECOND_MS })
        }}
      />
    )
  }
  const limit = (name: 'lowLimit' | 'highLimit', unit: string) => (
    <NumberInput label={t(`detection.${name}`)} placeholder={t('detection.none')} suffix={unit === '' ? '' : ` ${unit}`} value={tuning[name] ?? ''} onChange={(typed) => set({ [name]: numberOf(typed) })} />
  )
  return (
    <div className={classes.fields}>
      <NumberInput
        label={t('detection.bandWidth')}
        description={t('detection.bandWidthText')}
        placeholder={t('detection.asBefore')}
        suffix=" ×"
        step={0.1}
        decimalScale={2}
        min={NARROWEST_BAND}
        max={WIDEST_BAND}
        value={tuning.bandWidth ?? ''}
        onChange={(typed) => set({ bandWidth: numberOf(typed) })}
      />
      <div className={classes.line}>
        {seconds('onDelayMs')}
        {seconds('offDelayMs')}
      </div>
      {limits !== null && (
        <div className={classes.line}>
          {limit('lowLimit', limits)}
          {limit('highLimit', limits)}
        </div>
      )}
      {silence && <Switch label={t('detection.silent')} checked={tuning.silent === true} onChange={(event) => set({ silent: event.currentTarget.checked ? true : undefined })} />}
    </div>
  )
}
