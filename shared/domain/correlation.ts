/** How points move together: what is asked, and what is answered. */

/** Pearson: together in a line. Spearman: rise and fall together, by ranks. */
export type CorrelationMethod = 'pearson' | 'spearman'

export interface CorrelationOptions {
  readonly method: CorrelationMethod
  /** Take off the usual course of day and week first. */
  readonly season: boolean
  /** Take off what moves with the outdoor air too. */
  readonly outdoor: boolean
}
