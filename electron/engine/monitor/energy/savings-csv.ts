/** A savings report as a CSV file: a line a period, times in the site's zone, units in the header. */
import type { TextFile } from '../../../../shared/domain/ede.ts'
import type { SavingsReport } from '../../../../shared/domain/energy-baseline.ts'
import { textOfLines } from '../../../../shared/plain-csv.ts'
import { formatOffsetTime } from '../local-time.ts'

const textOf = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '' : String(Number(value.toFixed(3))))

export const savingsCsv = (report: SavingsReport, unit: string, timeZone: string): TextFile => {
  const { startsMs, temperature, measured, expected, cumulative } = report
  const lines = [`time,outdoor temperature (°C),measured (${unit}),expected (${unit}),saved (${unit}),saved since the start (${unit})`]
  for (let i = 0; i < startsMs.length; i++) {
    const saved = (expected[i] as number) - (measured[i] as number)
    lines.push([formatOffsetTime(startsMs[i] as number, timeZone), ...[temperature[i], measured[i], expected[i], saved, cumulative[i]].map(textOf)].join(','))
  }
  return { name: `savings-${formatOffsetTime(report.fromMs, timeZone).slice(0, 10)}.csv`, bytes: new TextEncoder().encode(textOfLines(lines)) }
}
