/** Recorded readings as CSV, one file a device: every reading with its time, unit and quality. */
import { csvField } from '../../shared/csv-field.ts'
import type { TextFile } from '../../shared/domain/ede.ts'
import type { Device } from '../../shared/domain/device.ts'
import type { Point } from '../../shared/domain/point.ts'
import { qualityFlags } from '../../shared/domain/quality.ts'
import type { Series } from '../../shared/domain/series.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { HeadlessEngine } from './headless-engine.ts'
import { typeName, unitsName } from './names.ts'

const POINTS_AT_ONCE = 16
/** The most a call gives; longer periods are asked in parts. */
const MOST_READINGS = 100_000
const DAY_MS = 86_400_000
const HEADER = 'time,device,object,name,value,units,quality\n'

const rowsOf = (device: Device, point: Point, series: Series): string => {
  const object = `${typeName(point.objectType)}:${point.objectInstance}`
  const tail = `,${unitsName(point.units) ?? ''},`
  let rows = ''
  for (let at = 0; at < series.timesMs.length; at++) {
    const flags = qualityFlags(series.qualities[at] ?? 0)
    rows += `${new Date(series.timesMs[at] ?? 0).toISOString()},${device.instance},${object},${csvField(point.name)},${series.values[at]}${tail}${flags.length === 0 ? 'good' : flags.join(' ')}\n`
  }
  return rows
}

const timeOf = (text: string | undefined, otherwise: number): number => (text === undefined ? otherwise : Date.parse(text))

/** Readings of some points of a period, in parts short enough to come whole. */
const seriesRows = async ({ call }: HeadlessEngine, device: Device, points: readonly Point[], fromMs: number, toMs: number): Promise<Result<string>> => {
  const series = await call.getSeries({ pointIds: points.map(({ id }) => id), fromMs, toMs, maxPoints: MOST_READINGS })
  if (!series.ok) return series
  // Thinned means that there was more than comes in one answer.
  if (series.value.some(({ thinned }) => thinned) && toMs - fromMs > 1_000) {
    const middleMs = Math.floor((fromMs + toMs) / 2)
    const first = await seriesRows({ call } as HeadlessEngine, device, points, fromMs, middleMs)
    if (!first.ok) return first
    const second = await seriesRows({ call } as HeadlessEngine, device, points, middleMs, toMs)
    return second.ok ? ok(first.value + second.value) : second
  }
  return ok(series.value.map((one, at) => rowsOf(device, points[at]!, one)).join(''))
}

/** `from` and `to` as ISO times; without them everything that was recorded. Fails with `usage` on what is no time. */
export const readingsFiles = async (engine: HeadlessEngine, from: string | undefined, to: string | undefined): Promise<Result<readonly TextFile[]>> => {
  const fromMs = timeOf(from, 0)
  const toMs = timeOf(to, Date.now() + DAY_MS)
  if (!(toMs > fromMs)) return failure('usage', '--from and --to are times such as 2026-11-27T06:00Z, the second after the first.')
  const [devices, points] = [await engine.call.listDevices({}), await engine.call.listPoints({})]
  if (!devices.ok) return devices
  if (!points.ok) return points
  const files: TextFile[] = []
  for (const device of devices.value) {
    engine.terminal.progress(`Readings of device ${device.instance}`)
    const own = points.value.filter(({ deviceId }) => deviceId === device.id)
    const parts = [HEADER]
    for (let at = 0; at < own.length; at += POINTS_AT_ONCE) {
      const rows = await seriesRows(engine, device, own.slice(at, at + POINTS_AT_ONCE), fromMs, toMs)
      if (!rows.ok) return rows
      parts.push(rows.value)
    }
    files.push({ name: `readings-${device.instance}.csv`, bytes: Buffer.from(parts.join('')) })
  }
  return ok(files)
}
