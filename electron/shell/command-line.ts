/** The flags the desktop program understands; all others are Chromium's or nobody's. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultDataFolder } from '../supervision/site-folders.ts'

export interface CommandLine {
  readonly demo: boolean
  /** Where the sites are; absolute. */
  readonly dataFolder: string
  /** True when the data folder is not the usual one. */
  readonly ownData: boolean
}

/** @param args what stands behind the program (and, unpackaged, behind its folder). */
export const readCommandLine = (args: readonly string[]): CommandLine => {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { demo: { type: 'boolean' }, data: { type: 'string' } },
  })
  const data = values['data']
  const ownData = typeof data === 'string' && data !== ''
  return { demo: values['demo'] === true, dataFolder: ownData ? resolve(data) : defaultDataFolder(), ownData }
}
