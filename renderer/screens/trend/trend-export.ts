/** Hands the shown readings to the browser as a CSV file. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { seriesCsv, type CsvInput } from '../../charts/series-csv.ts'
import { utcToLocalMs } from '../../charts/site-clock.ts'
import { downloadFile } from '../../components/download.ts'
import { stateText } from '../../components/format-value.ts'

const COLUMNS = ['timeUtc', 'timeLocal', 'device', 'point', 'object', 'value', 'state', 'unit', 'quality'] as const

const fileStamp = (timeZone: string, timeMs: number): string => new Date(utcToLocalMs(timeZone, timeMs)).toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')

export const useCsvExport = ({ points, deviceNames, series, range, timeZone }: Pick<CsvInput, 'points' | 'deviceNames' | 'series' | 'range' | 'timeZone'>): (() => void) => {
  const { t } = useTranslation()
  return useCallback(() => {
    const columns = Object.fromEntries(COLUMNS.map((name) => [name, t(`trend.csvColumn.${name}`)])) as unknown as CsvInput['columns']
    const text = seriesCsv({ points, deviceNames, series, range, timeZone, columns, stateText, qualityText: (flag) => t(`trend.quality.${flag}`) })
    downloadFile(`trend-${fileStamp(timeZone, range.fromMs)}-${fileStamp(timeZone, range.toMs)}.csv`, text, 'text/csv;charset=utf-8')
  }, [points, deviceNames, series, range, timeZone, t])
}
