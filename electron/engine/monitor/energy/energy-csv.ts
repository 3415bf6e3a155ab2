/** Series of meters as a CSV file: times in the site's zone, one column a meter with its unit. */
import type { TextFile } from '../../../../shared/domain/ede.ts'
import type { EnergySeries, EnergyStep, Meter } from '../../../../shared/domain/energy.ts'
import { csvField } from '../../../../shared/csv-field.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { textOfLines } from '../../../../shared/plain-csv.ts'
import { formatOffsetTime } from '../local-time.ts'
import type { SiteContext } from '../site-context.ts'
import { inSlices } from '../slices.ts'
import { readSeries } from './energy-series.ts'

type Parts = Pick<SiteContext, 'clock' | 'store' | 'readers'>

const MOST_CELLS = 2_000_000
const STEP_HOURS: Readonly<Record<EnergyStep, number>> = { hour: 1, day: 24, month: 672 }

/** Fails as `readSeries` does, and with `energy-export-large`. */
export const exportSeries = async (site: Parts, meterIds: readonly number[], fromMs: number, toMs: number, step: EnergyStep): Promise<Result<TextFile>> => {
  const cells = (meterIds.length * (toMs - fromMs)) / (STEP_HOURS[step] * 3_600_000)
  if (cells > MOST_CELLS) return failure('energy-export-large', `This would be a file of more than ${MOST_CELLS} numbers. Choose fewer meters, a shorter time or longer steps.`, { most: MOST_CELLS })
  const series = await readSeries(site, meterIds, fromMs, toMs, step)
  if (!series.ok) return series
  const meters = new Map(site.store.energy.meters.all().map((meter) => [meter.id, meter]))
  const text = await inSlices(site.clock, linesOf(series.value, meters, site.store.settings().timeZone))
  const day = formatOffsetTime(fromMs, site.store.settings().timeZone).slice(0, 10)
  return ok({ name: `energy-${day}-${step}.csv`, bytes: new TextEncoder().encode(text) })
}

function* linesOf(series: readonly EnergySeries[], meters: ReadonlyMap<number, Meter>, timeZone: string): Generator<undefined, string> {
  const byTime = new Map<number, (number | undefined)[]>()
  for (const [column, { startsMs, energy }] of series.entries()) {
    for (let i = 0; i < startsMs.length; i++) {
      const row = byTime.get(startsMs[i] as number) ?? []
      row[column] = energy[i] as number
      byTime.set(startsMs[i] as number, row)
    }
    yield
  }
  const header = series.map(({ meterId }) => csvField(`${meters.get(meterId)?.name ?? meterId} (${meters.get(meterId)?.measure === 'volume' ? 'm³' : 'kWh'})`))
  const lines = [['time', ...header].join(',')]
  for (const timeMs of [...byTime.keys()].sort((a, b) => a - b)) {
    const row = byTime.get(timeMs) ?? []
    lines.push([formatOffsetTime(timeMs, timeZone), ...series.map((_, column) => textOf(row[column]))].join(','))
    if (lines.length % 200 === 0) yield
  }
  return textOfLines(lines)
}

const textOf = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '' : String(Number(value.toFixed(3))))
