/** The efficiency screen as CSV: areas, meters, recommendations, each as one table. Pure. */
import { csvField } from '../../../shared/csv-field.ts'
import type { EfficiencyReport, ScorePartName } from '../../../shared/domain/efficiency.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import type { Message } from '../../../shared/message.ts'
import { textOfLines } from '../../../shared/plain-csv.ts'
import { amountUnit } from '../energy/meter-units.ts'

export interface CsvWords {
  /** A heading by its key. */
  readonly t: (key: string) => string
  readonly text: (message: Message) => string
  readonly kindName: (kind: string) => string
  readonly siteName: string
}

type Cell = string | number | null | undefined

const PARTS: readonly ScorePartName[] = ['baseline', 'schedule', 'baseLoad', 'loadFactor']
const line = (cells: readonly Cell[]): string => cells.map((cell) => (cell === null || cell === undefined ? '' : typeof cell === 'number' ? String(Number(cell.toFixed(2))) : csvField(cell))).join(',')

export const efficiencyCsv = ({ areas, meters: worked, recommendations, benchmarks }: EfficiencyReport, meters: readonly Meter[], { t, text, kindName, siteName }: CsvWords): string => {
  const byId = new Map(meters.map((meter) => [meter.id, meter]))
  const heads = (...keys: readonly string[]): string => line(keys.map(t))
  return textOfLines([
    heads('area', 'score', 'year', 'uncertainty', 'floorArea', 'kind', 'intensity', 'intensityUncertainty', 'typical', 'missing'),
    ...areas.map(({ area, score, annual, floorAreaM2, kind, intensity, missing }) =>
      line([area === '' ? siteName : area, score, annual?.energy, annual?.uncertainty, floorAreaM2, kind === null ? '' : kindName(kind), intensity?.value, intensity?.uncertainty, benchmarks.find((one) => one.kind === kind)?.typical, missing === null ? '' : text(missing)])),
    '',
    heads('meter', 'score', ...PARTS, 'yearOfMeter', 'uncertainty', 'possible', 'unit'),
    ...worked.map(({ meterId, score, parts, annual, possibleYear }) => {
      const meter = byId.get(meterId)
      return line([meter?.name, score, ...PARTS.map((name) => parts.find(({ part }) => part === name)?.score), annual?.energy, annual?.uncertainty, possibleYear, amountUnit(meter?.measure ?? 'energy')])
    }),
    '',
    heads('meter', 'saving', 'uncertainty', 'unit', 'cost', 'costUncertainty', 'currency', 'evidence', 'check'),
    ...recommendations.map((one) => {
      const meter = byId.get(one.meterId)
      return line([meter?.name, one.energyYear, one.uncertaintyYear, amountUnit(meter?.measure ?? 'energy'), one.costYear, one.costUncertainty, one.currency, text(one.evidence), text(one.check)])
    }),
  ])
}
