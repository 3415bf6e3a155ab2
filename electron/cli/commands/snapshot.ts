/** `snapshot --site DIR`: keeps the configuration of all devices; `--list` and `--diff ID [--to ID]` show what is kept and what changed. */
import type { VisitChange, VisitDiff } from '../../../shared/domain/visit.ts'
import type { CliOptions } from '../cli-options.ts'
import { discoverDevices } from '../discovery.ts'
import { watchJob, type HeadlessEngine } from '../headless-engine.ts'
import { typeName } from '../names.ts'

const changeLine = (change: VisitChange): string => {
  const object = change.objectType === null ? '' : ` ${typeName(change.objectType)},${change.objectInstance}`
  const what = `${change.kind.padEnd(12)} device ${change.deviceInstance}${object} ${change.name}`
  return change.field === null ? what : `${what}: ${change.field} ${change.before ?? '–'} -> ${change.after ?? '–'}`
}

const diffLines = ({ changes, notCompared }: VisitDiff): readonly string[] => [
  ...(changes.length === 0 ? ['Nothing changed.'] : changes.map(changeLine)),
  ...notCompared.map((instance) => `! device ${instance} could not be read and is not compared`),
]

const list = async ({ call, terminal }: HeadlessEngine): Promise<number> => {
  const snapshots = await call.listSnapshots({})
  if (!snapshots.ok) {
    terminal.failed(snapshots.error)
    return 1
  }
  terminal.result(snapshots.value, () => snapshots.value.map(({ id, atMs, devices, objects, note }) => `${id}  ${new Date(atMs).toISOString()}  ${devices} devices, ${objects} objects  ${note}`))
  return 0
}

const diff = async ({ call, terminal }: HeadlessEngine, fromId: number, to: string | undefined): Promise<number> => {
  const found = await call.diffSnapshots({ fromId, ...(to === undefined ? {} : { toId: Number(to) }) })
  if (!found.ok) {
    terminal.failed(found.error)
    return 1
  }
  terminal.result(found.value, () => diffLines(found.value))
  return 0
}

export const snapshot = async (engine: HeadlessEngine, options: CliOptions): Promise<number> => {
  if (options.diffId !== undefined) return diff(engine, options.diffId, options.to)
  if (options.list) return list(engine)
  const { call, terminal } = engine
  if (options.targets.length > 0 || options.interfaces.length > 0) {
    const found = await discoverDevices(engine, options)
    if (!found.ok) {
      terminal.failed(found.error)
      return 1
    }
  }
  const taken = await watchJob(engine, await call.takeSnapshot({ note: options.note }))
  if (!taken.ok) {
    terminal.failed(taken.error)
    return 1
  }
  const snapshots = await call.listSnapshots({})
  const newest = snapshots.ok ? [...snapshots.value].sort((a, b) => b.id - a.id)[0] : undefined
  terminal.result(newest ?? null, () => [terminal.say(taken.value.doing)])
  return 0
}
