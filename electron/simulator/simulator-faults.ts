/** The faults of a simulator as its users see them: named kinds for people, specifications for tests. */
import type { DemoFault } from '../../shared/domain/demo.ts'
import { message } from '../../shared/message.ts'
import { DEMO_FAULTS, demoFaultTitle } from './faults/demo-faults.ts'
import { FaultEngine } from './faults/fault-engine.ts'
import type { Fleet } from './fleet.ts'
import type { BuildingModel } from './physics/building-model.ts'
import type { SimulatorFaults, SimulatorOptions } from './simulator-types.ts'

interface Deps {
  readonly fleet: Fleet
  readonly model: BuildingModel | null
  readonly nowMs: () => number
  readonly beganMs: number
}

export const createFaults = (options: SimulatorOptions, deps: Deps): { engine: FaultEngine; faults: SimulatorFaults } => {
  const { fleet, model, nowMs, beganMs } = deps
  const engine = new FaultEngine(
    {
      seed: options.seed ?? 1,
      model,
      devices: () => fleet.devices(),
      server: (device) => fleet.server(device),
      restart: (device, downMs, port) => fleet.restart(device, downMs, port),
      nowMs,
    },
    options.script ?? [],
    beganMs,
    options.journalFile,
  )
  const kindOf = new Map<string, string>()
  const running = (): DemoFault[] =>
    engine.running().flatMap((one): DemoFault[] => {
      const kindId = kindOf.get(one.id)
      return kindId === undefined ? [] : [{ id: one.id, kindId, title: demoFaultTitle(kindId), startedAtMs: one.fromMs, endsAtMs: one.endsAtMs }]
    })
  const faults: SimulatorFaults = {
    kinds: () => (model ? DEMO_FAULTS.map((kind) => ({ id: kind.id, title: message(`demoFault.${kind.id}`) })) : []),
    running,
    start: (kindId, durationMs) => {
      const kind = DEMO_FAULTS.find((one) => one.id === kindId)
      if (!kind || !model) return undefined
      const id = engine.inject(kind.spec, durationMs)
      kindOf.set(id, kindId)
      return running().find((fault) => fault.id === id)
    },
    inject: (spec, durationMs = null) => engine.inject(spec, durationMs),
    end: (id) => engine.end(id),
    endAll: () => engine.endAll(),
    journal: () => engine.journal(),
  }
  return { engine, faults }
}
