/** The task `ahu` of the evaluate command. */
import type { EvaluateOptions } from './options.ts'

export const ahu = (_options: EvaluateOptions, _progress: (text: string) => void): void => {
  throw new Error('The task ahu is not there yet.')
}
