/** `export --site DIR --what WHAT --out DIR`: EDE files, readings, the check-up, a visit's changes. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { TextFile } from '../../../shared/domain/ede.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { CliOptions } from '../cli-options.ts'
import type { HeadlessEngine } from '../headless-engine.ts'
import { readingsFiles } from '../readings-csv.ts'

const WHAT = ['ede', 'readings', 'check-up', 'diff'] as const

const one = (file: Result<TextFile>): Result<readonly TextFile[]> => (file.ok ? ok([file.value]) : file)

const both = async (first: Promise<Result<TextFile>>, second: Promise<Result<TextFile>>): Promise<Result<readonly TextFile[]>> => {
  const [a, b] = [await first, await second]
  return !a.ok ? a : !b.ok ? b : ok([a.value, b.value])
}

const filesOf = async (engine: HeadlessEngine, { what, separator, diffId, to, from }: CliOptions): Promise<Result<readonly TextFile[]>> => {
  const { call } = engine
  switch (WHAT.find((name) => name === what)) {
    case 'ede':
      return call.exportEde({ separator })
    case 'readings':
      return readingsFiles(engine, from, to)
    case 'check-up':
      return both(call.exportCheckUp({ format: 'json' }), call.exportCheckUp({ format: 'pdf' }))
    case 'diff':
      if (diffId === undefined) return failure('usage', 'export --what diff needs --diff with the number of a snapshot.')
      return one(await call.exportDiff({ fromId: diffId, format: 'csv', ...(to === undefined ? {} : { toId: Number(to) }) }))
    case undefined:
      return failure('usage', `--what is ${WHAT.join(', ')}, not "${what ?? ''}".`)
  }
}

/** Writes under the file's own name only, so that no name can lead out of the folder. */
const save = (folder: string, file: TextFile): Result<string> => {
  const path = join(folder, basename(file.name))
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, file.bytes)
    return ok(path)
  } catch (error) {
    return failure('file-unwritable', `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}

export const exportFiles = async (engine: HeadlessEngine, options: CliOptions): Promise<number> => {
  const { terminal } = engine
  if (options.out === undefined) {
    terminal.failed({ code: 'usage', message: 'export needs --out with the folder to write to.' })
    return 2
  }
  const files = await filesOf(engine, options)
  if (!files.ok) {
    terminal.failed(files.error)
    return files.error.code === 'usage' ? 2 : 1
  }
  const written: string[] = []
  for (const file of files.value) {
    const saved = save(resolve(options.out), file)
    if (!saved.ok) {
      terminal.failed(saved.error)
      return 1
    }
    written.push(saved.value)
  }
  terminal.result({ files: written }, () => written)
  return 0
}
