/** Readings as CSV, exactly as they are shown: one line a reading, oldest first. Pure. */
import { csvField } from '../../shared/csv-field.ts'
import type { Point } from '../../shared/domain/point.ts'
import { isTrusted, qualityFlags } from '../../shared/domain/quality.ts'
import { objectLabel } from '../../shared/domain/object-type.ts'
import type { Series } from '../../shared/domain/series.ts'
import { unitSymbol } from '../../shared/units.ts'
import { utcToLocalMs } from './site-clock.ts'
import type { TimeRange } from './time-range.ts'

export interface CsvColumnNames {
  readonly timeUtc: string
  readonly timeLocal: string
  readonly device: string
  readonly point: string
  readonly object: string
  readonly value: string
  readonly state: string
  readonly unit: string
  readonly quality: string
}

export interface CsvInput {
  readonly points: readonly Point[]
  readonly deviceNames: ReadonlyMap<number, string>
  readonly series: ReadonlyMap<number, Series>
  readonly range: TimeRange
  readonly timeZone: string
  readonly columns: CsvColumnNames
  readonly stateText: (point: Point, value: number) => string
  readonly qualityText: (flag: string) => string
}

const localText = (timeZone: string, timeMs: number): string => new Date(utcToLocalMs(timeZone, timeMs)).toISOString().slice(0, 23).replace('T', ' ')

/** With a byte-order mark, because spreadsheets otherwise misread `°C`; lines end with CR LF (RFC 4180). */
export const seriesCsv = (input: CsvInput): string => {
  const { columns, range, timeZone } = input
  const head = [columns.timeUtc, `${columns.timeLocal} (${timeZone})`, columns.device, columns.point, columns.object, columns.value, columns.state, columns.unit, columns.quality]
  const rows: { timeMs: number; text: string }[] = []
  for (const point of input.points) {
    const series = input.series.get(point.id)
    if (!series) continue
    const named = [input.deviceNames.get(point.deviceId) ?? '', point.name, objectLabel(point.objectType, point.objectInstance)].map(csvField)
    const states = point.kind === 'binary' || point.kind === 'multiState'
    series.timesMs.forEach((timeMs, i) => {
      if (timeMs < range.fromMs || timeMs >= range.toMs) return
      const value = series.values[i] ?? Number.NaN
      const quality = series.qualities[i] ?? 0
      const flags = qualityFlags(quality).map(input.qualityText).join('; ')
      const cells = [
        new Date(timeMs).toISOString(),
        localText(timeZone, timeMs),
        ...named,
        Number.isFinite(value) ? String(value) : '',
        states && Number.isFinite(value) ? csvField(input.stateText(point, value)) : '',
        csvField(unitSymbol(point.units)),
        csvField(flags === '' && isTrusted(quality) ? '' : flags),
      ]
      rows.push({ timeMs, text: cells.join(',') })
    })
  }
  rows.sort((a, b) => a.timeMs - b.timeMs)
  return `\uFEFF${[head.map(csvField).join(','), ...rows.map((row) => row.text)].join('\r\n')}\r\n`
}
