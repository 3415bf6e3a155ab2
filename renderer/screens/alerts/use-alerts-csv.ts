/** Hands the alerts that are shown to the browser as a CSV file, which the engine writes. */
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import { downloadFile } from '../../components/download.ts'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'

export const useAlertsCsv = (alerts: readonly Alert[]): (() => Promise<void>) => {
  const { t } = useTranslation()
  const engine = useEngine()
  return async () => {
    const file = await engine.exportAlerts({ alertIds: alerts.map(({ id }) => id), format: 'csv' })
    if (file.ok) downloadFile(file.value.name, file.value.bytes, 'text/csv;charset=utf-8')
    else notifications.show({ message: failureText(t, file.error), color: 'red' })
  }
}
