/** Logs that nothing can be sent to an address, once a minute for each: a dead cable fails with every packet. */
import type { Clock } from '../../../shared/clock.ts'
import type { Log } from '../log.ts'

const AGAIN_MS = 60_000
const MOST_REMEMBERED = 500

export class SendTroubles {
  private readonly clock: Clock
  private readonly log: Log
  private readonly told = new Map<string, number>()

  constructor(clock: Clock, log: Log) {
    this.clock = clock
    this.log = log
  }

  tell(ip: string, port: number, text: string): void {
    const key = `${ip}:${port}`
    const now = this.clock.monotonicMs()
    if (now - (this.told.get(key) ?? -Infinity) < AGAIN_MS) return
    if (this.told.size >= MOST_REMEMBERED) this.told.clear()
    this.told.set(key, now)
    this.log.warn(`nothing could be sent to ${key}: ${text}`)
  }
}
