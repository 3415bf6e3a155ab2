/** Keeps the BACnet socket open: says in words why it is not, and tries again. */
import type { Clock } from '../../../shared/clock.ts'
import { message, type Message } from '../../../shared/message.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { portHolder } from './diagnosis/port-holder.ts'
import type { Acquisition, TransportSettings } from '../bacnet/acquisition-types.ts'

export interface TransportKeeper {
  state(): { readonly open: boolean; readonly port: number; readonly problem: Message | null }
  open(): Promise<void>
  /** Closes and opens again, e.g. on another port. */
  reopen(): Promise<void>
  /** The socket was lost, or is back, without being asked. */
  lost(text: string): void
  back(): void
  stop(): Promise<void>
}

const RETRY_MS = 10_000

interface KeeperDeps {
  readonly clock: Clock
  readonly acquisition: Acquisition
  readonly settings: () => Settings
  /** UDP port to open, 0 = any free one: the demo's devices answer directly, so it leaves the real one alone. */
  readonly port: () => number
  readonly changed: () => void
}

/** The limits of acquisition as the settings say. */
export const transportLimits = (settings: Settings): Omit<TransportSettings, 'port'> => ({
  requestTimeoutMs: settings.requestTimeoutMs,
  inFlightPerDevice: settings.inFlightPerDevice,
  requestsPerSecondPerDevice: settings.requestsPerSecondPerDevice,
  requestsPerSecondPerTrunk: settings.requestsPerSecondPerTrunk,
  requestsPerSecondTotal: settings.requestsPerSecondTotal,
  cov: settings.cov,
  trunkShare: settings.trunkSharePercent / 100,
  trunkBaudRate: settings.trunkBaudRate,
})

export const createTransportKeeper = ({ clock, acquisition, settings, port: wantedPort, changed }: KeeperDeps): TransportKeeper => {
  let state: { open: boolean; port: number; problem: Message | null } = { open: false, port: wantedPort(), problem: null }
  let cancelRetry = (): void => {}
  let stopped = false
  let opening: Promise<void> = Promise.resolve()

  const set = (next: typeof state): void => {
    state = next
    changed()
  }
  const isTaken = (port: number): boolean => state.port === port && (state.problem?.key === 'transport.port-taken' || state.problem?.key === 'transport.portTakenBy')
  /** Who has the port is found out afterwards: looking may take seconds. `unnamed`: what is said when nobody is found. */
  const nameHolder = async (port: number, unnamed: Message): Promise<void> => {
    const holder = await portHolder(port)
    if (stopped || !isTaken(port)) return
    const problem = holder === undefined ? unnamed : message('transport.portTakenBy', { port, program: holder.program, pid: holder.pid })
    if (JSON.stringify(problem) !== JSON.stringify(state.problem)) set({ ...state, problem })
  }
  const openNow = async (): Promise<void> => {
    cancelRetry()
    if (stopped) return
    const current = settings()
    const port = wantedPort()
    const result = await acquisition.open({ port, ...transportLimits(current) })
    if (stopped) return
    if (result.ok) {
      set({ open: true, port: result.value.port, problem: null })
      return
    }
    const problem = message(`transport.${result.error.code}`, { port, reason: result.error.message })
    const taken = result.error.code === 'port-taken'
    // Who was named stays named while that is looked at again.
    if (!taken || !isTaken(port)) set({ open: false, port, problem })
    if (taken) void nameHolder(port, problem)
    cancelRetry = clock.after(RETRY_MS, () => void open())
  }
  /** One after the other: a port opened while it is being closed would stay open. */
  const open = (): Promise<void> => (opening = opening.then(openNow, openNow))
  return {
    state: () => state,
    open,
    // Opening closes the former socket; closing acquisition itself would also forget what is polled.
    reopen: open,
    lost: (text) => set({ ...state, open: false, problem: message('transport.lost', { reason: text }) }),
    back: () => set({ ...state, open: true, problem: null }),
    stop: async () => {
      stopped = true
      cancelRetry()
      await opening.catch(() => {})
      cancelRetry()
      await acquisition.close()
    },
  }
}
