/** Engine processes that exist on paper: what the supervisor sent them can be read, what they do is said by the test. */
import type { EngineProcessHandle, LaunchEngine } from '../../electron/supervision/engine-process-handle.ts'
import type { FromEngine, ToEngine } from '../../electron/supervision/engine-protocol.ts'

export interface FakeProcess {
  readonly sent: readonly ToEngine[]
  readonly transferred: readonly object[]
  readonly killed: () => boolean
  say(message: FromEngine): void
  /** Ends it; a killed process must still be ended by the test. */
  exit(code: number | null): void
}

export interface FakeLauncher {
  readonly launch: LaunchEngine
  readonly processes: readonly FakeProcess[]
  /** The latest. */
  process(): FakeProcess
}

export const createFakeLauncher = (): FakeLauncher => {
  const processes: FakeProcess[] = []
  const launch = (): EngineProcessHandle => {
    const sent: ToEngine[] = []
    const transferred: object[] = []
    let hear: (message: FromEngine) => void = () => {}
    let end: (code: number | null) => void = () => {}
    let killed = false
    processes.push({ sent, transferred, killed: () => killed, say: (message) => hear(message), exit: (code) => end(code) })
    return {
      send: (message, transfer = []) => {
        sent.push(message)
        transferred.push(...transfer)
      },
      onMessage: (listener) => {
        hear = listener
      },
      onExit: (listener) => {
        end = listener
      },
      kill: () => {
        killed = true
      },
    }
  }
  const process = (): FakeProcess => {
    const latest = processes.at(-1)
    if (latest === undefined) throw new Error('nothing was launched')
    return latest
  }
  return { launch, processes, process }
}
