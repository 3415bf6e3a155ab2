/** The devices of the site with their live state, kept beside the stored facts; tells when one changes, at most once a second. */
import type { Clock } from '../../../shared/clock.ts'
import type { PollOutcome } from '../../../shared/domain/acquisition.ts'
import { addressKey, addressLabel, hasAddress, type Device, type DeviceAddress, type DeviceState } from '../../../shared/domain/device.ts'
import { message, type Message } from '../../../shared/message.ts'
import type { DeviceRow } from '../store/store-types.ts'
import { createAnswerWindow, type AnswerWindow } from './answer-window.ts'

export interface DeviceRegistry {
  /** Takes the stored devices anew; live state of those that stay is kept. New ones and those `changed` are told of; without `changed`, all. */
  load(rows: readonly DeviceRow[], pointCounts: ReadonlyMap<number, number>, changed?: ReadonlySet<number>): void
  list(): readonly Device[]
  get(deviceId: number): Device | undefined
  byInstance(instance: number): Device | undefined
  outcome(outcome: PollOutcome): void
  reachability(deviceId: number, state: DeviceState, atMs: number): void
  seen(deviceId: number, atMs: number): void
  addressChanged(deviceId: number, address: DeviceAddress): void
  /** Adds or replaces a problem by its key. */
  setProblem(deviceId: number, problem: Message): void
  clearProblem(deviceId: number, key: string): void
  /** All states back to unknown: nothing was observed for a while. */
  forgetStates(atMs: number): void
  stop(): void
}

interface Live {
  row: DeviceRow
  pointCount: number
  state: DeviceState
  stateSinceMs: number
  lastSeenMs: number | null
  readonly problems: Map<string, Message>
  readonly answers: AnswerWindow
  /** Where it was before it moved, and until when that is told. */
  moved: { readonly from: DeviceAddress; readonly untilMs: number } | null
}

/** That a device moved is news for a day; then its new place is simply its place. */
const MOVED_FOR_MS = 86_400_000

const EMIT_EVERY_MS = 1_000
/** Said of devices that are known from a file only. */
const NOT_HEARD = message('ede.device.notHeard')

export const createDeviceRegistry = (clock: Clock, changed: (devices: readonly Device[]) => void): DeviceRegistry => {
  const devices = new Map<number, Live>()
  const dirty = new Set<number>()

  const toDevice = (live: Live): Device => ({
    id: live.row.id,
    instance: live.row.instance,
    address: live.row.address,
    name: live.row.name,
    vendorId: live.row.vendorId,
    vendorName: live.row.vendorName,
    modelName: live.row.modelName,
    firmware: live.row.firmware,
    description: live.row.description,
    maxApdu: live.row.maxApdu,
    segmentation: live.row.segmentation,
    protocolRevision: live.row.protocolRevision,
    pointCount: live.pointCount,
    state: live.state,
    stateSinceMs: live.stateSinceMs,
    lastSeenMs: live.lastSeenMs,
    latencyMs: live.answers.medianLatencyMs(),
    failureShare: live.answers.failureShare(),
    problems: [...(hasAddress(live.row.address) ? [] : [NOT_HEARD]), ...live.problems.values()],
  })

  const forgetMove = (id: number, live: Live): void => {
    live.moved = null
    live.problems.delete('device.moved')
    dirty.add(id)
  }
  const endOldMoves = (): void => {
    const now = clock.monotonicMs()
    for (const [id, live] of devices) if (live.moved !== null && live.moved.untilMs <= now) forgetMove(id, live)
  }
  const flush = (): void => {
    if (dirty.size === 0) return
    const changedDevices = [...dirty].flatMap((id) => devices.get(id) ?? []).map(toDevice)
    dirty.clear()
    if (changedDevices.length > 0) changed(changedDevices)
  }
  const stopTimer = clock.every(EMIT_EVERY_MS, () => {
    endOldMoves()
    flush()
  })

  const change = (deviceId: number, apply: (live: Live) => void): void => {
    const live = devices.get(deviceId)
    if (!live) return
    apply(live)
    dirty.add(deviceId)
  }

  return {
    load: (rows, pointCounts, changedIds) => {
      const kept = new Set(rows.map((row) => row.id))
      for (const id of devices.keys()) if (!kept.has(id)) devices.delete(id)
      for (const row of rows) {
        const pointCount = pointCounts.get(row.id) ?? 0
        const known = devices.get(row.id)
        if (known) Object.assign(known, { row, pointCount })
        else {
          devices.set(row.id, {
            row,
            pointCount,
            state: 'unknown',
            stateSinceMs: clock.nowMs(),
            lastSeenMs: row.lastSeenMs,
            problems: new Map(),
            answers: createAnswerWindow(),
            moved: null,
          })
        }
        if (known === undefined || changedIds === undefined || changedIds.has(row.id)) dirty.add(row.id)
      }
      flush()
    },
    list: () => [...devices.values()].map(toDevice),
    get: (deviceId) => {
      const live = devices.get(deviceId)
      return live && toDevice(live)
    },
    byInstance: (instance) => {
      const live = [...devices.values()].find((device) => device.row.instance === instance)
      return live && toDevice(live)
    },
    outcome: (outcome) =>
      change(outcome.deviceId, (live) => {
        live.answers.add(outcome)
        // An error or abort is an answer too: the device is there.
        if (outcome.error === null || outcome.error === 'abort' || outcome.error === 'error' || outcome.error === 'reject') live.lastSeenMs = outcome.atMs
      }),
    reachability: (deviceId, state, atMs) => {
      change(deviceId, (live) => {
        if (live.state === state) return
        live.state = state
        live.stateSinceMs = atMs
      })
      flush()
    },
    seen: (deviceId, atMs) => change(deviceId, (live) => (live.lastSeenMs = atMs)),
    addressChanged: (deviceId, address) =>
      change(deviceId, (live) => {
        const from = live.moved?.from ?? live.row.address
        live.row = { ...live.row, address }
        // Back where it was: nothing is to be told any more.
        if (addressKey(from) === addressKey(address)) return forgetMove(deviceId, live)
        live.moved = { from, untilMs: clock.monotonicMs() + MOVED_FOR_MS }
        live.problems.set('device.moved', message('device.moved', { from: addressLabel(from), to: addressLabel(address) }))
      }),
    setProblem: (deviceId, problem) => change(deviceId, (live) => live.problems.set(problem.key, problem)),
    clearProblem: (deviceId, key) => change(deviceId, (live) => live.problems.delete(key)),
    forgetStates: (atMs) => {
      for (const [id, live] of devices) {
        live.state = 'unknown'
        live.stateSinceMs = atMs
        dirty.add(id)
      }
    },
    stop: stopTimer,
  }
}
