/** Saves the alerts of a back-test as a file. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BackTest, DetectorInfo } from '../../../shared/domain/detection.ts'
import { unitSymbol } from '../../../shared/units.ts'
import { downloadFile } from '../../components/download.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { backTestCsv } from './back-test-csv.ts'
import { markKey } from './back-test-marks.tsx'

export const SaveBackTest = ({ test, detectors }: { readonly test: BackTest; readonly detectors: readonly DetectorInfo[] }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const points = usePointIndex()
  const devices = useDeviceIndex()
  const save = (): void => {
    const content = backTestCsv(test, markKey, {
      column: (name) => t(`detection.csv.column.${name}`),
      of: ({ pointId, equipment }) => {
        const point = points.get(pointId ?? 0)
        const device = devices.get(point?.deviceId ?? equipment?.deviceId ?? 0)?.name ?? ''
        return { device, name: point?.name ?? equipment?.name ?? String(pointId ?? ''), unit: point === undefined ? '' : unitSymbol(point.units) }
      },
      detector: (id) => {
        const title = detectors.find((each) => each.id === id)?.title
        return title === undefined ? id : text(title)
      },
      severity: ({ severity }) => t(`status.${severity}`),
      yes: t('detection.csv.yes'),
      no: t('detection.csv.no'),
    })
    downloadFile(`back-test-${test.id}.csv`, content, 'text/csv;charset=utf-8')
  }
  return (
    <Button variant="default" leftSection={<IconDownload size={14} aria-hidden="true" />} title={t('detection.csv.hint')} disabled={test.marks.length + test.marksNow.length === 0} onClick={save}>
      {t('detection.csv.save')}
    </Button>
  )
}
