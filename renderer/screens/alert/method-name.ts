/** The name of a detection method in words: this program's own words, else the engine's title of it. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useMessageText } from '../../components/engine-text.ts'
import { useCall } from '../../engine/engine-context.tsx'

/** Demand limits: one detector a meter. */
const DEMAND = /^demand\.\d+$/

export const useMethodName = (): ((detector: string) => string) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const detectors = useCall('getDetectionSettings', {}).data?.detectors
  return useCallback(
    (id) => {
      const title = detectors?.find((detector) => detector.id === id)?.title
      return t(`alerts.detector.${DEMAND.test(id) ? 'demandLimit' : id}`, { defaultValue: title === undefined ? id : text(title) })
    },
    [t, text, detectors],
  )
}
