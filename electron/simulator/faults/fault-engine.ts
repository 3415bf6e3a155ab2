/** Starts and ends faults, by hand and by script, and keeps the journal. */
import { isBinary } from '../building/point-spec.ts'
import type { DeviceServer } from '../bacnet/device-server.ts'
import type { SimDevice } from '../bacnet/sim-device.ts'
import type { SimPoint } from '../building/sim-point.ts'
import type { BuildingModel } from '../physics/building-model.ts'
import type { FaultSpec, JournalEntry, LineFault, PlantFault, ScriptedFault, SensorFault } from './fault-types.ts'
import { faultPlace } from './fault-place.ts'
import { Journal } from './journal.ts'
import { readingFault } from './sensor-faults.ts'

export interface FaultTargets {
  readonly seed: number
  /** Null when a recorded site is served: then plant faults are not to be had. */
  readonly model: BuildingModel | null
  readonly devices: () => readonly SimDevice[]
  readonly server: (device: number) => DeviceServer | undefined
  /** Takes a device down for `downMs` of real time, then up again, on another port when `port` is given. */
  readonly restart: (device: number, downMs: number, port: number | undefined) => void
  readonly nowMs: () => number
}

interface Running {
  readonly id: string
  readonly spec: FaultSpec
  readonly fromMs: number
  readonly endsAtMs: number | null
  readonly undo: () => void
}

export class FaultEngine {
  private readonly targets: FaultTargets
  private readonly log: Journal
  private readonly list: Running[] = []
  private readonly script: ScriptedFault[]
  private readonly beganMs: number
  private count = 0

  constructor(targets: FaultTargets, script: readonly ScriptedFault[], beganMs: number, journalFile?: string) {
    this.targets = targets
    this.script = [...script].sort((a, b) => a.afterMs - b.afterMs)
    this.beganMs = beganMs
    this.log = new Journal(journalFile)
  }

  journal(): readonly JournalEntry[] {
    return this.log.entries()
  }

  running(): readonly Pick<Running, 'id' | 'spec' | 'fromMs' | 'endsAtMs'>[] {
    return this.list
  }

  /** Starts a fault; throws when its device, point or part of the plant does not exist. */
  inject(spec: FaultSpec, durationMs: number | null): string {
    const now = this.targets.nowMs()
    const undo = this.apply(spec, now)
    this.count++
    const id = `fault-${this.count}`
    const endsAtMs = durationMs === null ? null : now + durationMs
    this.list.push({ id, spec, fromMs: now, endsAtMs, undo })
    this.log.begin({ id, fault: spec, place: faultPlace(spec, this.targets.devices(), this.targets.model), fromMs: now, toMs: null })
    return id
  }

  end(id: string): boolean {
    const at = this.list.findIndex((running) => running.id === id)
    const [running] = at < 0 ? [] : this.list.splice(at, 1)
    if (!running) return false
    running.undo()
    this.log.end(id, this.targets.nowMs())
    return true
  }

  endAll(): void {
    for (const running of this.list.slice()) this.end(running.id)
  }

  /** Faults are under way or still to come. */
  busy(): boolean {
    return this.list.length > 0 || this.script.length > 0
  }

  /** Starts and ends what is due. */
  tick(): void {
    const now = this.targets.nowMs()
    for (const running of this.list.slice()) if (running.endsAtMs !== null && running.endsAtMs <= now) this.end(running.id)
    while (this.script[0] && this.beganMs + this.script[0].afterMs <= now) {
      const due = this.script.shift()
      if (due) this.inject(due.fault, due.durationMs)
    }
  }

  /** @returns what makes it good again. */
  private apply(spec: FaultSpec, now: number): () => void {
    if ('objectType' in spec) return this.bend(spec, now)
    return 'device' in spec ? this.spoilLine(spec) : this.breakPlant(spec)
  }

  private bend(spec: SensorFault, now: number): () => void {
    const point = this.pointOf(spec)
    if (isBinary(spec.objectType) && spec.kind !== 'sensorStuck') throw new Error(`${spec.kind} cannot happen to ${point.spec.name}`)
    const fault = readingFault(spec, now, point.reading(), this.targets.seed)
    point.fault = fault
    return () => {
      if (point.fault === fault) point.fault = null
    }
  }

  private spoilLine(spec: LineFault): () => void {
    const { line } = this.serverOf(spec.device)
    const set = (name: 'delayMs' | 'lossShare' | 'garbageShare', value: number): (() => void) => {
      line[name] = value
      return () => {
        line[name] = 0
      }
    }
    switch (spec.kind) {
      case 'deviceOffline':
        line.offline = true
        return () => {
          line.offline = false
        }
      case 'deviceSlow':
        return set('delayMs', spec.delayMs)
      case 'deviceLossy':
        return set('lossShare', spec.share)
      case 'deviceGarbage':
        return set('garbageShare', spec.share)
      case 'deviceRestart':
        this.targets.restart(spec.device, spec.downMs, spec.port)
        return () => undefined
    }
  }

  private breakPlant(spec: PlantFault): () => void {
    const { model } = this.targets
    if (!model) throw new Error(`${spec.kind} needs the simulated building, not a recorded site`)
    const set = (signal: string, value: number, healthy: number): (() => void) => {
      model.signals.set(signal, value)
      return () => model.signals.set(signal, healthy)
    }
    switch (spec.kind) {
      case 'leakingValve': {
        const names = { cooling: `ahu.${spec.index}.coolLeak`, heating: `ahu.${spec.index}.heatLeak`, reheat: `zone.${spec.index}.reheatLeak` }
        return set(names[spec.valve], spec.share, 0)
      }
      case 'fanLeftRunning':
        return set(`ahu.${spec.index}.fanStuckOn`, 1, 0)
      case 'scheduleOverridden': {
        const open = model.signals.get(`schedule.${spec.index}.open`) > 0
        return set(`schedule.${spec.index}.forced`, (spec.occupied ?? !open) ? 1 : 0, Number.NaN)
      }
      case 'chillerTrip':
        return set(`chw.chiller${spec.index + 1}Alarm`, 1, 0)
      case 'meterReset':
        model.meters.reset(spec.meter)
        return () => undefined
      case 'meterReplaced':
        model.meters.replace(spec.meter)
        return () => undefined
      case 'meterRollover':
        model.meters.nearRollover(spec.meter, spec.hours)
        return () => undefined
    }
  }

  private serverOf(device: number): DeviceServer {
    const server = this.targets.server(device)
    if (!server) throw new Error(`no device ${device}`)
    return server
  }

  private pointOf(spec: { device: number; objectType: number; objectInstance: number }): SimPoint {
    const point = this.serverOf(spec.device).device.point(spec.objectType, spec.objectInstance)
    if (!point) throw new Error(`device ${spec.device} has no object ${spec.objectType}:${spec.objectInstance}`)
    return point
  }
}
