/** Keeps watched devices and their addresses together: notices devices that moved, and instances claimed by two live peers. */
import type { Clock } from '../../../shared/clock.ts'
import type { IAm } from '../../../shared/domain/acquisition.ts'
import { addressKey, addressLabel, type DeviceAddress } from '../../../shared/domain/device.ts'
import type { Log } from '../log.ts'
import type { AcquisitionListener, WatchedDevice } from './acquisition-types.ts'
import type { Answer } from './answers.ts'
import { readPropertyApdu, type RequestApdu } from './datagrams.ts'
import type { DevicePoller } from './device-poller.ts'
import { isOneStation, type LocalInterface } from './interfaces.ts'
import { checkIdentity, DEVICE_TYPE, nameIn, type Identity } from './identity.ts'
import type { Requesters } from './peer.ts'
import { PROPERTY } from './properties.ts'

export interface WhereaboutsDeps {
  readonly clock: Clock
  readonly log: Log
  readonly listener: Pick<AcquisitionListener, 'moved' | 'duplicate' | 'duplicateOver'>
  readonly peers: Requesters
  readonly interfaces: () => readonly LocalInterface[]
  /** Asks on the network where this instance is. */
  readonly search: (instance: number, last: DeviceAddress) => void
}

/** How often silent devices are looked for: one small question each. */
const SEARCH_EVERY_MS = 10_000
/** No device is looked for more often than this at first; the pause doubles up to the longest. */
const FIRST_PAUSE_MS = 10_000
const LONGEST_PAUSE_MS = 300_000
/** The same pair of addresses is not examined, and not reported, more often than this. */
const EXAMINE_AGAIN_MS = 600_000
const ATTEMPTS = 2
/** How often a rival is asked whether it still has the number of another device, and how often in a row it may be silent. */
const RIVAL_EVERY_MS = 60_000
const RIVAL_GONE_AFTER = 3
/** More rivals of one number than this are not followed. */
const MOST_RIVALS = 10

interface Rival {
  readonly address: DeviceAddress
  askedMs: number
  silences: number
  asking: boolean
}

interface Watched {
  readonly poller: DevicePoller
  /** Other peers alive with the same instance. */
  readonly rivals: Map<string, Rival>
  searchedMs: number
  pauseMs: number
  examining: boolean
  /** Addresses already examined, with when. */
  readonly examined: Map<string, number>
}

export class Whereabouts {
  private readonly deps: WhereaboutsDeps
  private byInstance = new Map<number, Watched>()
  /** Instances that two peers had at the same time: when one falls silent, nobody can tell whether what answers is it, at whatever address. */
  private readonly shared = new Set<number>()
  private stopTimer: (() => void) | undefined

  constructor(deps: WhereaboutsDeps) {
    this.deps = deps
  }

  watch(pollers: Iterable<DevicePoller>): void {
    const next = new Map<number, Watched>()
    for (const poller of pollers) {
      const { instance } = poller.device
      const known = this.byInstance.get(instance)
      next.set(instance, known?.poller === poller ? known : { poller, rivals: new Map(), searchedMs: -Infinity, pauseMs: FIRST_PAUSE_MS, examining: false, examined: new Map() })
    }
    this.byInstance = next
    this.stopTimer ??= this.deps.clock.every(SEARCH_EVERY_MS, () => {
      this.searchSilent()
      this.askRivals()
    })
  }

  stop(): void {
    this.stopTimer?.()
    this.stopTimer = undefined
    this.byInstance = new Map()
  }

  /** Asks for devices that do not answer where they were; patient, so that a switched-off device costs nearly nothing. */
  searchSilent(): void {
    const now = this.deps.clock.monotonicMs()
    for (const [instance, watched] of this.byInstance) {
      if (!watched.poller.silent) watched.pauseMs = FIRST_PAUSE_MS
      else if (now - watched.searchedMs >= watched.pauseMs) {
        watched.searchedMs = now
        watched.pauseMs = Math.min(LONGEST_PAUSE_MS, watched.pauseMs * 2)
        this.deps.search(instance, watched.poller.address)
      }
    }
  }

  /** Every I-Am comes by here. What it says is believed only after both addresses were asked. */
  heard(iAm: IAm): void {
    const watched = this.byInstance.get(iAm.instance)
    if (watched === undefined) return
    const { poller } = watched
    const key = addressKey(iAm.address)
    if (key === addressKey(poller.address)) return poller.heard()
    const now = this.deps.clock.monotonicMs()
    const last = watched.examined.get(key) ?? -Infinity
    // A silent device's new address is worth a look at once, even when it was examined while the old one lived.
    const againMs = poller.silent ? SEARCH_EVERY_MS / 2 : EXAMINE_AGAIN_MS
    if (watched.examining || now - last < againMs) return
    if (watched.examined.size > 100) watched.examined.clear()
    watched.examined.set(key, now)
    watched.examining = true
    void this.examine(watched, iAm.address)
      .catch((error: unknown) => this.failed(iAm.instance, error))
      .finally(() => {
        watched.examining = false
      })
  }

  /** Whoever listens could not take it, because the disk is full for instance; it will be seen again. */
  private failed(instance: number, error: unknown): void {
    this.deps.log.error(`where device ${instance} is could not be kept`, error)
  }

  private async examine(watched: Watched, other: DeviceAddress): Promise<void> {
    const { poller } = watched
    const { instance, deviceId } = poller.device
    const current = poller.address
    const there = await this.identity(other, instance)
    if (there !== 'same' || !this.stillWatched(watched)) return
    const here = await this.identity(current, instance)
    if (!this.stillWatched(watched) || poller.address !== current) return
    // Two routers lead to it: the way that works is kept, and the map names the conflict.
    if (here === 'same' && isOneStation(current, other, this.deps.interfaces())) return
    if (here === 'same') {
      this.addRival(watched, other)
      this.deps.log.warn(`device instance ${instance} is used twice: ${addressLabel(current)} and ${addressLabel(other)}`)
      return this.deps.listener.duplicate(instance, current, other)
    }
    if (this.shared.has(instance) || !(await this.hasName(other, poller.device)) || !this.stillWatched(watched)) return
    this.deps.log.info(`device ${instance} moved from ${addressLabel(current)} to ${addressLabel(other)}`)
    poller.moveTo(other)
    this.deps.listener.moved(deviceId, current, other)
  }

  /** Which of some addresses answer as this instance now. Several are several devices, and remembered as such. */
  async answering(instance: number, addresses: readonly DeviceAddress[]): Promise<readonly DeviceAddress[]> {
    const identities = await Promise.all(addresses.map((address) => this.identity(address, instance)))
    const all = addresses.filter((_, at) => identities[at] === 'same')
    const there = all.filter((address, at) => !all.slice(0, at).some((earlier) => isOneStation(earlier, address, this.deps.interfaces())))
    if (there.length > 1) this.shared.add(instance)
    const watched = this.byInstance.get(instance)
    if (watched !== undefined && there.length > 1) for (const address of there) if (addressKey(address) !== addressKey(watched.poller.address)) this.addRival(watched, address)
    return there
  }

  /** Whether two peers had this instance at the same time. */
  isShared(instance: number): boolean {
    return this.shared.has(instance)
  }

  private addRival(watched: Watched, address: DeviceAddress): void {
    this.shared.add(watched.poller.device.instance)
    const key = addressKey(address)
    if (watched.rivals.size < MOST_RIVALS || watched.rivals.has(key)) watched.rivals.set(key, { address, askedMs: this.deps.clock.monotonicMs(), silences: 0, asking: false })
  }

  /** A number used twice is put right one day: then it must not be complained of any more. */
  private askRivals(): void {
    const now = this.deps.clock.monotonicMs()
    for (const watched of this.byInstance.values()) {
      for (const rival of watched.rivals.values()) {
        if (rival.asking || now - rival.askedMs < RIVAL_EVERY_MS) continue
        rival.askedMs = now
        rival.asking = true
        void this.askRival(watched, rival).catch((error: unknown) => this.failed(watched.poller.device.instance, error))
      }
    }
  }

  private async askRival(watched: Watched, rival: Rival): Promise<void> {
    const { instance } = watched.poller.device
    const identity = await this.identity(rival.address, instance)
    rival.asking = false
    if (!this.stillWatched(watched)) return
    rival.silences = identity === 'silent' ? rival.silences + 1 : 0
    // Where the device itself is now nobody else can be.
    const itself = addressKey(rival.address) === addressKey(watched.poller.address)
    if (!itself && identity !== 'other' && rival.silences < RIVAL_GONE_AFTER) return
    watched.rivals.delete(addressKey(rival.address))
    watched.examined.delete(addressKey(rival.address))
    if (watched.rivals.size > 0) return
    this.deps.log.info(`device instance ${instance} is used once again`)
    this.deps.listener.duplicateOver?.(instance)
  }

  private stillWatched(watched: Watched): boolean {
    return this.byInstance.get(watched.poller.device.instance) === watched
  }

  /** Whether the device there has the name that is known; in another building another device may well have the same number. */
  private async hasName(address: DeviceAddress, { instance, name }: WatchedDevice): Promise<boolean> {
    if (name === undefined || name === '') return true
    const apdu = readPropertyApdu(DEVICE_TYPE, instance, { property: PROPERTY.objectName })
    const found = nameIn(await this.ask(address, apdu), instance)
    if (found !== name) this.deps.log.warn(`device ${instance} at ${addressLabel(address)} is called ${found ?? 'nothing'}, not ${name}: it is not taken for the one that fell silent`)
    return found === name
  }

  private async identity(address: DeviceAddress, instance: number): Promise<Identity> {
    return checkIdentity(await this.ask(address, readPropertyApdu(DEVICE_TYPE, instance, { property: PROPERTY.objectIdentifier })), instance)
  }

  /** Asks again when nothing comes back; a spoilt answer counts as none. */
  private async ask(address: DeviceAddress, apdu: RequestApdu): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await new Promise<Answer>((resolve) => this.deps.peers.at(address).request(apdu, resolve, { retry: attempt > 1 }))
      const silent = !answer.ok && (answer.kind === 'timeout' || answer.kind === 'send' || answer.kind === 'cancelled' || answer.kind === 'decode')
      if (!silent || attempt === ATTEMPTS) return answer
    }
  }
}
