/** Stands where a call's handler is still being built. */
import { failure, type Result } from '../../../../shared/result.ts'

export const notThere = (): Result<never> => failure('call-unanswered', 'This is not built yet.')
