/** Headers and refusals as other vendors' devices and routers send them: odd, and read right all the same. */
import { describe, expect, it } from 'vitest'
import { decodeError, type Acknowledgement } from '../../../electron/engine/bacnet/answers.ts'
import { checkPacket, PDU, type Packet } from '../../../electron/engine/bacnet/packet-guard.ts'
import { MultipleAnswer, singleAnswer } from '../../../electron/engine/bacnet/read-answers.ts'
import { readNumber } from '../../../electron/engine/bacnet/values.ts'
import { addressKey } from '../../../shared/domain/device.ts'
import { unicastPrefix } from '../../../electron/engine/bacnet/datagrams.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
/** BVLC in front of an NPDU and APDU. */
const packetOf = (text: string): Packet => {
  const bytes = hex(`810a0000 ${text}`)
  bytes.writeUInt16BE(bytes.length, 2)
  const verdict = checkPacket(bytes)
  if (typeof verdict === 'string') throw new Error(`${text} is ${verdict}`)
  return verdict
}
const ack = (text: string): Acknowledgement => ({ ok: true, bytes: hex(text), at: 0, end: hex(text).length })
const ACK = '30 07 0c 0c 00000001 19 55 3e 44 41ac0000 3f'

describe('the network layer', () => {
  it.each(['00', '01', '02', '03', '04', '07'])('may mark an answer with priority and expecting a reply: %s', (control) => {
    expect(packetOf(`01 ${control} ${ACK}`)).toMatchObject({ pdu: PDU.complexAck, invokeId: 7 })
  })

  it.each(['00', '01', '7f', 'ff'])('may have any hop count left: %s', (hops) => {
    expect(packetOf(`01 20 ffff 00 ${hops} ${ACK}`)).toMatchObject({ pdu: PDU.complexAck })
    expect(packetOf(`01 28 ffff 00 0005 01 0c ${hops} ${ACK}`)).toMatchObject({ network: 5, mac: '0c' })
  })

  it('may repeat where the answer goes, with the address of this side', () => {
    expect(packetOf(`01 28 0001 06 c0a80105bac0 0005 01 0c fe ${ACK}`)).toMatchObject({ network: 5, mac: '0c' })
  })

  it.each([1, 2, 3, 4, 5, 6, 7])('knows devices behind routers by MACs of %i octets', (length) => {
    const mac = '0a0b0c0d0e0f10'.slice(0, length * 2)
    expect(packetOf(`01 08 07d1 0${length} ${mac} ${ACK}`)).toMatchObject({ network: 2001, mac })
    const prefix = unicastPrefix({ ip: '10.0.0.1', port: 47_808, network: 2001, mac: mac.toUpperCase() }, true)
    expect(prefix.subarray(4).toString('hex')).toBe(`012407d10${length}${mac}ff`)
  })

  it('refuses a sender with a MAC of no octets, which would be everybody', () => {
    const bytes = hex(`810a0000 01 08 07d1 00 ${ACK}`)
    bytes.writeUInt16BE(bytes.length, 2)
    expect(checkPacket(bytes)).toBe('npdu-address')
  })

  it('means one device however its MAC is spelt', () => {
    const at = (mac: string): string => addressKey({ ip: '10.0.0.1', port: 47_808, network: 5, mac })
    expect(at('0A1F')).toBe(at('0a1f'))
    expect(at('0a1f')).not.toBe(at('0a1e'))
  })
})

describe('services that came with later editions', () => {
  it.each([11, 12, 13, 14])('are let pass when somebody broadcasts them: %i', (service) => {
    expect(packetOf(`01 00 10 ${service.toString(16).padStart(2, '0')}`)).toMatchObject({ pdu: PDU.unconfirmedRequest, service })
  })
})

describe('refusals', () => {
  it.each([
    ['plain', '91 02 91 20', 32],
    ['in a construct, as writing several properties has it', '0e 91 02 91 28 0f 1e 0c 00000001 19 55 1f', 40],
    ['in a construct, as creating an object has it', '0e 91 05 91 00 0f 19 03', 0],
    ['in context tags', '09 02 19 20', 32],
    ['in context tags in a construct', '0e 09 02 19 20 0f', 32],
    ['of two octets each', '92 0002 92 0020', 32],
    ['of a vendor', '91 02 92 0105', 261],
    ['with something behind', '91 02 91 20 21 01', 32],
  ])('%s', (_name, parameters, code) => {
    const bytes = hex(parameters)
    expect(decodeError(bytes, 0, bytes.length)).toMatchObject({ kind: 'error', code })
    expect(packetOf(`01 00 50 07 0c ${parameters}`)).toMatchObject({ pdu: PDU.error, invokeId: 7, service: 12 })
  })

  it('without class and code still end the question', () => {
    expect(decodeError(Buffer.alloc(0), 0, 0)).toMatchObject({ kind: 'decode' })
    expect(packetOf('01 00 50 07 0c')).toMatchObject({ pdu: PDU.error, service: 12 })
  })

  it('of a property in context tags are errors of that property alone', () => {
    const answer = new MultipleAnswer(ack('0c 00000001 1e 29 55 5e 09 02 19 20 5f 29 6f 4e 82 04 00 4f 1f'))
    expect([answer.next(), answer.failed, answer.errorClass, answer.errorCode]).toEqual([true, true, 2, 32])
    expect([answer.next(), answer.failed, answer.property, answer.next(), answer.malformed]).toEqual([true, false, 111, false, false])
  })
})

describe('answers to reads', () => {
  it('may spell out that they mean the whole property', () => {
    const reader = singleAnswer(ack('0c 00000001 19 55 2c ffffffff 3e 44 41ac0000 3f'), 1, 85)
    expect(reader?.read() === true && readNumber(reader)).toBe(21.5)
    const answer = new MultipleAnswer(ack('0c 00000001 1e 29 55 3c ffffffff 4e 44 41ac0000 4f 1f'))
    expect([answer.next(), answer.index]).toEqual([true, -1])
  })

  it('may pad the numbers of object, property and index', () => {
    const reader = singleAnswer(ack('0d 04 00000001 1b 000055 2a 0003 3e 44 41ac0000 3f'), 1, 85, 3)
    expect(reader?.read() === true && readNumber(reader)).toBe(21.5)
  })

  it('to a question to "whatever device you are" may name the device itself, but no other kind of object', () => {
    const anyDevice = 0x02_3f_ff_ff
    for (const named of ['020003e9', '023fffff']) expect(singleAnswer(ack(`0c ${named} 19 4d 3e 75 03 00 41 31 3f`), anyDevice, 77)).toBeDefined()
    expect(singleAnswer(ack('0c 000003e9 19 4d 3e 75 03 00 41 31 3f'), anyDevice, 77)).toBeUndefined()
    expect(singleAnswer(ack('0c 020003e9 19 4d 3e 75 03 00 41 31 3f'), 0x02_00_00_01, 77)).toBeUndefined()
  })

  it('may be of proprietary objects and properties', () => {
    // Object type 900, instance 4194302; property 4194303; an element.
    const reader = singleAnswer(ack('0c e13ffffe 1b 3fffff 29 02 3e 44 41ac0000 3f'), 0xe1_3f_ff_fe, 4_194_303, 2)
    expect(reader?.read() === true && readNumber(reader)).toBe(21.5)
  })

  it('may hold nothing, a list or a construct, and are stepped over', () => {
    const answer = new MultipleAnswer(ack('0c 00000001 1e 29 55 4e 4f 2a 0200 4e 21 01 21 02 4f 2a 0201 4e 0e 1e 4e 21 05 4f 1f 0f 4f 29 6f 4e 82 04 00 4f 1f'))
    const seen: [number, boolean][] = []
    while (answer.next()) seen.push([answer.property, answer.primitive])
    expect([seen, answer.malformed]).toEqual([[[85, false], [512, false], [513, false], [111, true]], false])
  })

  it('may come in pieces: one object named twice', () => {
    const answer = new MultipleAnswer(ack('0c 00000001 1e 29 55 4e 21 01 4f 1f 0c 00000001 1e 29 6f 4e 82 04 00 4f 1f'))
    expect([answer.next(), answer.property, answer.next(), answer.property, answer.next(), answer.malformed]).toEqual([true, 85, true, 111, false, false])
  })
})
