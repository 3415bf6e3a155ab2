/** Pictures of floor plans as files in the site's folder `plans`, named by their content: written whole or not at all, never changed, removed when nothing speaks of them. */
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MOST_PICTURE_BYTES, type PictureFormat } from '../../../../shared/domain/plan.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'

export interface PictureFiles {
  /** The file's name. */
  keep(bytes: Uint8Array, format: PictureFormat): Promise<Result<string>>
  read(name: string): Promise<Result<Uint8Array>>
  /** Removes all files but the needed ones, and what a crash left half written. */
  sweep(needed: ReadonlySet<string>): Promise<void>
}

const EXTENSIONS: Readonly<Record<PictureFormat, string>> = { png: 'png', jpeg: 'jpg', svg: 'svg' }
/** A database from elsewhere may name anything: no other file is ever opened. */
const NAME = /^[0-9a-f]{32}\.(?:png|jpg|svg)$/
const HALF_WRITTEN = /^[0-9a-f]{32}\.(?:png|jpg|svg)\.part$/

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
/** What the file system refuses is the operator's to mend; all else is a bug. */
const isRefusal = (error: unknown): boolean => error instanceof Error && 'syscall' in error

const writeWhole = async (file: string, bytes: Uint8Array): Promise<void> => {
  const part = `${file}.part`
  const handle = await open(part, 'w')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, file)
}

export const createPictureFiles = (siteFolder: string): PictureFiles => {
  const folder = join(siteFolder, 'plans')
  return {
    keep: async (bytes, format) => {
      const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${EXTENSIONS[format]}`
      const file = join(folder, name)
      try {
        await mkdir(folder, { recursive: true })
        const size = (await stat(file).catch(() => null))?.size
        if (size !== bytes.byteLength) await writeWhole(file, bytes)
        return ok(name)
      } catch (error) {
        if (!isRefusal(error)) throw error
        return failure('plan-picture-unwritable', `The picture could not be kept as ${file}: ${reasonOf(error)}`, { file, reason: reasonOf(error) })
      }
    },
    read: async (name) => {
      const file = join(folder, name)
      if (!NAME.test(name)) return failure('plan-picture-missing', `${name} is no picture of a plan.`, { file: name })
      try {
        const { size } = await stat(file)
        if (size > MOST_PICTURE_BYTES * 2) return failure('plan-picture-broken', `${file} is not the picture that was kept.`, { file })
        return ok(new Uint8Array(await readFile(file)))
      } catch (error) {
        if (isMissing(error)) return failure('plan-picture-missing', `The picture ${file} is not there any more.`, { file })
        if (!isRefusal(error)) throw error
        return failure('plan-picture-unreadable', `The picture ${file} could not be read: ${reasonOf(error)}`, { file, reason: reasonOf(error) })
      }
    },
    sweep: async (needed) => {
      const names = await readdir(folder).catch(() => [])
      const gone = names.filter((name) => HALF_WRITTEN.test(name) || (NAME.test(name) && !needed.has(name)))
      await Promise.all(gone.map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)))
    },
  }
}
