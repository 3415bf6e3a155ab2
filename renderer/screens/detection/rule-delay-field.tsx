/** How long a fault rule's condition must hold before it raises an alert, in minutes; empty = the rule's own. */
import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LONGEST_DELAY_MS } from '../../../shared/domain/detection.ts'
import { numberOf } from './tuning-fields.tsx'

const MINUTE_MS = 60_000

export const RuleDelayField = ({ value, change }: { readonly value: number | undefined; readonly change: (onDelayMs: number | undefined) => void }) => {
  const { t } = useTranslation()
  return (
    <NumberInput
      label={t('detection.ruleDelay')}
      placeholder={t('detection.ruleDelayOwn')}
      suffix=" min"
      min={0}
      max={LONGEST_DELAY_MS / MINUTE_MS}
      clampBehavior="strict"
      allowDecimal={false}
      value={value === undefined ? '' : value / MINUTE_MS}
      onChange={(typed) => {
        const minutes = numberOf(typed)
        change(minutes === undefined ? undefined : minutes * MINUTE_MS)
      }}
    />
  )
}
