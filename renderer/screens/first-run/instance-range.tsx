/** Which instances to ask for: all, unless a range is typed. */
import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { rangeProblem, type TypedRange } from './typed-range.ts'
import classes from './discovery-form.module.css'

interface InstanceRangeProps {
  readonly typed: TypedRange
  readonly type: (typed: TypedRange) => void
}

export const InstanceRange = ({ typed, type }: InstanceRangeProps) => {
  const { t } = useTranslation()
  const wrong = rangeProblem(typed)
  return (
    <fieldset className={classes.range}>
      <legend>{t('first-run.range')}</legend>
      <NumberInput aria-label={t('first-run.rangeFrom')} placeholder="0" allowDecimal={false} allowNegative={false} clampBehavior="none" hideControls value={typed.low} error={wrong !== null} onChange={(low) => type({ ...typed, low })} />
      <span>{t('first-run.rangeTo')}</span>
      <NumberInput aria-label={t('first-run.rangeUpTo')} placeholder="4194303" allowDecimal={false} allowNegative={false} clampBehavior="none" hideControls value={typed.high} error={wrong !== null} onChange={(high) => type({ ...typed, high })} />
      <span className={classes.rangeNote} data-wrong={wrong !== null || undefined} role="status">
        {t(wrong === null ? 'first-run.rangeText' : `first-run.rangeWrong.${wrong}`)}
      </span>
    </fieldset>
  )
}
