/**
 * The engine process with a fake engine, to be forked by tests. In a data folder called `newer` it refuses to start; `journal.txt` in the folder
 * tells what it did. In one called `standing` a value stands that was written from here.
 */
import { appendFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { StandingWrite } from '../../shared/domain/writing.ts'
import { systemClock } from '../../shared/clock.ts'
import { failure, ok } from '../../shared/result.ts'
import { runEngine } from '../../electron/supervision/engine-runner.ts'
import { ipcLink } from '../../electron/supervision/parent-link.ts'
import { leaveSignalsToHost, stopOnBug } from '../../electron/supervision/process-manners.ts'
import { createFakeEngine, fakeLiveValues } from './fake-engine.ts'

const STANDING: StandingWrite = { pointId: 1, deviceId: 1, object: 'AO 1 “Valve”', priority: 8, text: '42 %', atMs: 0, action: 'write' }

stopOnBug('engine')
leaveSignalsToHost()
runEngine({
  parent: ipcLink(process),
  clock: systemClock,
  exit: (code) => process.exit(code),
  makeEngine: ({ dataFolder }) => {
    mkdirSync(dataFolder, { recursive: true })
    const note = (text: string): void => appendFileSync(join(dataFolder, 'journal.txt'), `${process.pid} ${text}\n`)
    const engine = createFakeEngine(basename(dataFolder) === 'standing' ? { getWriteState: () => ok({ unlocked: false, unlockedUntilMs: null, standing: [STANDING] }) } : {}, dataFolder)
    let tick = 0
    return {
      ...engine,
      start: async () => {
        note('start')
        if (basename(dataFolder) === 'newer') return failure('store-newer', 'This site was written by a newer Plantroom.')
        setInterval(() => engine.emit('liveValues', fakeLiveValues((tick += 1))), 200)
        return engine.start()
      },
      stop: async () => {
        await new Promise((resolve) => setTimeout(resolve, 100))
        note('last batch written')
      },
    }
  },
})
