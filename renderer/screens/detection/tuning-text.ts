/** A tuning in words: `1.5 × band · after 60 s · high limit 26 °C`. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { DetectionTuning } from '../../../shared/domain/detection.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { formatValue } from '../../components/format-value.ts'
import { duration } from '../../components/format-time.ts'

export const useTuningText = (): ((tuning: DetectionTuning, point?: Point) => string) => {
  const { t } = useTranslation()
  return useCallback(
    ({ bandWidth, onDelayMs, offDelayMs, off, silent, ruleDelaysMs, lowLimit, highLimit }, point) => {
      const value = (number: number): string => (point === undefined ? String(number) : formatValue(point, number))
      const parts = [
        silent === true ? t('detection.is.silent') : null,
        bandWidth === undefined ? null : t('detection.is.bandWidth', { times: bandWidth }),
        onDelayMs === undefined ? null : t('detection.is.onDelay', { time: duration(t, onDelayMs) }),
        offDelayMs === undefined ? null : t('detection.is.offDelay', { time: duration(t, offDelayMs) }),
        typeof lowLimit === 'number' ? t('detection.is.lowLimit', { value: value(lowLimit) }) : null,
        typeof highLimit === 'number' ? t('detection.is.highLimit', { value: value(highLimit) }) : null,
        ruleDelaysMs === undefined ? null : t('detection.is.ruleDelays', { count: Object.keys(ruleDelaysMs).length }),
        off === undefined || off.length === 0 ? null : t('detection.is.off', { count: off.length }),
      ]
      return parts.filter((part) => part !== null).join(' · ') || t('detection.is.nothing')
    },
    [t],
  )
}
