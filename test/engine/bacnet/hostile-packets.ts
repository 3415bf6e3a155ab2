/** Packets meant to do harm: those known to, and sound ones broken by chance. */
import { datagram, iAmApdu, type ScriptedPeer } from './scripted-peer.ts'

const fromHex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')

/** Each of these ends the process, or takes all its memory, where the library decodes them. */
export const KILLERS = [
  '810a000a010050010c91',
  '810a000a010040010001',
  '810a000a010038000000',
  // An octet string of 4 GB, in an answer and in a notification.
  '810a0019010030010c0c0000000119553e65ffffffffff3f',
  '810b0024010010020901 1c02000001 2c00000001 3900 4e 0955 2e 65fffffffff0 2f 4f',
  // A truncated exception schedule and a truncated date list.
  '810a0012010030010c0c0440000119263e0e0c',
  '810a0012010030010c0c0180000119173e0c7b',
].map((hex) => {
  const bytes = fromHex(hex)
  bytes.writeUInt16BE(bytes.length, 2)
  return bytes
})

/** Sound packets of every kind, to be broken. */
export const seeds = (victim: ScriptedPeer): Buffer[] => {
  const request = { segmentedOk: true, from: { ip: '127.0.0.1', port: 1 }, destination: undefined, payload: Buffer.alloc(0) }
  const specs = Array.from({ length: 20 }, (_, at) => ({ type: 0, instance: at + 1, properties: [{ property: 85 }, { property: 111 }] }))
  const list = { type: 8, instance: victim.options.instance, properties: [{ property: 76 }] }
  const answers = Array.from({ length: 8 }, (_, invokeId) => [
    ...victim.answer({ ...request, service: 14, invokeId, specs }),
    ...victim.answer({ ...request, service: 12, invokeId, specs: [list] }),
    Buffer.from([0x50, invokeId, 12, 0x91, 2, 0x91, 32]),
    Buffer.from([0x71, invokeId, 4]),
    Buffer.from([0x60, invokeId, 9]),
    Buffer.from([0x3c, invokeId, 0, 4, 14, 0x0c, 0, 0, 0, 1, 0x1e]),
    Buffer.from([0x20, invokeId, 15]),
  ]).flat()
  const notification = fromHex('10020901 1c02000001 2c00000001 3900 4e 0955 2e 4441ac0000 2f 096f 2e 820400 2f 4f')
  return [
    ...answers.map((apdu) => datagram(apdu)),
    datagram(answers[0]!, { network: 300, mac: Buffer.from([12]) }),
    datagram(iAmApdu(victim.options.instance, 1476, 3)),
    datagram(iAmApdu(4_000_000, 480, 0)),
    datagram(Buffer.from([0x10, 8, 0x09, 0, 0x1a, 0xff, 0xff])),
    datagram(notification),
    fromHex('81000006 0030'),
    // Routers: announcements, a refusal, busy, a number; and what a BBMD says.
    fromHex('810b000d 0180 01 0005 0006 0007'),
    fromHex('810a000a 0180 03 01 0005'),
    fromHex('810b0009 0180 04 0005'),
    fromHex('810b000a 0180 13 0005 01'),
    fromHex('8103000e c0a80101bac0ffffffff'),
    fromHex('8104000f c0a80114bac0 0180 01 0005'),
    ...KILLERS,
  ]
}

export type Random = () => number
const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)]!

const randomBytes = (random: Random, bytes: Buffer): Buffer => {
  for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(random() * 256)
  return bytes
}

/** One to six bits turned over. */
export const flipped = (random: Random, sound: Buffer): Buffer => {
  const bytes = Buffer.from(sound)
  for (let flips = 1 + Math.floor(random() * 6); flips > 0; flips--) bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8)
  return bytes
}

const withLength = (bytes: Buffer): Buffer => {
  if (bytes.length >= 4) bytes.writeUInt16BE(bytes.length, 2)
  return bytes
}

/** One broken packet: half of them with a right length, so that they get past the first check. */
export const broken = (random: Random, sound: readonly Buffer[]): Buffer => {
  const kind = Math.floor(random() * 6)
  if (kind === 0) return randomBytes(random, Buffer.alloc(Math.floor(random() * 200)))
  if (kind === 1) return withLength(Buffer.concat([Buffer.from([0x81, 0x0a, 0, 0, 1, 0]), randomBytes(random, Buffer.alloc(1 + Math.floor(random() * 60)))]))
  const base = pick(random, sound)
  if (kind === 2) return Buffer.from(base.subarray(0, Math.floor(random() * base.length)))
  if (kind === 3) return withLength(Buffer.from(base.subarray(0, 4 + Math.floor(random() * (base.length - 4)))))
  if (kind === 4) return flipped(random, base)
  return withLength(flipped(random, base))
}
