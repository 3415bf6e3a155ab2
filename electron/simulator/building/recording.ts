/** Readings of a site from a CSV file, played in a loop at their own pace. */
import { readFileSync } from 'node:fs'
import { objectTypeNumber } from '../../../shared/domain/object-type.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import { objectKey } from '../bacnet/protocol.ts'
import type { LiveSource } from './live-source.ts'
import type { DeviceSpec } from './point-spec.ts'
import { valueOf } from './site-file.ts'

const HEADER = 'time_utc,device_instance,object_type,object_instance,value'
/** From the last reading to the first of the next round. */
const PAUSE_MS = 60_000

export interface Recording {
  /** Since the first reading, ms, ascending. */
  readonly offsetsMs: Float64Array
  readonly slots: Int32Array
  readonly values: Float64Array
}

export const EMPTY_RECORDING: Recording = { offsetsMs: new Float64Array(0), slots: new Int32Array(0), values: new Float64Array(0) }

const slotIndex = (devices: readonly DeviceSpec[]): Map<string, number> =>
  new Map(devices.flatMap((device) => device.points.map((point): [string, number] => [`${device.instance}/${objectKey(point.objectType, point.objectInstance)}`, point.slot])))

/** Reads a recording; readings of objects that the site file does not name are passed over. A broken line is refused by its number. */
export const readRecording = (file: string, devices: readonly DeviceSpec[]): Result<Recording> => {
  const slots = slotIndex(devices)
  const rows: { timeMs: number; slot: number; value: number }[] = []
  const lines = readFileSync(file, 'utf8').split(/\r?\n/)
  const broken = (line: number, reason: string): Result<Recording> => failure('recording-broken', `${file}: line ${line}: ${reason}.`, { file, line, reason })
  if (lines[0]?.trim() !== HEADER) return broken(1, `the header must be "${HEADER}"`)
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line.trim() === '') continue
    const fields = line.split(',')
    const [time = '', device = '', type = '', instance = '', written = ''] = fields
    const timeMs = Date.parse(time)
    const value = valueOf(written)
    const number = objectTypeNumber(type)
    if (fields.length !== 5) return broken(index + 1, 'five fields were expected')
    if (Number.isNaN(timeMs)) return broken(index + 1, `"${time}" is not a time`)
    if (number === undefined) return broken(index + 1, `"${type}" is not a BACnet object type`)
    // Nothing was read at that time.
    if (written.trim() === '') continue
    if (value === null) return broken(index + 1, `"${written}" is not a value`)
    const slot = slots.get(`${Number(device)}/${objectKey(number, Number(instance))}`)
    if (slot !== undefined) rows.push({ timeMs, slot, value })
  }
  rows.sort((a, b) => a.timeMs - b.timeMs)
  const firstMs = rows[0]?.timeMs ?? 0
  return ok({
    offsetsMs: Float64Array.from(rows, (row) => row.timeMs - firstMs),
    slots: Int32Array.from(rows, (row) => row.slot),
    values: Float64Array.from(rows, (row) => row.value),
  })
}

/** Plays a recording in a loop from `startMs` on; before its first reading an object shows its value of the site file. */
export const recordingSource = (recording: Recording, initial: readonly number[], startMs: number, seed: number): LiveSource => {
  const { offsetsMs, slots, values } = recording
  const store = { values: Float64Array.from(initial), overrides: new Float64Array(initial.length).fill(Number.NaN) }
  const lengthMs = (offsetsMs.at(-1) ?? 0) + PAUSE_MS
  let roundMs = startMs
  let next = 0
  let nowMs = startMs
  return {
    store,
    seed,
    timeMs: () => nowMs,
    advanceTo: (timeMs) => {
      if (timeMs <= nowMs) return
      nowMs = timeMs
      if (offsetsMs.length === 0) return
      while (roundMs + (offsetsMs[next] ?? 0) <= timeMs) {
        const slot = slots[next]
        if (slot !== undefined) store.values[slot] = values[next] ?? 0
        next++
        if (next < offsetsMs.length) continue
        next = 0
        roundMs += lengthMs
      }
    },
  }
}
