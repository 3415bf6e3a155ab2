/** Runs datagrams through the target: made by grammar, mutated, and bred from inputs that reached new code. Stops at the first defect. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { seededRandom } from '../../shared/random.ts'
import type { Input } from './corpus.ts'
import type { Coverage } from './coverage.ts'
import { below, chance, generate, pick, type Datagram } from './grammar.ts'
import { mutate } from './mutate.ts'
import { FuzzTarget, NOTIFIERS, SENDERS } from './target.ts'

export interface CampaignOptions {
  readonly seed: number
  /** Ends at whichever comes first. */
  readonly packets: number
  readonly seconds: number
  readonly corpus: readonly Input[]
  /** Undefined: inputs are bred from the given corpus only. */
  readonly coverage?: Coverage
  /** Called a few times a minute. */
  readonly progress?: (report: CampaignReport) => void
}

export interface CampaignReport {
  readonly packets: number
  readonly elapsedMs: number
  /** Answers that reached the one who asked. */
  readonly answered: number
  /** Values taken from notifications. */
  readonly notified: number
  /** Share of the packets that the guard or the peers refused. */
  readonly refusedShare: number
  /** Computing time of the slowest packet, ms; measured again alone when it took too long. */
  readonly slowestMs: number
  /** Heap in use after collecting all garbage, early in the run and now, bytes; NaN before it was measured twice. */
  readonly heapBefore: number
  readonly heapAfter: number
  readonly blocks: number
  /** Inputs that reached code nothing before them had. */
  readonly found: readonly Input[]
  readonly defect: { readonly what: string; readonly input: Input } | undefined
}

/** More computing time than this for one packet is a hang: at 50 such packets a second the engine would do nothing else. */
export const LONGEST_PACKET_MS = 20
/** More than that much heap growth over a run is a leak. */
export const MOST_GROWTH_BYTES = 8_000_000
const BATCH = 256
const GROUP = 16
/** Of an input worth keeping: longer ones would take the time of all others. */
const MOST_OCTETS_KEPT = 2_000
/** Packets before whatever is kept for speed (compiled code, tables, scratch buffers) has its size. */
const WARM_UP = 20_000
/** What a defect may need before it shows. */
const MEMORY = 512
const REPORT_EVERY_MS = 20_000

/** Computing time of this thread so far, ms: unlike the clock on the wall it does not run while others have the processor. */
const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

const collectGarbage = (() => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
})()

const heapInUse = (): number => {
  collectGarbage()
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** What is wrong when a fresh target takes these datagrams; undefined when nothing is. */
export const defectOf = (input: Input): string | undefined => {
  const target = new FuzzTarget()
  try {
    for (const datagram of input) {
      const startedMs = cpuMs()
      target.feed(datagram)
      const tookMs = cpuMs() - startedMs
      if (tookMs > LONGEST_PACKET_MS && fastestMs(input) > LONGEST_PACKET_MS) return `a packet took ${Math.round(tookMs)} ms`
    }
    return undefined
  } catch (error) {
    return error instanceof Error ? `${error.message}${error.cause === undefined ? '' : ` (${JSON.stringify(error.cause, errorText)})`}` : String(error)
  }
}

const errorText = (_key: string, value: unknown): unknown => (value instanceof Error ? (value.stack ?? value.message) : value)

/** The slowest packet of an input once its code is compiled and no garbage is collected meanwhile: the best of five times. */
const fastestMs = (input: Input): number => {
  let best = Infinity
  for (let attempt = 0; attempt < 5; attempt++) {
    const target = new FuzzTarget()
    let slowest = 0
    for (const datagram of input) {
      const startedMs = cpuMs()
      target.feed(datagram)
      slowest = Math.max(slowest, cpuMs() - startedMs)
    }
    best = Math.min(best, slowest)
  }
  return best
}

/** Which of the fresh blocks these inputs reach, each on a target of its own. */
const reachedBy = (inputs: readonly Input[], coverage: Coverage, fresh: ReadonlySet<string>): string[] => {
  coverage.ran()
  for (const input of inputs) defectOf(input)
  return [...coverage.ran()].filter((block) => fresh.has(block))
}

const octetsOf = (input: Input): number => input.reduce((sum, { bytes }) => sum + bytes.length, 0)

/** Leaves out what the defect does not need. */
const minimised = (input: Input): Input => {
  if (defectOf(input) === undefined) return input
  let kept = [...input]
  for (let size = Math.max(1, kept.length >> 1); size >= 1; size >>= 1) {
    for (let at = 0; at + size <= kept.length; ) {
      const without = [...kept.slice(0, at), ...kept.slice(at + size)]
      if (without.length > 0 && defectOf(without) !== undefined) kept = without
      else at += size
    }
  }
  return kept
}

export class Campaign {
  private readonly options: CampaignOptions
  private readonly random: () => number
  private readonly target = new FuzzTarget()
  private readonly pool: Input[]
  private readonly found: Input[] = []
  private readonly recent: Datagram[] = []
  private packets = 0
  private slowestMs = 0
  private heapBefore = Number.NaN
  private defect: CampaignReport['defect']
  private readonly startedMs = performance.now()

  constructor(options: CampaignOptions) {
    this.options = options
    this.random = seededRandom(options.seed)
    this.pool = [...options.corpus]
  }

  async run(): Promise<CampaignReport> {
    const rejected = (reason: unknown): void => {
      this.defect ??= { what: `nobody handles a rejection: ${String(reason)}`, input: [...this.recent] }
    }
    process.on('unhandledRejection', rejected)
    try {
      return await this.feedUntilEnd()
    } finally {
      process.off('unhandledRejection', rejected)
    }
  }

  private async feedUntilEnd(): Promise<CampaignReport> {
    const { packets, seconds, coverage, progress } = this.options
    this.learnCorpus()
    let reportedMs = performance.now()
    while (this.defect === undefined && this.packets < packets && performance.now() - this.startedMs < seconds * 1_000) {
      const batch = await this.feedBatch()
      if (coverage !== undefined && this.defect === undefined) this.keepNew(batch, coverage)
      if (Number.isNaN(this.heapBefore) && this.packets >= WARM_UP) this.heapBefore = heapInUse()
      if (progress !== undefined && performance.now() - reportedMs > REPORT_EVERY_MS) {
        progress(this.report(Number.NaN))
        reportedMs = performance.now()
      }
    }
    return this.judgeHeap()
  }

  /** What the corpus reaches is nothing new. */
  private learnCorpus(): void {
    for (const input of this.options.corpus) {
      const what = defectOf(input)
      if (what !== undefined) this.defect ??= { what, input }
    }
    this.options.coverage?.take()
  }

  /** Each input is made when the one before was taken, so that it can aim at what is asked now. */
  private async feedBatch(): Promise<Input[]> {
    const inputs: Input[] = []
    for (let size = 0; size < BATCH && this.defect === undefined; size += inputs.at(-1)!.length) {
      const input = this.next()
      this.feedAll(input)
      inputs.push(input)
      // What waits for an answer goes on.
      await Promise.resolve()
    }
    await new Promise((resolve) => setImmediate(resolve))
    return inputs
  }

  private next(): Input {
    const { random, pool } = this
    if (pool.length === 0 || chance(random, 0.7)) {
      const made = generate(random, this.target.questions(), NOTIFIERS, SENDERS.length)
      return chance(random, 0.7) ? made : made.map((one) => (chance(random, 0.5) ? this.mutated(one) : one))
    }
    return pick(random, pool).map((one) => this.aimed(chance(random, 0.7) ? this.mutated(one) : one))
  }

  /** An answer of former times gets the invoke id of a question of today. */
  private aimed({ sender, bytes }: Datagram): Datagram {
    const isPlainAnswer = bytes.length > 9 && bytes[5] === 0 && [3, 5].includes(bytes[6]! >> 4)
    const services = this.target.questions().filter((question) => question.network === undefined && question.service === bytes[(bytes[6]! & 8) === 0 ? 8 : 10])
    if (!isPlainAnswer || services.length === 0) return { sender, bytes }
    const question = pick(this.random, services)
    const aimed = Buffer.from(bytes)
    aimed[7] = question.invokeId
    return { sender: question.sender, bytes: aimed }
  }

  private mutated({ sender, bytes }: Datagram): Datagram {
    const other = this.recent[below(this.random, Math.max(1, this.recent.length))]?.bytes ?? bytes
    return { sender, bytes: mutate(this.random, bytes, other) }
  }

  private feedAll(input: Input): void {
    for (const datagram of input) {
      if (this.defect !== undefined) return
      this.recent.push(datagram)
      if (this.recent.length > 2 * MEMORY) this.recent.splice(0, MEMORY)
      const startedMs = cpuMs()
      try {
        this.target.feed(datagram)
      } catch (error) {
        this.fail(error instanceof Error ? (error.stack ?? error.message) : String(error), datagram)
      }
      this.packets += 1
      const tookMs = cpuMs() - startedMs
      if (tookMs > this.slowestMs) this.judgeTime(tookMs, datagram)
    }
  }

  private judgeTime(tookMs: number, datagram: Datagram): void {
    // Compiling and collecting garbage may take long once; only what is slow again and again is slow.
    if (tookMs <= LONGEST_PACKET_MS) this.slowestMs = tookMs
    else if (fastestMs([datagram]) > LONGEST_PACKET_MS) this.fail(`one packet took ${Math.round(tookMs)} ms`, datagram)
  }

  private fail(what: string, datagram: Datagram): void {
    const alone = [datagram]
    const input = defectOf(alone) === undefined ? minimised(this.recent) : alone
    this.defect = { what, input }
  }

  /** Keeps the inputs of a batch that reached new code. Which ones is only clear when each starts from the same state; what needs more than itself is not kept. */
  private keepNew(batch: readonly Input[], coverage: Coverage): void {
    const fresh = coverage.take()
    if (fresh.size === 0) return
    // To look at the counters is slow, so groups are tried first.
    for (let at = 0; at < batch.length && fresh.size > 0; at += GROUP) {
      const group = batch.slice(at, at + GROUP)
      if (reachedBy(group, coverage, fresh).length === 0) continue
      for (const input of group) {
        const reached = reachedBy([input], coverage, fresh)
        if (reached.length === 0 || octetsOf(input) > MOST_OCTETS_KEPT) continue
        for (const block of reached) fresh.delete(block)
        this.found.push(input)
        this.pool.push(input)
      }
    }
  }

  private judgeHeap(): CampaignReport {
    this.recent.length = 0
    const heapAfter = Number.isNaN(this.heapBefore) ? Number.NaN : heapInUse()
    if (heapAfter - this.heapBefore > MOST_GROWTH_BYTES) this.defect ??= { what: `the heap grew by ${heapAfter - this.heapBefore} bytes`, input: [] }
    return this.report(heapAfter)
  }

  private report(heapAfter: number): CampaignReport {
    const refused = Object.values(this.target.refused()).reduce((sum, count) => sum + count, 0)
    return {
      packets: this.packets,
      elapsedMs: performance.now() - this.startedMs,
      answered: this.target.answered,
      notified: this.target.notified,
      refusedShare: refused / Math.max(1, this.packets),
      slowestMs: this.slowestMs,
      heapBefore: this.heapBefore,
      heapAfter,
      blocks: this.options.coverage?.blocks ?? 0,
      found: this.found,
      defect: this.defect,
    }
  }
}
