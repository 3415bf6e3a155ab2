/** Baselines of meters: the models a person may choose and what periods they are of. */
import type { Message } from '../message.ts'

/** `auto` takes the best by CV(RMSE) and degrees of freedom; names as in ASHRAE Guideline 14: 2 to 5 parameters, heating or cooling; `towt`: time of week and temperature. */
export type BaselineModel = 'auto' | 'mean' | '2p' | '3pHeating' | '3pCooling' | '4p' | '5p' | 'towt'

export type BaselineStep = 'hour' | 'day' | 'month'

/** One number of a fitted baseline, to be shown. */
export interface BaselineTerm {
  readonly name: Message
  readonly value: number
  /** In `unit`; null = not known. */
  readonly standardError: number | null
  readonly unit: string
}
