/** The alarm load as files for a spreadsheet: its hours, and the sources most alerts come from. Pure. With a byte-order mark, lines end with CR LF (RFC 4180). */
import { csvField } from '../../../shared/csv-field.ts'
import type { AlarmLoad, LoadSource } from '../../../shared/domain/alarm-load.ts'

const HOUR_MS = 3_600_000

const fileOf = (rows: readonly (readonly string[])[]): string => `\uFEFF${rows.map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`

/** `heads`: beginning of the hour (UTC), alerts. */
export const loadHoursCsv = ({ fromMs, perHour }: Pick<AlarmLoad, 'fromMs' | 'perHour'>, heads: readonly [string, string]): string =>
  fileOf([heads, ...Array.from(perHour, (alerts, hour) => [new Date(fromMs + hour * HOUR_MS).toISOString(), String(alerts)])])

/** `heads`: rank, device, point, alerts, share of all in percent, most within an hour. */
export const loadSourcesCsv = (top: readonly LoadSource[], nameOf: (source: LoadSource) => { readonly device: string; readonly point: string }, heads: readonly string[]): string =>
  fileOf([
    heads,
    ...top.map((source, index) => {
      const { device, point } = nameOf(source)
      return [String(index + 1), device, point, String(source.alerts), (source.share * 100).toFixed(1), String(source.mostInAnHour)]
    }),
  ])
