/**
 * The engine process with a fake engine, to be forked by tests. The name of the site folder chooses what goes wrong:
 * `newer` refuses to start, `silent` stops giving signs of life, `big` sends large live values.
 */
import { appendFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { systemClock } from '../../shared/clock.ts'
import { failure } from '../../shared/result.ts'
import { runEngine } from '../../electron/supervision/engine-runner.ts'
import { ipcLink } from '../../electron/supervision/parent-link.ts'
import { leaveSignalsToHost, stopOnBug } from '../../electron/supervision/process-manners.ts'
import { createFakeEngine, fakeLiveValues } from './fake-engine.ts'

const BIG = 20_000

stopOnBug('engine')
leaveSignalsToHost()
runEngine({
  parent: ipcLink(process),
  clock: systemClock,
  exit: (code) => process.exit(code),
  makeEngine: ({ dataFolder }) => {
    mkdirSync(dataFolder, { recursive: true })
    const mode = basename(dataFolder)
    const note = (text: string): void => appendFileSync(join(dataFolder, 'journal.txt'), `${process.pid} ${text}\n`)
    const engine = createFakeEngine({}, dataFolder)
    let tick = 0
    return {
      ...engine,
      start: async () => {
        note('start')
        if (mode === 'newer') return failure('store-newer', 'This site was written by a newer Plantroom.')
        setInterval(() => engine.emit('liveValues', fakeLiveValues((tick += 1), mode === 'big' ? BIG : 1)), mode === 'big' ? 10 : 200)
        return engine.start()
      },
      stop: async () => {
        await new Promise((resolve) => setTimeout(resolve, 100))
        note('last batch written')
      },
    }
  },
})
