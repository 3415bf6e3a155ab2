/** A write as a value: a disk that refuses is a failure to show, anything else is a bug. */
import { fail, ok, type Result } from '../../../shared/result.ts'
import { StoreWriteError } from './store-failure.ts'

export const writeResult = <T>(run: () => T): Result<T> => {
  try {
    return ok(run())
  } catch (error) {
    if (error instanceof StoreWriteError) return fail(error.failure)
    throw error
  }
}
