/** Stands where a call's service is not there yet. */
import { failure, type Result } from '../../../../shared/result.ts'

export const notBuilt = (): Result<never> => failure('not-built', 'This is not built yet.')
