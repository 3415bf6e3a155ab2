/** The task `detect` of the evaluate command. */
import type { EvaluateOptions } from './options.ts'

export const detect = (_options: EvaluateOptions, _progress: (text: string) => void): void => {
  throw new Error('The task detect is not there yet.')
}
