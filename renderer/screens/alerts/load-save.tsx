/** Saves the alarm load as files: the alerts of each hour, and where they come from. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AlarmLoad, LoadSource } from '../../../shared/domain/alarm-load.ts'
import { downloadFile } from '../../components/download.ts'
import { loadHoursCsv, loadSourcesCsv } from './load-csv.ts'

const TYPE = 'text/csv;charset=utf-8'

const Save = ({ what, save }: { readonly what: string; readonly save: () => void }) => {
  const { t } = useTranslation()
  return (
    <Button variant="default" size="compact-sm" leftSection={<IconDownload size={14} aria-hidden="true" />} aria-label={what} title={what} onClick={save}>
      {t('alerts.csv')}
    </Button>
  )
}

export const SaveHours = ({ load }: { readonly load: AlarmLoad }) => {
  const { t } = useTranslation()
  return <Save what={t('load.saveHours')} save={() => downloadFile('alarm-load-hours.csv', loadHoursCsv(load, [t('load.hourUtc'), t('load.alerts')]), TYPE)} />
}

interface SaveSourcesProps {
  readonly top: readonly LoadSource[]
  readonly nameOf: (source: LoadSource) => { readonly device: string; readonly point: string }
}

export const SaveSources = ({ top, nameOf }: SaveSourcesProps) => {
  const { t } = useTranslation()
  const heads = [t('load.rank'), t('load.device'), t('load.point'), t('load.alerts'), t('load.sharePercent'), t('load.mostInAnHour')]
  return <Save what={t('load.saveSources')} save={() => downloadFile('alarm-load-sources.csv', loadSourcesCsv(top, nameOf, heads), TYPE)} />
}
