/** A router of the tests' own between an IP subnet and a network with scripted devices, written from the standard apart from the product. */
import { ScriptedPeer } from '../engine/bacnet/scripted-peer.ts'
import { openSubnet, type SubnetSocket } from './subnet-socket.ts'

export interface RouterOptions {
  readonly ip: string
  readonly broadcast: string
  /** The network behind it, and the one it is on. */
  readonly network: number
  readonly ownNetwork: number
  /** Instances of the devices there; the MAC of each is its place in the list. */
  readonly instances: readonly number[]
}

const MESSAGE = { whoIsRouter: 0, iAmRouter: 1, reject: 3, busy: 4, available: 5, whatIsNumber: 0x12, numberIs: 0x13 } as const

const networkMessage = (type: number, ...octets: readonly number[]): Buffer => {
  const bytes = Buffer.from([0x81, 0x0b, 0, 0, 1, 0x80, type, ...octets])
  bytes.writeUInt16BE(bytes.length, 2)
  return bytes
}

export class ScriptedRouter {
  /** What it does with requests to its network: passes them on, drops them, or refuses them with a reason. */
  mood: 'passes' | 'drops' | { readonly refuses: number } = 'passes'
  /** Requests that came for its network, whatever became of them. */
  asked = 0
  private readonly options: RouterOptions
  private readonly devices: readonly ScriptedPeer[]
  private socket: SubnetSocket | undefined

  constructor(options: RouterOptions) {
    this.options = options
    this.devices = options.instances.map((instance, at) => {
      const device = new ScriptedPeer({ instance, maxApdu: 480, behind: { network: options.network, mac: Buffer.from([at + 1]) } })
      device.addAnalogs(3)
      return device
    })
  }

  async open(): Promise<void> {
    this.socket = await openSubnet(this.options.ip, this.options.broadcast, (bytes, ip, port) => this.take(bytes, ip, port))
  }

  async close(): Promise<void> {
    await this.socket?.close()
  }

  private get octets(): [number, number] {
    return [this.options.network >> 8, this.options.network & 255]
  }

  /** Says by broadcast that its network is busy, or free again. */
  say(what: 'busy' | 'available'): void {
    this.socket?.broadcast(networkMessage(MESSAGE[what], ...this.octets))
  }

  private take(bytes: Buffer, ip: string, port: number): void {
    const from = bytes[1] === 0x04 ? 10 : 4
    const control = bytes[from + 1]!
    if ((control & 0x80) !== 0) return this.takeMessage(bytes.subarray(from + 2))
    if ((control & 0x20) === 0) return
    const network = bytes.readUInt16BE(from + 2)
    const length = bytes[from + 4]!
    if (network === this.options.network || network === 0xff_ff) this.route(bytes, length === 0 ? undefined : bytes[from + 5]!, ip, port)
  }

  private takeMessage(content: Buffer): void {
    const asksForMine = content.length === 1 || content.readUInt16BE(1) === this.options.network
    if (content[0] === MESSAGE.whoIsRouter && asksForMine) this.socket?.broadcast(networkMessage(MESSAGE.iAmRouter, ...this.octets))
    else if (content[0] === MESSAGE.whatIsNumber) this.socket?.broadcast(networkMessage(MESSAGE.numberIs, this.options.ownNetwork >> 8, this.options.ownNetwork & 255, 1))
  }

  /** `mac` undefined: to all of the network. */
  private route(bytes: Buffer, mac: number | undefined, ip: string, port: number): void {
    if (mac === undefined) return this.askAll()
    this.asked += 1
    if (this.mood === 'drops') return
    if (this.mood !== 'passes') return this.refuse(this.mood.refuses, ip, port)
    const device = this.devices[mac - 1]
    for (const answer of device?.respond(bytes, ip, port) ?? []) this.socket?.send(answer, ip, port)
  }

  private refuse(reason: number, ip: string, port: number): void {
    const refusal = networkMessage(MESSAGE.reject, reason, ...this.octets)
    refusal[1] = 0x0a
    this.socket?.send(refusal, ip, port)
  }

  /** Devices on MS/TP answer Who-Is to all: their router broadcasts it on the subnet. The range is not looked at. */
  private askAll(): void {
    if (this.mood === 'drops') return
    for (const device of this.devices) {
      const answer = Buffer.from(device.iAm)
      answer[1] = 0x0b
      this.socket?.broadcast(answer)
    }
  }
}

