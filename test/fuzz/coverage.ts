/** What of the BACnet code ran, block by block, from the engine's own profiler: an input that reaches something new is worth keeping. */
import { Session } from 'node:inspector'

interface Range {
  readonly startOffset: number
  readonly endOffset: number
  readonly count: number
}
interface Script {
  readonly url: string
  readonly functions: readonly { readonly functionName: string; readonly ranges: readonly Range[] }[]
}

const WATCHED = '/electron/engine/bacnet/'

export class Coverage {
  private readonly session = new Session()
  private readonly seen = new Set<string>()

  start(): void {
    this.session.connect()
    this.session.post('Profiler.enable')
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  }

  stop(): void {
    this.session.post('Profiler.stopPreciseCoverage')
    this.session.disconnect()
  }

  /** How many blocks were reached so far. */
  get blocks(): number {
    return this.seen.size
  }

  /** The blocks that ran since the last look and never before; from now on they are known. */
  take(): Set<string> {
    const fresh = new Set([...this.ran()].filter((block) => !this.seen.has(block)))
    for (const block of fresh) this.seen.add(block)
    return fresh
  }

  /** The blocks that ran since the last look. */
  ran(): ReadonlySet<string> {
    let scripts: readonly Script[] = []
    this.session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error !== null) throw error
      scripts = answer.result
    })
    const blocks = new Set<string>()
    for (const { url, functions } of scripts) {
      if (!url.includes(WATCHED)) continue
      for (const { ranges } of functions) {
        for (const { startOffset, endOffset, count } of ranges) if (count > 0) blocks.add(`${url}:${startOffset}-${endOffset}`)
      }
    }
    return blocks
  }
}
