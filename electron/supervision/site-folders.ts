/** Where Plantroom keeps its sites on this machine, the same for both hosts. */
import { homedir } from 'node:os'
import { join } from 'node:path'

interface Machine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

const thisMachine = (): Machine => ({ platform: process.platform, env: process.env, home: homedir() })

/**
 * The folder that applications of this user keep their data in, with `Plantroom` behind it:
 * Windows `%APPDATA%\Plantroom`, macOS `~/Library/Application Support/Plantroom`, else `$XDG_DATA_HOME/plantroom` or `~/.local/share/plantroom`.
 */
export const defaultDataFolder = ({ platform, env, home }: Machine = thisMachine()): string => {
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Plantroom')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Plantroom')
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'plantroom')
}

/** The demo building's site lies beside the technician's own and never in it. */
export const siteFolder = (dataFolder: string, demo: boolean): string => join(dataFolder, demo ? 'demo' : 'site')
