/** Small devices for the tests, written with the library's codec and dgram, which misbehave exactly as told. */
import { createSocket, type Socket } from 'node:dgram'
import type { BACNetObjectID } from '@bacnet-js/client/dist/lib/types.js'
import { IAm as IAmService, ReadProperty, ReadPropertyMultiple, WhoIs } from '@bacnet-js/client/dist/lib/services/index.js'

/** An application value: tag number and value, as the library takes it. */
export interface Value {
  readonly type: number
  readonly value: unknown
}

export const real = (value: number): Value => ({ type: 4, value })
export const text = (value: string): Value => ({ type: 7, value })
export const unsigned = (value: number): Value => ({ type: 2, value })
export const enumerated = (value: number): Value => ({ type: 9, value })
export const objectId = (type: number, instance: number): Value => ({ type: 12, value: { type, instance } })
/** in-alarm, fault, overridden, out-of-service. */
export const flags = (bits: number): Value => ({ type: 8, value: { value: [bits], bitsUsed: 4 } })

/** Properties of one object by number; a function is called at each read. */
export type Properties = Record<number, readonly Value[] | (() => readonly Value[])>

export interface Request {
  readonly service: number
  readonly invokeId: number
  readonly segmentedOk: boolean
  /** Objects and properties asked. */
  readonly specs: readonly { readonly type: number; readonly instance: number; readonly properties: readonly { readonly property: number; readonly index?: number }[] }[]
  readonly from: { readonly ip: string; readonly port: number }
  /** NPDU source to answer to, when the request came through a router. */
  readonly destination: { readonly network: number; readonly mac: Buffer } | undefined
  /** The service's parameters as they came. */
  readonly payload: Buffer
}

export const ALL = 0xff_ff_ff_ff
export const ABORT = (invokeId: number, reason: number): Buffer => Buffer.from([0x71, invokeId, reason])
export const REJECT = (invokeId: number, reason: number): Buffer => Buffer.from([0x60, invokeId, reason])
export const ERROR = (invokeId: number, service: number, errorClass: number, code: number): Buffer =>
  Buffer.from([0x50, invokeId, service, 0x91, errorClass, 0x91, code])

const encode = (write: (target: { buffer: Buffer; offset: number }) => void): Buffer => {
  const target = { buffer: Buffer.alloc(65_000), offset: 0 }
  write(target)
  return Buffer.from(target.buffer.subarray(0, target.offset))
}

/** BVLC and NPDU around an APDU. */
export const datagram = (apdu: Buffer, source?: { readonly network: number; readonly mac: Buffer }): Buffer => {
  const npdu = source === undefined ? Buffer.from([1, 0]) : Buffer.from([1, 8, source.network >> 8, source.network & 255, source.mac.length, ...source.mac])
  const head = Buffer.from([0x81, 0x0a, 0, 0])
  const whole = Buffer.concat([head, npdu, apdu])
  whole.writeUInt16BE(whole.length, 2)
  return whole
}

export const iAmApdu = (instance: number, maxApdu: number, segmentation: number, vendorId = 99): Buffer =>
  Buffer.concat([Buffer.from([0x10, 0]), encode((target) => IAmService.encode(target, instance, maxApdu, segmentation, vendorId))])

const parse = (bytes: Buffer, ip: string, port: number): Request | 'whoIs' | undefined => {
  let at = 6
  let destination: Request['destination']
  if ((bytes[5]! & 0x20) !== 0) {
    const length = bytes[8]!
    destination = { network: bytes.readUInt16BE(6), mac: Buffer.from(bytes.subarray(9, 9 + length)) }
    at = 9 + length + 1
  }
  if (bytes[at] === 0x10 && bytes[at + 1] === 8) return 'whoIs'
  if (bytes[at]! >> 4 !== 0) return undefined
  const service = bytes[at + 3]!
  const payload = bytes.subarray(at + 4)
  const base = { service, invokeId: bytes[at + 2]!, segmentedOk: (bytes[at]! & 2) !== 0, from: { ip, port }, destination, payload: Buffer.from(payload) }
  if (service === 12) {
    const read = ReadProperty.decode(payload, 0, payload.length)
    if (read === undefined) return undefined
    const { objectId, property } = read as { objectId: { type: number; instance: number }; property: { id: number; index: number } }
    return { ...base, specs: [{ ...objectId, properties: [property.index === ALL ? { property: property.id } : { property: property.id, index: property.index }] }] }
  }
  if (service !== 14) return { ...base, specs: [] }
  const { properties } = ReadPropertyMultiple.decode(payload, 0, payload.length)
  return {
    ...base,
    specs: properties.map((spec) => ({
      type: spec.objectId.type,
      instance: spec.objectId.instance,
      properties: spec.properties.map(({ id, index }) => (index === ALL ? { property: id } : { property: id, index })),
    })),
  }
}

/** ReadProperty-Ack's parameters around content that is encoded already. */
const rawParameters = (type: number, instance: number, property: number, index: number | undefined, content: Buffer): Buffer => {
  const head = Buffer.alloc(10)
  head[0] = 0x0c
  head.writeUInt32BE(((type << 22) | instance) >>> 0, 1)
  head[5] = 0x1c
  head.writeUInt32BE(property, 6)
  const at = Buffer.alloc(index === undefined ? 0 : 5)
  if (index !== undefined) {
    at[0] = 0x2c
    at.writeUInt32BE(index, 1)
  }
  return Buffer.concat([head, at, Buffer.from([0x3e]), content, Buffer.from([0x3f])])
}

export interface PeerOptions {
  readonly instance: number
  readonly maxApdu?: number
  /** 135, BACnetSegmentation: 0 both ... 3 none. */
  readonly segmentation?: number
  readonly ip?: string
  readonly port?: number
  /** Octets of one segment's parameters; with it, answers longer than maxApdu are sent segmented. */
  readonly segmentBytes?: number
  readonly window?: number
  /** Behind a router: the source its answers carry. */
  readonly behind?: { readonly network: number; readonly mac: Buffer }
}

/**
 * A device with objects. `onRequest` may answer in its own way: with datagrams' APDUs, with nothing ([]), or undefined for the normal answer.
 */
export class ScriptedPeer {
  readonly objects = new Map<string, Properties>()
  readonly requests: Request[] = []
  /** Content of properties as octets, by `type:instance:property`, for what the library cannot encode; asked with ReadProperty. */
  readonly raw = new Map<string, Buffer>()
  onRequest: (request: Request) => readonly Buffer[] | undefined = () => undefined
  /** False: deaf and dumb, but the port stays taken. */
  alive = true
  delayMs = 0
  answersWhoIs = true
  port = 0
  readonly ip: string
  readonly options: PeerOptions
  private readonly socket: Socket
  /** `first`: of the window sent last, `count` segments long. */
  private readonly transfers = new Map<string, { readonly parts: Buffer[]; first: number; count: number; readonly request: Request }>()

  constructor(options: PeerOptions) {
    this.options = options
    this.ip = options.ip ?? '127.0.0.1'
    this.socket = createSocket({ type: 'udp4', reuseAddr: false })
    this.socket.on('message', (bytes, remote) => this.take(bytes, remote.address, remote.port))
    this.add(8, options.instance, { 75: [objectId(8, options.instance)], 77: [text(`Device ${options.instance}`)], 121: [text('Test vendor')], 70: [text('Model T')], 44: [text('1.2')], 28: [text('')], 139: [unsigned(14)] })
  }

  add(type: number, instance: number, properties: Properties): void {
    const isSelf = type === 8 && instance === this.options.instance
    this.objects.set(`${type}:${instance}`, isSelf ? { 76: () => this.list(), ...properties } : properties)
  }

  private list(): Value[] {
    return [...this.objects.keys()].map((key) => objectId(...(key.split(':').map(Number) as [number, number])))
  }

  /** `count` analog inputs 1..count with value = instance + 0.5. */
  addAnalogs(count: number): void {
    for (let instance = 1; instance <= count; instance++) {
      this.add(0, instance, { 75: [objectId(0, instance)], 77: [text(`AI-${instance}`)], 28: [text(`Analog ${instance}`)], 85: [real(instance + 0.5)], 111: [flags(0)], 117: [enumerated(62)] })
    }
  }

  open(): Promise<void> {
    return new Promise((resolve) => {
      this.socket.bind(this.options.port ?? 0, this.ip, () => {
        this.port = this.socket.address().port
        resolve()
      })
    })
  }

  close(): Promise<void> {
    this.alive = false
    return new Promise((resolve) => this.socket.close(() => resolve()))
  }

  get iAm(): Buffer {
    return datagram(iAmApdu(this.options.instance, this.options.maxApdu ?? 1476, this.options.segmentation ?? 3), this.options.behind)
  }

  sendRaw(bytes: Buffer, to: { readonly ip: string; readonly port: number }): void {
    if (this.alive) this.socket.send(bytes, to.port, to.ip)
  }

  /** The datagrams a device without a socket of its own answers with: behind a router that is scripted too. Segmented answers need a socket. */
  respond(bytes: Buffer, ip: string, port: number): readonly Buffer[] {
    const request = parse(bytes, ip, port)
    if (request === undefined) return []
    if (request === 'whoIs') return [this.iAm]
    this.requests.push(request)
    return (this.onRequest(request) ?? this.answer(request)).map((apdu) => datagram(apdu, this.options.behind))
  }

  private take(bytes: Buffer, ip: string, port: number): void {
    if (!this.alive) return
    const isSegmentAck = bytes[6] !== undefined && bytes[6] >> 4 === 4 && bytes[5] === 0
    if (isSegmentAck) return this.continueTransfer(ip, port, bytes[7]!, bytes[8]!, bytes[9]!)
    const request = parse(bytes, ip, port)
    if (request === undefined) return
    if (request === 'whoIs') {
      const range = bytes.length > 8 && bytes[5] === 0 ? (WhoIs.decode(bytes, 8, bytes.length - 8) as { lowLimit?: number; highLimit?: number } | undefined) : undefined
      const { instance } = this.options
      if (this.answersWhoIs && instance >= (range?.lowLimit ?? 0) && instance <= (range?.highLimit ?? ALL)) this.sendRaw(this.iAm, { ip, port })
      return
    }
    this.requests.push(request)
    const answer = (): void => this.reply(request, this.onRequest(request) ?? this.answer(request))
    if (this.delayMs > 0) setTimeout(answer, this.delayMs)
    else answer()
  }

  /** Sends APDUs to who asked. */
  reply(request: Request, apdus: readonly Buffer[]): void {
    for (const apdu of apdus) this.sendRaw(datagram(apdu, this.options.behind), request.from)
  }

  /** What a well-behaved device says. */
  answer(request: Request): readonly Buffer[] {
    if (request.service === 12) return this.single(request)
    if (request.service === 14) return this.fit(request, this.multiple(request))
    return [REJECT(request.invokeId, 9)]
  }

  valuesOf(type: number, instance: number, property: number): readonly Value[] | undefined {
    const found = this.objects.get(`${type}:${instance}`)?.[property]
    return typeof found === 'function' ? found() : found
  }

  private single(request: Request): readonly Buffer[] {
    const { type, instance, properties } = request.specs[0]!
    const { property, index } = properties[0]!
    const raw = this.raw.get(`${type}:${instance}:${property}`)
    if (raw !== undefined) return this.fit(request, rawParameters(type, instance, property, index, raw))
    const values = this.valuesOf(type, instance, property)
    if (!this.objects.has(`${type}:${instance}`)) return [ERROR(request.invokeId, 12, 1, 31)]
    if (values === undefined) return [ERROR(request.invokeId, 12, 2, 32)]
    const chosen = index === undefined ? values : index === 0 ? [unsigned(values.length)] : values.slice(index - 1, index)
    const object: unknown = { type, instance }
    const parameters = encode((target) => ReadProperty.encodeAcknowledge(target, object as BACNetObjectID, property, index ?? ALL, [...chosen]))
    return this.fit(request, parameters)
  }

  private multiple(request: Request): Buffer {
    const results = request.specs.map(({ type, instance, properties }) => ({
      objectId: { type, instance },
      values: properties.map(({ property, index }) => {
        const values = this.valuesOf(type, instance, property)
        const missing = this.objects.has(`${type}:${instance}`) ? { errorClass: 2, errorCode: 32 } : { errorClass: 1, errorCode: 31 }
        const chosen = values === undefined ? [{ value: { type: 'BacnetError', ...missing } }] : index === undefined ? values : values.slice(index - 1, index)
        return { property: { id: property, index: index ?? ALL }, value: chosen }
      }),
    }))
    return encode((target) => ReadPropertyMultiple.encodeAcknowledge(target, results))
  }

  private fit(request: Request, parameters: Buffer): readonly Buffer[] {
    const { maxApdu = 1476, segmentBytes } = this.options
    if (parameters.length + 3 <= maxApdu) return [Buffer.concat([Buffer.from([0x30, request.invokeId, request.service]), parameters])]
    if (segmentBytes === undefined || !request.segmentedOk) return [ABORT(request.invokeId, 4)]
    const parts: Buffer[] = []
    for (let at = 0; at < parameters.length; at += segmentBytes) parts.push(parameters.subarray(at, at + segmentBytes))
    this.transfers.set(`${request.from.ip}:${request.from.port}/${request.invokeId}`, { parts, first: 0, count: 1, request })
    return [this.segment(request, parts, 0)]
  }

  segment(request: Request, parts: readonly Buffer[], at: number): Buffer {
    const more = at < parts.length - 1
    return Buffer.concat([Buffer.from([0x38 | (more ? 4 : 0), request.invokeId, at & 255, this.options.window ?? 4, request.service]), parts[at]!])
  }

  /** Order in which the segments of one window are sent; tests reverse it. */
  shuffle: (window: number[]) => number[] = (window) => window

  /** As the standard has it: an acknowledgement in the current window moves it on, any other says nothing new (135, 5.4.5.2). */
  private continueTransfer(ip: string, port: number, invokeId: number, sequence: number, window: number): void {
    const key = `${ip}:${port}/${invokeId}`
    const transfer = this.transfers.get(key)
    if (transfer === undefined) return
    const { parts, request } = transfer
    const ahead = (sequence - transfer.first) & 255
    if (ahead >= transfer.count) return
    transfer.first += ahead + 1
    if (transfer.first >= parts.length) {
      this.transfers.delete(key)
      return
    }
    transfer.count = Math.min(window, parts.length - transfer.first)
    const numbers = Array.from({ length: transfer.count }, (_, at) => transfer.first + at)
    for (const number of this.shuffle(numbers)) this.sendRaw(datagram(this.segment(request, parts, number), this.options.behind), { ip, port })
  }
}
