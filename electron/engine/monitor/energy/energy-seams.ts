/** What the figures of energy take from elsewhere: forecasts, tariffs. Each may answer null: not known. */
import type { Meter } from '../../../../shared/domain/energy.ts'
import type { PeriodReads } from './period-reads.ts'

export interface EnergyCost {
  readonly cost: number
  readonly currency: string
  /** null where the tariff has no factor. */
  readonly co2Kg: number | null
}

export interface EnergySeams {
  /** Energy expected of [fromMs, toMs) by the meter's own past, kWh or m3. */
  expectedOf(meterId: number, fromMs: number, toMs: number): number | null
  /** Probability that the demand limit is exceeded on the local day that holds `atMs`, 0..1; null without a limit. */
  peakRisk(meter: Pick<Meter, 'id' | 'demandLimitKw'>, atMs: number): number | null
  /** Cost and emissions by the tariff in force. `reads`: where its periods are read, when others need them as well. */
  costOf(meter: Meter, fromMs: number, toMs: number, reads?: PeriodReads): Promise<EnergyCost | null>
}
