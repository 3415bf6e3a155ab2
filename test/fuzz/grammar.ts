/** Makes BACnet/IP datagrams by the grammar of the standard, with what is rare, contradictory or too much as likely as what is usual. */

export type Random = () => number

export const below = (random: Random, count: number): number => Math.floor(random() * count)
export const pick = <T>(random: Random, all: readonly T[]): T => all[below(random, all.length)]!
export const chance = (random: Random, share: number): boolean => random() < share

/** A request under way: what an answer must repeat to be taken. */
export interface Question {
  readonly sender: number
  readonly invokeId: number
  readonly service: number
  readonly objectCode: number
  readonly property: number
  /** Behind a router: the source an answer must carry. */
  readonly network: number | undefined
  readonly mac: Buffer
}

/** A device with subscriptions of this side: what its notifications must carry to be taken. */
export interface Notifier {
  readonly sender: number
  readonly processId: number
  readonly instance: number
  readonly objectCodes: readonly number[]
  readonly network: number | undefined
  readonly mac: Buffer
}

export interface Datagram {
  /** Index of who sends it, see `SENDERS` of the target. */
  readonly sender: number
  readonly bytes: Buffer
}

const INTERESTING = [0, 1, 2, 4, 5, 15, 16, 85, 111, 127, 128, 253, 254, 255, 256, 65_535, 65_536, 0x3f_ff_ff, 0x7f_ff_ff_ff, 0xff_ff_ff_ff]
const number = (random: Random): number => (chance(random, 0.6) ? pick(random, INTERESTING) : below(random, 2 ** pick(random, [3, 8, 16, 22, 32])))

const octets = (random: Random, length: number): Buffer => Buffer.from(Array.from({ length }, () => below(random, 256)))

/** Big endian, as short as can be or padded. */
const unsigned = (random: Random, value: number): Buffer => {
  const full = Buffer.alloc(8)
  full.writeBigUInt64BE(BigInt(value))
  const least = full.findIndex((octet) => octet !== 0)
  const from = chance(random, 0.85) ? (least < 0 ? 7 : least) : below(random, 8)
  return chance(random, 0.03) ? Buffer.concat([Buffer.alloc(below(random, 20)), full]) : full.subarray(from)
}

const head = (random: Random, tagNumber: number, context: boolean, length: number): Buffer => {
  const classBit = context ? 8 : 0
  const extended = chance(random, 0.05)
  // Now and then the length is a lie.
  const said = chance(random, 0.02) ? Math.max(0, length + pick(random, [-1, 1, 2, 250, 0xff_ff_ff])) : length
  const first = (Math.min(tagNumber, 15) << 4) | classBit
  const tagged = tagNumber < 15 ? [first] : [first, tagNumber & 255]
  if (said < 5 && !extended) return Buffer.from([tagged[0]! | said, ...tagged.slice(1)])
  tagged[0]! |= 5
  if (said < 254 && !chance(random, 0.1)) return Buffer.from([...tagged, said])
  if (said < 65_536 && !chance(random, 0.1)) return Buffer.from([...tagged, 254, said >> 8, said & 255])
  return Buffer.from([...tagged, 255, (said >>> 24) & 255, (said >> 16) & 255, (said >> 8) & 255, said & 255])
}

const context = (random: Random, tagNumber: number, content: Buffer): Buffer => Buffer.concat([head(random, tagNumber, true, content.length), content])
const wrap = (tagNumber: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from(tagNumber < 15 ? [(tagNumber << 4) | 14] : [0xfe, tagNumber]), content, Buffer.from(tagNumber < 15 ? [(tagNumber << 4) | 15] : [0xff, tagNumber])])

const objectId = (code: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(code >>> 0)
  return bytes
}

const SPECIAL_REALS = ['00000000', '80000000', '7f800000', 'ff800000', '7fc00000', '7f800001', '00000001', '41ac0000', '7f7fffff']
const TEXTS = ['', 'AHU-1', 'Zuluft °C', '日本', 'x'.repeat(300), '\u0000\u0001', '🔥']

const textContent = (random: Random): Buffer => {
  const set = pick(random, [0, 0, 0, 1, 2, 3, 4, 5, 9])
  const text = pick(random, TEXTS)
  if (chance(random, 0.3)) return Buffer.concat([Buffer.from([set]), octets(random, below(random, 24))])
  if (set === 4) return Buffer.concat([Buffer.from([4]), Buffer.from(text, 'utf16le').swap16()])
  if (set === 1) return Buffer.concat([Buffer.from([1, 3, pick(random, [0xa4, 0x52, 0xa8, 0xff])]), Buffer.from(text)])
  return Buffer.concat([Buffer.from([set]), Buffer.from(text)])
}

const contentOf = (random: Random, tagNumber: number): Buffer => {
  switch (tagNumber) {
    case 2:
    case 9:
      return unsigned(random, number(random))
    case 3:
      return octets(random, pick(random, [0, 1, 1, 2, 3, 4, 8, 9]))
    case 4:
      return chance(random, 0.9) ? Buffer.from(pick(random, SPECIAL_REALS), 'hex') : octets(random, below(random, 6))
    case 5:
      return octets(random, chance(random, 0.9) ? 8 : below(random, 10))
    case 7:
      return textContent(random)
    case 8:
      return chance(random, 0.7) ? Buffer.from([4, below(random, 16) << 4]) : octets(random, below(random, 5))
    case 10:
    case 11:
      return chance(random, 0.5) ? Buffer.from([255, 255, 255, 255]) : octets(random, chance(random, 0.9) ? 4 : below(random, 6))
    case 12:
      return chance(random, 0.95) ? objectId(number(random)) : octets(random, below(random, 6))
    default:
      return octets(random, below(random, 12))
  }
}

/** One application value. */
const application = (random: Random): Buffer => {
  const tagNumber = chance(random, 0.98) ? below(random, 13) : below(random, 16)
  if (tagNumber === 0) return Buffer.from([0])
  if (tagNumber === 1) return Buffer.from([0x10 | (chance(random, 0.95) ? below(random, 2) : below(random, 8))])
  const content = contentOf(random, tagNumber)
  return Buffer.concat([head(random, tagNumber, false, content.length), content])
}

/** Any tags, nested up to `depth`. */
export const anyTags = (random: Random, depth: number): Buffer => {
  const parts: Buffer[] = []
  for (let left = pick(random, [0, 1, 1, 1, 2, 3, 8]); left > 0; left--) {
    const kind = random()
    if (kind < 0.55) parts.push(application(random))
    else if (kind < 0.75 || depth === 0) parts.push(context(random, pick(random, [0, 1, 2, 3, 4, 5, 14, 15, 200]), contentOf(random, below(random, 13))))
    else parts.push(wrap(pick(random, [0, 1, 2, 3, 4, 5, 15, 30]), anyTags(random, depth - 1)))
  }
  return Buffer.concat(parts)
}

const value = (random: Random): Buffer => (chance(random, 0.7) ? application(random) : anyTags(random, pick(random, [1, 2, 18])))
const errorPair = (random: Random): Buffer =>
  chance(random, 0.8)
    ? Buffer.concat([head(random, 9, false, 1), Buffer.from([below(random, 8)]), head(random, 9, false, 1), Buffer.from([below(random, 256)])])
    : Buffer.concat([context(random, 0, unsigned(random, number(random))), context(random, 1, unsigned(random, number(random)))])

const timeStamp = (random: Random): Buffer => {
  const kind = below(random, 3)
  if (kind === 0) return context(random, 0, octets(random, 4))
  if (kind === 1) return context(random, 1, unsigned(random, number(random)))
  return wrap(2, dateAndTime(random))
}
const dateAndTime = (random: Random): Buffer => Buffer.concat([Buffer.from([0xa4]), octets(random, 4), Buffer.from([0xb4]), octets(random, 4)])

const many = (random: Random, most: number, make: () => Buffer): Buffer => Buffer.concat(Array.from({ length: below(random, most + 1) }, make))

const propertyResult = (random: Random, property: number): Buffer =>
  Buffer.concat([
    context(random, 2, unsigned(random, property)),
    ...(chance(random, 0.15) ? [context(random, 3, unsigned(random, number(random)))] : []),
    chance(random, 0.85) ? wrap(4, value(random)) : wrap(5, errorPair(random)),
  ])

const readMultipleAck = (random: Random, question: Question): Buffer =>
  many(random, 25, () =>
    Buffer.concat([
      context(random, 0, objectId(chance(random, 0.9) ? question.objectCode + below(random, 20) : number(random))),
      wrap(1, Buffer.concat([propertyResult(random, 85), ...(chance(random, 0.8) ? [propertyResult(random, 111)] : []), many(random, 1, () => propertyResult(random, number(random)))])),
    ]),
  )

/** One record of a log buffer (135, BACnetLogRecord). */
const logRecord = (random: Random): Buffer => {
  const datum = pick(random, [
    () => context(random, pick(random, [0, 1, 2, 3, 4, 5, 6]), contentOf(random, pick(random, [8, 4, 2, 9, 3]))),
    () => context(random, 7, Buffer.alloc(0)),
    () => wrap(8, errorPair(random)),
    () => context(random, 9, contentOf(random, 4)),
    () => wrap(10, value(random)),
  ])
  return Buffer.concat([wrap(0, dateAndTime(random)), wrap(1, datum()), ...(chance(random, 0.6) ? [context(random, 2, Buffer.from([4, below(random, 16) << 4]))] : [])])
}

const readRangeAck = (random: Random, question: Question): Buffer =>
  Buffer.concat([
    context(random, 0, objectId(question.objectCode)),
    context(random, 1, unsigned(random, question.property)),
    ...(chance(random, 0.1) ? [context(random, 2, unsigned(random, number(random)))] : []),
    context(random, 3, Buffer.from([5, below(random, 8) << 5])),
    context(random, 4, unsigned(random, chance(random, 0.7) ? below(random, 10) : number(random))),
    wrap(5, many(random, 10, () => (chance(random, 0.9) ? logRecord(random) : anyTags(random, 3)))),
    ...(chance(random, 0.5) ? [context(random, 6, unsigned(random, number(random)))] : []),
  ])

const eventSummary = (random: Random): Buffer =>
  Buffer.concat([
    context(random, 0, objectId(number(random))),
    context(random, 1, unsigned(random, below(random, 7))),
    context(random, 2, Buffer.from([5, below(random, 8) << 5])),
    wrap(3, Buffer.concat(Array.from({ length: chance(random, 0.9) ? 3 : below(random, 6) }, () => timeStamp(random)))),
    context(random, 4, unsigned(random, below(random, 3))),
    context(random, 5, Buffer.from([5, below(random, 8) << 5])),
    wrap(6, Buffer.concat([Buffer.from([0x21, below(random, 256), 0x21, below(random, 256), 0x21, below(random, 256)])])),
  ])

const eventInformationAck = (random: Random): Buffer => Buffer.concat([wrap(0, many(random, 6, () => eventSummary(random))), context(random, 1, Buffer.from([below(random, 2)]))])

const alarmSummaryAck = (random: Random): Buffer =>
  many(random, 6, () => Buffer.concat([Buffer.from([0xc4]), objectId(number(random)), Buffer.from([0x91, below(random, 7), 0x82, 5, below(random, 8) << 5])]))

/** Service parameters of a notification of changed values. */
const covNotification = (random: Random, { processId, instance, objectCodes }: Notifier): Buffer =>
  Buffer.concat([
    context(random, 0, unsigned(random, chance(random, 0.9) ? processId : number(random))),
    context(random, 1, objectId(0x02_00_00_00 | (chance(random, 0.95) ? instance : below(random, 6)))),
    context(random, 2, objectId(chance(random, 0.95) ? pick(random, objectCodes) : number(random))),
    context(random, 3, unsigned(random, number(random))),
    wrap(4, many(random, 4, () => Buffer.concat([context(random, 0, unsigned(random, pick(random, [85, 111, 77, number(random)]))), wrap(2, value(random)), ...(chance(random, 0.1) ? [context(random, 3, Buffer.from([below(random, 17)]))] : [])]))),
  ])

/** Acknowledged by nothing but the fact. */
const WITHOUT_RESULT = new Set([0, 5, 15, 28])
const SERVICE = { alarmSummary: 3, readProperty: 12, readMultiple: 14, readRange: 26, eventInformation: 29 } as const

const parametersFor = (random: Random, question: Question): Buffer => {
  if (chance(random, 0.05)) return anyTags(random, pick(random, [2, 20]))
  switch (question.service) {
    case SERVICE.readMultiple:
      return readMultipleAck(random, question)
    case SERVICE.readRange:
      return readRangeAck(random, question)
    case SERVICE.eventInformation:
      return eventInformationAck(random)
    case SERVICE.alarmSummary:
      return alarmSummaryAck(random)
    default:
      return Buffer.concat([
        context(random, 0, objectId(question.objectCode)),
        context(random, 1, unsigned(random, question.property)),
        ...(chance(random, 0.1) ? [context(random, 2, unsigned(random, number(random)))] : []),
        wrap(3, chance(random, 0.8) ? value(random) : many(random, 60, () => application(random))),
      ])
  }
}

const NPDU_PLAIN = Buffer.from([1, 0])

const npdu = (random: Random, question: Pick<Question, 'network' | 'mac'> | undefined): Buffer => {
  const routed = question?.network !== undefined || chance(random, 0.1)
  const destined = chance(random, 0.1)
  if (!routed && !destined) return chance(random, 0.95) ? NPDU_PLAIN : Buffer.from([1, below(random, 8)])
  const parts: Buffer[] = [Buffer.from([1, (routed ? 8 : 0) | (destined ? 0x20 : 0)])]
  if (destined) parts.push(Buffer.from([255, 255, 0]))
  if (routed) {
    const mac = question === undefined ? octets(random, below(random, 8)) : question.mac
    const network = question?.network ?? below(random, 65_536)
    parts.push(Buffer.from([network >> 8, network & 255, mac.length]), mac)
  }
  if (destined) parts.push(Buffer.from([below(random, 256)]))
  return Buffer.concat(parts)
}

export const bvlc = (kind: number, body: Buffer): Buffer => {
  const bytes = Buffer.concat([Buffer.from([0x81, kind, 0, 0]), body])
  bytes.writeUInt16BE(bytes.length & 0xff_ff, 2)
  return bytes
}

const networkMessage = (random: Random): Buffer => {
  const type = chance(random, 0.9) ? pick(random, [0, 1, 2, 3, 4, 5, 0x12, 0x13]) : below(random, 256)
  const body = chance(random, 0.7) ? Buffer.concat(Array.from({ length: below(random, 5) }, () => octets(random, 2))) : octets(random, below(random, 9))
  return bvlc(pick(random, [0x0a, 0x0b]), Buffer.concat([Buffer.from([1, 0x80, type]), body]))
}

const linkMessage = (random: Random): Buffer => {
  const kind = below(random, 4)
  if (kind === 0) return bvlc(0, Buffer.from([0, pick(random, [0, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60])]))
  if (kind === 1) return bvlc(3, octets(random, 10 * below(random, 4)))
  if (kind === 2) return bvlc(7, octets(random, 10 * below(random, 4)))
  return bvlc(below(random, 14), octets(random, below(random, 20)))
}

const iAm = (random: Random): Buffer =>
  Buffer.concat([
    Buffer.from([0x10, 0, 0xc4]),
    objectId(chance(random, 0.9) ? 0x02_00_00_00 | below(random, 0x40_00_00) : number(random)),
    Buffer.concat([2, 9, 2].map((tagNumber) => {
      const content = unsigned(random, tagNumber === 9 ? below(random, 5) : number(random))
      return Buffer.concat([head(random, tagNumber, false, content.length), content])
    })),
  ])

const unconfirmed = (random: Random): Buffer => {
  const kind = below(random, 4)
  if (kind <= 1) return iAm(random)
  if (kind === 2) return Buffer.from([0x10, 8])
  return Buffer.concat([Buffer.from([0x10, below(random, 16)]), anyTags(random, 3)])
}

/** A notification or another request to this side. */
const requestFrom = (random: Random, notifier: Notifier): Buffer => {
  const parameters = chance(random, 0.85) ? covNotification(random, notifier) : anyTags(random, 3)
  const head = chance(random, 0.5) ? [0x10, 2] : [pick(random, [0, 0, 2, 8, 0x0c]), 0x75, below(random, 256), pick(random, [1, 1, 1, 2, 12, 31])]
  return Buffer.concat([Buffer.from(head), parameters])
}

const answerTo = (random: Random, question: Question): Buffer[] => {
  const { invokeId, service } = question
  if (WITHOUT_RESULT.has(service) && chance(random, 0.7)) return [Buffer.from([0x20, invokeId, service])]
  const kind = random()
  if (kind < 0.06) return [Buffer.concat([Buffer.from([0x50, invokeId, service]), chance(random, 0.7) ? errorPair(random) : anyTags(random, 2)])]
  if (kind < 0.1) return [Buffer.from([pick(random, [0x60, 0x70, 0x71, 0x20]), invokeId, chance(random, 0.5) ? service : below(random, 256)])]
  const parameters = parametersFor(random, question)
  if (kind < 0.9) return [Buffer.concat([Buffer.from([0x30, invokeId, service]), parameters])]
  return segments(random, question, parameters)
}

/** The answer in pieces, in order or nearly, whole or not. */
const segments = (random: Random, { invokeId, service }: Question, parameters: Buffer): Buffer[] => {
  const size = chance(random, 0.02) ? 1 : Math.max(1, Math.ceil(parameters.length / pick(random, [1, 2, 3, 5, 20])))
  const window = chance(random, 0.03) ? pick(random, [0, 128, 255]) : pick(random, [1, 2, 16, 127])
  const pieces: Buffer[] = []
  for (let at = 0; at < Math.max(1, parameters.length) && pieces.length < 600; at += size) pieces.push(parameters.subarray(at, at + size))
  const all = pieces.map((piece, at) => {
    const more = at < pieces.length - 1 !== chance(random, 0.02)
    return Buffer.concat([Buffer.from([0x38 | (more ? 4 : 0), invokeId, (chance(random, 0.02) ? below(random, 256) : at) & 255, window, service]), piece])
  })
  if (chance(random, 0.3)) return all.toReversed()
  if (chance(random, 0.3)) return all.flatMap((one) => (chance(random, 0.1) ? [one, one] : chance(random, 0.02) ? [] : [one]))
  return all
}

/** One datagram, or the several of an answer in segments. `senders`: how many there are. */
export const generate = (random: Random, questions: readonly Question[], notifiers: readonly Notifier[], senders: number): Datagram[] => {
  const kind = random()
  const stranger = below(random, senders)
  if (kind < 0.06) return [{ sender: stranger, bytes: networkMessage(random) }]
  if (kind < 0.1) return [{ sender: stranger, bytes: linkMessage(random) }]
  if (kind < 0.25 || questions.length === 0) {
    const from: Buffer | undefined = chance(random, 0.15) ? Buffer.concat([octets(random, 4), Buffer.from([0xba, 0xc0])]) : undefined
    const body = Buffer.concat([npdu(random, undefined), unconfirmed(random)])
    return [{ sender: stranger, bytes: from === undefined ? bvlc(pick(random, [0x0a, 0x0b]), body) : bvlc(4, Buffer.concat([from, body])) }]
  }
  if (kind < 0.35) {
    const notifier = pick(random, notifiers)
    return [{ sender: chance(random, 0.9) ? notifier.sender : stranger, bytes: bvlc(0x0a, Buffer.concat([npdu(random, notifier), requestFrom(random, notifier)])) }]
  }
  const question = pick(random, questions)
  const sender = chance(random, 0.95) ? question.sender : stranger
  return answerTo(random, question).map((apdu) => ({ sender, bytes: bvlc(0x0a, Buffer.concat([npdu(random, question), apdu])) }))
}
