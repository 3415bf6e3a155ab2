/** Watches the local interfaces and counts the devices heard on each. */
import type { Clock } from '../../../shared/clock.ts'
import type { InterfaceInfo } from '../../../shared/domain/acquisition.ts'
import { interfaceOf, readInterfaces, type LocalInterface } from './interfaces.ts'

/** How often the system is asked for its interfaces. */
const LOOK_EVERY_MS = 3_000
/** More devices than any site has; beyond it somebody invents instances. */
const MOST_HEARD = 20_000

export interface InterfaceListener {
  /** Interfaces or the counts of devices are others than the last time. */
  changed(all: readonly InterfaceInfo[]): void
  /** An address that was not there the last time. */
  appeared(local: LocalInterface): void
}

const keyOf = ({ name, address }: LocalInterface): string => `${name} ${address}`

export class InterfaceMonitor {
  private readonly listener: InterfaceListener
  private readonly read: () => LocalInterface[]
  private current: LocalInterface[]
  /** By name and address: an adapter that got another address is on another subnet. */
  private readonly heard = new Map<string, Set<number>>()
  private counted = false
  private stopTimer: (() => void) | undefined

  constructor(listener: InterfaceListener, read: () => LocalInterface[] = readInterfaces) {
    this.listener = listener
    this.read = read
    this.current = read()
  }

  start(clock: Clock): void {
    this.stop()
    this.stopTimer = clock.every(LOOK_EVERY_MS, () => this.look())
  }

  stop(): void {
    this.stopTimer?.()
    this.stopTimer = undefined
  }

  /** Reads the interfaces anew; tells when they or the counts changed since the last time. */
  look(): void {
    const now = this.read()
    const same = JSON.stringify(now) === JSON.stringify(this.current)
    const before = new Set(this.current.map(keyOf))
    this.current = now
    for (const local of now) if (!before.has(keyOf(local))) this.listener.appeared(local)
    if (same && !this.counted) return
    this.counted = false
    this.listener.changed(this.list())
  }

  local(): readonly LocalInterface[] {
    return this.current
  }

  list(): readonly InterfaceInfo[] {
    return this.current.map((local) => ({ ...local, devicesHeard: this.heard.get(keyOf(local))?.size ?? 0 }))
  }

  /** Counts a device heard from `ip` and gives the name of the interface, when one is on that subnet. */
  count(ip: string, instance: number): string | undefined {
    const local = interfaceOf(ip, this.current)
    if (local === undefined) return undefined
    const key = keyOf(local)
    let devices = this.heard.get(key)
    if (devices === undefined) this.heard.set(key, (devices = new Set()))
    if (!devices.has(instance) && devices.size < MOST_HEARD) {
      devices.add(instance)
      this.counted = true
    }
    return local.name
  }
}
