/** The second host from start to end: supervised engine, server, signals. */
import { systemClock } from '../../shared/clock.ts'
import { formatFailure, type Translate } from '../../shared/format-message.ts'
import { superviseEngine, type EngineSupervisor } from '../supervision/engine-supervisor.ts'
import { standingLines } from '../supervision/standing-words.ts'
import { openWords } from '../supervision/words.ts'
import { forkEngine } from './fork-engine.ts'
import { startWebHost, type WebHost } from './web-host.ts'

export interface WebHostRun {
  readonly appVersion: string
  readonly dataFolder: string
  readonly demo: boolean
  /** TCP port; 0 = any free one. */
  readonly port: number
  /** Entry of the engine process. */
  readonly engineEntry: URL
  /** Folder of the built screens. */
  readonly screens: string
  /** The host answers here now; the address lets one browser in. */
  readonly listening: (address: string) => void
  /** Stops the host when it resolves, as a signal does. */
  readonly stopWhen?: Promise<void>
}

/** Ctrl+C, `kill`, and the closing of the terminal window (Windows reports the latter two as SIGINT and SIGHUP, or not at all). */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    let asked = false
    for (const signal of STOP_SIGNALS) {
      process.on(signal, () => {
        // Who asks twice does not want to wait for the last batch.
        if (asked && signal === 'SIGINT') process.exit(130)
        asked = true
        resolve()
      })
    }
  })

/** Nobody can be asked in a terminal that closes: what still stands is said, and stays noted in the site. */
const tellStanding = (supervisor: EngineSupervisor, t: Translate): void => {
  const standing = supervisor.standing()
  if (standing.count > 0) console.error([t('quit.notice', { count: standing.count }), ...standingLines(standing, t)].join('\n'))
}

const closeAll = async (host: WebHost, supervisor: EngineSupervisor): Promise<void> => {
  await supervisor.stop()
  await host.close()
}

/** Resolves with the exit code, after the last batch is on disk: 0 when asked to stop, 1 when the port cannot be opened. */
export const runWebHost = async (run: WebHostRun): Promise<number> => {
  const stopped = stopSignal()
  const t = await openWords()
  const supervisor = superviseEngine({
    launch: forkEngine(run.engineEntry),
    clock: systemClock,
    init: { dataFolder: run.dataFolder, demo: run.demo, appVersion: run.appVersion },
    log: (text) => console.error(text),
  })
  const words = { askForAddress: t('page.askForAddress', {}), newAddress: t('page.newAddress', {}), notBuilt: t('page.notBuilt', {}) }
  const host = await startWebHost({ supervisor, folder: run.screens, port: run.port, words })
  if (!host.ok) {
    console.error(formatFailure(t, host.error))
    return 1
  }
  supervisor.start()
  run.listening(host.value.newAddress())
  await Promise.race(run.stopWhen === undefined ? [stopped] : [stopped, run.stopWhen])
  tellStanding(supervisor, t)
  await closeAll(host.value, supervisor)
  return 0
}
