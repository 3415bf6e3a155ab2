/** The simulated building read by the pipeline minute by minute on a fake clock, with the roles that the finder gives its points. */
import { findRoles } from '../../../../electron/engine/analysis/roles/find-roles.ts'
import { silentLog } from '../../../../electron/engine/log.ts'
import { createInlineLearner } from '../../../../electron/engine/pipeline/learner.ts'
import { createPipeline } from '../../../../electron/engine/pipeline/pipeline.ts'
import type { Pipeline } from '../../../../electron/engine/pipeline/pipeline-types.ts'
import { createBuilding } from '../../../../electron/simulator/building/default-building.ts'
import { createSimulator } from '../../../../electron/simulator/simulator.ts'
import type { Simulator } from '../../../../electron/simulator/simulator-types.ts'
import type { Alert } from '../../../../shared/domain/alert.ts'
import { objectTypeFact } from '../../../../shared/domain/object-type.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { isSureRole } from '../../../../shared/domain/roles.ts'
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts'
import { createMemoryStore, type MemoryStore } from '../memory-store.ts'

const MINUTE_MS = 60_000
const SEED = 3

export interface SimulatedSite {
  readonly simulator: Simulator
  readonly clock: FakeClock
  readonly memory: MemoryStore
  readonly points: readonly Point[]
  readonly roleOf: (pointId: number) => PointRole | null
  readonly deviceNames: ReadonlyMap<number, string>
  pipeline: Pipeline
  /** Lets minutes pass; every point is read once a minute. `spoil` changes what is read; null = not read. */
  pass(minutes: number, spoil?: (point: Point, value: number) => number | null): void
  restart(): void
  /** A person says that the point has no role. */
  unrole(pointId: number): void
  /** Alerts of rules ever raised: `AHU-1 ahu.fc5`, with `cleared` where they are. */
  alerts(): readonly string[]
}

const describeAlert = ({ title, evidence, clearedAtMs }: Alert): string => `${JSON.stringify(title.params?.equipment).slice(1, -1)} ${evidence[0]?.detector.slice('rule.'.length)}${clearedAtMs === null ? '' : ' cleared'}`

/** Roles by the finder, where they are sure. */
const sureRoles = (points: readonly Point[]): Map<number, PointRole> => {
  const work = findRoles(points.map((point) => ({ ...point, units: point.kind === 'analog' ? point.units : null })))
  let step = work.next()
  while (step.done !== true) step = work.next()
  return new Map([...step.value].flatMap(([id, found]) => (found.role !== null && isSureRole({ ...found, source: 'found' }) ? [[id, found.role] as const] : [])))
}

export const simulatedSite = (startMs: number): SimulatedSite => {
  const simulator = createSimulator({ seed: SEED, startMs, anchorMs: startMs - 86_400_000, port: 0 })
  simulator.advanceTo(startMs)
  const { devices } = createBuilding({ seed: SEED, utcOffsetMinutes: 0, beginMs: startMs })
  const points = devices.flatMap((device, d) =>
    device.points.flatMap((spec): Point[] => {
      const { kind } = objectTypeFact(spec.objectType)
      if (kind === 'other') return []
      return [{
        id: 1_000 * (d + 1) + device.points.indexOf(spec), deviceId: d + 1, objectType: spec.objectType, objectInstance: spec.objectInstance, name: spec.name, description: spec.description, kind,
        units: kind === 'analog' ? spec.units : null, stateTexts: spec.stateTexts, pollIntervalMs: MINUTE_MS,
      }]
    }),
  )
  const rows = devices.map(({ instance, name }, d) => ({
    id: d + 1, instance, address: { ip: '127.0.0.1', port: 47_808 + d }, name, vendorId: 0, vendorName: '', modelName: '', firmware: '', description: '', maxApdu: 1476, segmentation: 'both' as const,
    protocolRevision: 14, firstSeenMs: 0, lastSeenMs: null,
  }))
  const roles = sureRoles(points)
  const memory = createMemoryStore({ timeZone: 'UTC' }, rows)
  const clock = createFakeClock(startMs)
  const start = (): Pipeline => {
    const made = createPipeline({
      clock, store: memory.store, learner: createInlineLearner(memory.readers), log: silentLog, roleOf: (id) => roles.get(id) ?? null,
      listener: { liveValues: () => {}, alertsChanged: () => {}, storeTrouble: () => {} },
    })
    made.setPoints(points)
    return made
  }
  const read = (spoil: (point: Point, value: number) => number | null): void => {
    for (const [d, device] of devices.entries()) {
      const values = points.filter(({ deviceId }) => deviceId === d + 1).flatMap((point) => {
        const value = spoil(point, simulator.reading(device.instance, point.objectType, point.objectInstance) ?? Number.NaN)
        return value === null ? [] : [{ id: point.id, value }]
      })
      site.pipeline.take({
        deviceId: d + 1, pointIds: Int32Array.from(values, ({ id }) => id), timesMs: new Float64Array(values.length).fill(clock.nowMs()), values: Float64Array.from(values, ({ value }) => value),
        statusFlags: new Uint8Array(values.length),
      })
    }
  }
  const site: SimulatedSite = {
    simulator, clock, memory, points, roleOf: (id) => roles.get(id) ?? null, deviceNames: new Map(rows.map(({ id, name }) => [id, name])), pipeline: start(),
    pass: (count, spoil = (_point, value) => value) => {
      for (let i = 0; i < count; i++) {
        clock.advance(MINUTE_MS)
        simulator.advanceTo(clock.nowMs())
        read(spoil)
      }
    },
    restart: () => {
      site.pipeline.stop()
      site.pipeline = start()
    },
    unrole: (pointId) => {
      roles.delete(pointId)
      site.pipeline.rolesChanged()
    },
    alerts: () => [...memory.alerts.values()].filter(({ evidence }) => evidence[0]?.detector.startsWith('rule.') === true).map(describeAlert),
  }
  return site
}
