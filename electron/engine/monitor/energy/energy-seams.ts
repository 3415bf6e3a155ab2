/** What the figures of energy take from elsewhere: forecasts, tariffs. Each may answer null: not known. */

export interface EnergyCost {
  readonly cost: number
  readonly currency: string
  /** null where the tariff has no factor. */
  readonly co2Kg: number | null
}

export interface ExpectedPeak {
  readonly kw: number
  readonly atMs: number
  /** Probability that the demand limit is exceeded, 0..1; null without a limit. */
  readonly risk: number | null
}

export interface EnergySeams {
  /** Energy expected of [fromMs, toMs) by the meter's own past, kWh or m3. */
  expectedOf(meterId: number, fromMs: number, toMs: number): number | null
  /** Expected peak of the local day that holds `atMs`. */
  expectedPeak(meterId: number, atMs: number): ExpectedPeak | null
  /** Cost and emissions by the tariff in force. */
  costOf(meterId: number, fromMs: number, toMs: number): Promise<EnergyCost | null>
}
