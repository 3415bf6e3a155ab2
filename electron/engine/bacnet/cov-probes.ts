/** The small questions about COV of one device: an object's increment, whether a suspect subscription is dead, whether the device restarted. */
import type { Acknowledgement, Answer } from './answers.ts'
import { disagrees, type CovPoint } from './cov-point.ts'
import { readPropertyApdu, type RequestApdu } from './datagrams.ts'
import { DEVICE_TYPE } from './identity.ts'
import { PROPERTY } from './properties.ts'
import { singleAnswer } from './read-answers.ts'
import { objectIdCode, readNumber, readStatusFlags } from './values.ts'

export interface CovProbesDeps {
  readonly ask: (apdu: RequestApdu, done: (answer: Answer) => void) => void
  readonly instance: () => number
  readonly restarted: (why: string) => void
}

/** A notification may be under way while the polled value already arrived. */
const RECHECK_AFTER_MS = 3_000
/** How often a device with subscriptions is asked whether it restarted. */
const WATCH_EVERY_MS = 300_000
const FIRST_ROUND_MS = 2_000
/** A question that was lost is repeated after this time, a few times: a device that restarts may answer nothing at first. */
const REPEAT_MS = 5_000
const MOST_REPEATS = 3
/** I-Ams of a device that cannot say when it restarted are taken for a restart no more often than this. */
const DOUBT_EVERY_MS = 300_000

interface Watched {
  readonly property: number
  readonly why: string
  /** Octets of the property's value when last read; undefined = not yet. */
  seen: string | undefined
  unknown: boolean
}

export class CovProbes {
  private readonly deps: CovProbesDeps
  private readonly watched: readonly Watched[] = [
    { property: PROPERTY.timeOfDeviceRestart, why: 'it restarted', seen: undefined, unknown: false },
    { property: PROPERTY.databaseRevision, why: 'its objects have changed', seen: undefined, unknown: false },
  ]
  private turn = 0
  private watchMs = -Infinity
  private doubtMs = -Infinity
  private unanswered = 0

  constructor(deps: CovProbesDeps) {
    this.deps = deps
  }

  isDue(point: CovPoint, nowMs: number): boolean {
    return nowMs - point.suspectMs >= RECHECK_AFTER_MS
  }

  /** Reads the value, then the flags; `done(true)` when one of them is not what the subscription says and no notification came meanwhile. */
  check(point: CovPoint, done: (dead: boolean) => void): void {
    const { noticeMs } = point
    this.read(point, PROPERTY.presentValue, (ack) => {
      const reader = ack && singleAnswer(ack, point.code, PROPERTY.presentValue)
      const value = reader?.read() ? readNumber(reader) : undefined
      if (point.noticeMs !== noticeMs || value === undefined) return done(false)
      if (disagrees(point, value, undefined)) return done(true)
      this.read(point, PROPERTY.statusFlags, (flagsAck) => {
        const flagsReader = flagsAck && singleAnswer(flagsAck, point.code, PROPERTY.statusFlags)
        const flags = flagsReader?.read() ? readStatusFlags(flagsReader) : undefined
        done(point.noticeMs === noticeMs && flags !== undefined && disagrees(point, value, flags))
      })
    })
  }

  readIncrement(point: CovPoint, done: () => void): void {
    this.read(point, PROPERTY.covIncrement, (ack, answer) => {
      const reader = ack && singleAnswer(ack, point.code, PROPERTY.covIncrement)
      const increment = reader?.read() ? readNumber(reader) : undefined
      // Silence says nothing about the object: the increment stays unknown.
      if (increment !== undefined && Number.isFinite(increment) && increment >= 0) point.increment = increment
      else if (answer.ok || answer.kind === 'error' || answer.kind === 'reject' || answer.kind === 'abort') point.increment = null
      done()
    })
  }

  private read(point: CovPoint, property: number, done: (ack: Acknowledgement | undefined, answer: Answer) => void): void {
    this.deps.ask(readPropertyApdu(point.type, point.instance, { property }), (answer) => done(answer.ok ? answer : undefined, answer))
  }

  /** Asks, when it is time, for one of the properties that tell a restart. */
  watch(nowMs: number): void {
    if (nowMs - this.watchMs < WATCH_EVERY_MS) return
    const known = this.watched.filter(({ unknown }) => !unknown)
    const watched = known[this.turn++ % Math.max(1, known.length)]
    // Both are read in the first round, so that the next has something to compare with.
    const isFirstRound = known.some(({ seen }) => seen === undefined)
    this.watchMs = nowMs - (isFirstRound ? WATCH_EVERY_MS - FIRST_ROUND_MS : 0)
    if (watched !== undefined) this.readWatched(watched, nowMs)
  }

  private readWatched(watched: Watched, nowMs: number): void {
    const instance = this.deps.instance()
    this.deps.ask(readPropertyApdu(DEVICE_TYPE, instance, { property: watched.property }), (answer) => {
      if (!answer.ok) {
        if (answer.kind === 'timeout' || answer.kind === 'send') this.repeatSoon(nowMs)
        else if (answer.kind !== 'cancelled') watched.unknown = true
        return
      }
      this.unanswered = 0
      const reader = singleAnswer(answer, objectIdCode(DEVICE_TYPE, instance), watched.property)
      if (reader === undefined) return
      const value = reader.bytes.toString('hex', reader.at, reader.end)
      const before = watched.seen
      watched.seen = value
      if (before !== undefined && before !== value) this.deps.restarted(watched.why)
    })
  }

  private repeatSoon(askedMs: number): void {
    this.unanswered += 1
    if (this.unanswered > MOST_REPEATS) {
      this.unanswered = 0
      return
    }
    this.turn -= 1
    this.watchMs = Math.min(this.watchMs, askedMs + REPEAT_MS - WATCH_EVERY_MS)
  }

  /** An I-Am came. A device that can say when it restarted is asked; of others, one that nobody asked for is a restart. */
  doubt(nowMs: number, asked: boolean): void {
    const [restart] = this.watched
    if (restart?.seen !== undefined) {
      this.turn = 0
      this.watchMs = Math.min(this.watchMs, nowMs - WATCH_EVERY_MS)
      return
    }
    if (asked || nowMs - this.doubtMs < DOUBT_EVERY_MS) return
    this.doubtMs = nowMs
    this.deps.restarted('it announced itself')
  }
}
