/** How large files may be that a person hands over, in bytes: what is larger is refused before it is read, on either side. */
import { failure, ok, type Result } from './result.ts'

export const MOST_FILE_BYTES = 32_000_000
/** The largest call of a page: files up to their limit, and what is said beside them. */
export const MOST_CALL_BYTES = MOST_FILE_BYTES + (1 << 20)

const MEGABYTE = 1_000_000

/** Fails with `file-too-large` where files together are over the limit. */
export const checkFileSizes = (files: readonly { readonly name: string; readonly size: number }[]): Result<null> => {
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  if (bytes <= MOST_FILE_BYTES) return ok(null)
  const names = files.map(({ name }) => name).join(', ')
  const params = { file: names, megabytes: Math.ceil(bytes / MEGABYTE), most: MOST_FILE_BYTES / MEGABYTE }
  return failure('file-too-large', `${names}: ${params.megabytes} MB, up to ${params.most} MB can be read at once.`, params)
}
