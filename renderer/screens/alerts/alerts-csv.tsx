/** Hands the alerts that are shown to the browser as a CSV file, which the engine writes. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import { downloadFile } from '../../components/download.ts'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'

/** `alerts`: exactly the rows of the file, in their order. */
export const AlertsCsv = ({ alerts }: { readonly alerts: readonly Alert[] }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const save = async (): Promise<void> => {
    const file = await engine.exportAlerts({ alertIds: alerts.map(({ id }) => id), format: 'csv' })
    if (file.ok) downloadFile(file.value.name, file.value.bytes, 'text/csv;charset=utf-8')
    else notifications.show({ message: failureText(t, file.error), color: 'red' })
  }
  return (
    <Button variant="default" size="compact-sm" leftSection={<IconDownload size={14} aria-hidden="true" />} title={t('alerts.csvHint')} disabled={alerts.length === 0} onClick={() => void save()}>
      {t('alerts.csv')}
    </Button>
  )
}
