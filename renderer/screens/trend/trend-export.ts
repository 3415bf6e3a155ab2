/** Hands the shown readings to the browser as a CSV file. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { seriesCsv, type CsvInput } from '../../charts/series-csv.ts'
import { utcToLocalMs } from '../../charts/site-clock.ts'
import { stateText } from '../../components/format-value.ts'

const COLUMNS = ['timeUtc', 'timeLocal', 'device', 'point', 'object', 'value', 'state', 'unit', 'quality'] as const

const fileStamp = (timeZone: string, timeMs: number): string => new Date(utcToLocalMs(timeZone, timeMs)).toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')

const download = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the file after the click; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

export const useCsvExport = ({ points, deviceNames, series, range, timeZone }: Pick<CsvInput, 'points' | 'deviceNames' | 'series' | 'range' | 'timeZone'>): (() => void) => {
  const { t } = useTranslation()
  return useCallback(() => {
    const columns = Object.fromEntries(COLUMNS.map((name) => [name, t(`trend.csvColumn.${name}`)])) as unknown as CsvInput['columns']
    const text = seriesCsv({ points, deviceNames, series, range, timeZone, columns, stateText, qualityText: (flag) => t(`trend.quality.${flag}`) })
    download(`trend-${fileStamp(timeZone, range.fromMs)}-${fileStamp(timeZone, range.toMs)}.csv`, text)
  }, [points, deviceNames, series, range, timeZone, t])
}
