/** `write TARGET OBJECT VALUE --yes`: the present value with a priority, its relinquishing, or out of service. */
import type { Point } from '../../../shared/domain/point.ts'
import type { WriteRecord } from '../../../shared/domain/writing.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { CliOptions } from '../cli-options.ts'
import { discoverDevices } from '../discovery.ts'
import type { HeadlessEngine } from '../headless-engine.ts'
import { parseObject, type ObjectName } from '../names.ts'

interface Order extends ObjectName {
  readonly target: string
  readonly value: number | null
}

const BOOLEANS: Readonly<Record<string, number>> = { true: 1, active: 1, on: 1, false: 0, inactive: 0, off: 0 }

const orderOf = ({ positionals, property, relinquish, yes }: CliOptions): Result<Order> => {
  const [target = '', objectText = '', valueText] = positionals
  const object = parseObject(objectText)
  if (object === undefined) return failure('usage', `"${objectText}" is no object; write analog-output,1 or 1,1.`)
  if (!yes) return failure('usage', 'Writing moves real plant. Add --yes when that is what you want.')
  if (relinquish) return ok({ target, ...object, value: null })
  const value = valueText === undefined ? undefined : (BOOLEANS[valueText.toLowerCase()] ?? (valueText.trim() === '' ? Number.NaN : Number(valueText)))
  if (value === undefined || !Number.isFinite(value)) return failure('usage', `"${valueText ?? ''}" is no value to write: a number, or true and false.`)
  if (property === 'out-of-service' && value !== 0 && value !== 1) return failure('usage', `Out of service is true or false, not "${valueText ?? ''}".`)
  return ok({ target, ...object, value })
}

const pointOf = async ({ call }: HeadlessEngine, { type, instance, target }: Order): Promise<Result<Point>> => {
  const points = await call.listPoints({})
  if (!points.ok) return points
  const devices = await call.listDevices({})
  if (!devices.ok) return devices
  const [ip, port = '47808'] = target.split(':')
  const here = new Set(devices.value.filter(({ address }) => address.ip === ip && String(address.port) === port && address.network === undefined).map(({ id }) => id))
  const point = points.value.find((one) => here.has(one.deviceId) && one.objectType === type && one.objectInstance === instance)
  return point ? ok(point) : failure('object-unknown', `The device at ${target} has no such object.`, { target })
}

const execute = async (engine: HeadlessEngine, order: Order, options: CliOptions): Promise<Result<WriteRecord>> => {
  const { call } = engine
  const found = await discoverDevices(engine, { ...options, targets: [order.target] })
  if (!found.ok) return found
  const point = await pointOf(engine, order)
  if (!point.ok) return point
  // A search that was cut short ends well; nothing is written after Ctrl+C.
  if (engine.signal.aborted) return failure('cancelled', 'Nothing was written: it was interrupted.')
  const unlocked = await call.unlockWriting({ confirmed: true })
  if (!unlocked.ok) return unlocked
  const { priority, note: reason } = options
  const pointId = point.value.id
  if (options.property === 'out-of-service') return call.setOutOfService({ pointId, outOfService: order.value === 1, reason })
  if (order.value === null) return call.relinquishPoint({ pointId, priority, reason })
  return call.writePoint({ pointId, value: order.value, priority, reason })
}

export const write = async (engine: HeadlessEngine, options: CliOptions): Promise<number> => {
  const { terminal } = engine
  const order = orderOf(options)
  if (!order.ok) {
    terminal.failed(order.error)
    return 2
  }
  const written = await execute(engine, order.value, options)
  if (!written.ok) {
    terminal.failed(written.error)
    return 1
  }
  const { before, after, object, device, problem } = written.value
  terminal.result(written.value, () => [`${device}, ${object}: ${before ?? '–'} -> ${after ?? '–'}${problem === null ? '' : `  ! ${terminal.say(problem)}`}`])
  if (options.site === undefined && order.value.value !== null) terminal.progress(`Nothing remembers this write but you: give it back with write ${order.value.target} ${options.positionals[1]} --relinquish --priority ${options.priority} --yes`)
  return problem === null ? 0 : 1
}
