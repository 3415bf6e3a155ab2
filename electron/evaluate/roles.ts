/** The task `roles` of the evaluate command. */
import type { EvaluateOptions } from './options.ts'

export const roles = (_options: EvaluateOptions, _progress: (text: string) => void): void => {
  throw new Error('The task roles is not there yet.')
}
