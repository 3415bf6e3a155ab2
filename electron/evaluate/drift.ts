/** The task `drift` of the evaluate command. */
import type { EvaluateOptions } from './options.ts'

export const drift = (_options: EvaluateOptions, _progress: (text: string) => void): void => {
  throw new Error('The task drift is not there yet.')
}
