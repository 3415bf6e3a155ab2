/** Hands the alerts shown to the browser as a CSV file. */
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import { utcToLocalMs } from '../../charts/site-clock.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { alertState } from '../../components/alert-facts.ts'
import { downloadFile } from '../../components/download.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { useTimeZone } from '../../components/time.tsx'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { alertsCsv } from './alerts-csv.ts'

const day = (timeZone: string, timeMs: number): string => new Date(utcToLocalMs(timeZone, timeMs)).toISOString().slice(0, 10)

export const useAlertsCsv = (alerts: readonly Alert[], range: TimeRange): (() => void) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const timeZone = useTimeZone()
  const points = usePointIndex()
  const devices = useDeviceIndex()
  return () => {
    const file = alertsCsv({
      alerts,
      timeZone,
      heading: (column) => t(`alerts.csvColumn.${column}`),
      wordsOf: (alert) => ({
        severity: t(`status.${alert.severity}`),
        kind: t(`alerts.kind.${alert.kind}`),
        state: t(`alerts.state.${alertState(alert)}`),
        what: text(alert.title),
        device: devices.get(alert.deviceId)?.name ?? '',
        point: points.get(alert.pointId ?? 0)?.name ?? '',
      }),
      unitsOf: (alert) => points.get(alert.pointId ?? 0)?.units ?? null,
    })
    downloadFile(`alerts-${day(timeZone, range.fromMs)}-${day(timeZone, range.toMs)}.csv`, file, 'text/csv;charset=utf-8')
  }
}
