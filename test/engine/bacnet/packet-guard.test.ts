/** The packet guard: what is let through, and under which name everything else is refused. */
import { describe, expect, it } from 'vitest'
import { checkPacket, PDU, type Packet } from '../../../electron/engine/bacnet/packet-guard.ts'
import { datagram, iAmApdu } from './scripted-peer.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const asPacket = (bytes: Buffer): Packet => {
  const verdict = checkPacket(bytes)
  if (typeof verdict === 'string') throw new Error(`refused: ${verdict}`)
  return verdict
}
const withApdu = (apdu: string): Buffer => datagram(hex(apdu))

/** One present value of 21.5: ReadProperty-Ack for analog-input 1. */
const READ_PROPERTY_ACK = '30 07 0c 0c 00000001 19 55 3e 44 41ac0000 3f'

describe('what the guard lets through', () => {
  it('lets an I-Am through and finds its parameters', () => {
    const packet = asPacket(datagram(iAmApdu(1234, 1476, 3)))
    expect(packet).toMatchObject({ pdu: PDU.unconfirmedRequest, service: 0, payloadAt: 8, network: undefined, forwardedFrom: undefined })
  })

  it('lets an acknowledgement through with invoke id and service', () => {
    expect(asPacket(withApdu(READ_PROPERTY_ACK))).toMatchObject({ pdu: PDU.complexAck, invokeId: 7, service: 12, segmented: false })
  })

  it('names network and MAC of a device behind a router', () => {
    expect(asPacket(datagram(iAmApdu(5, 480, 3), { network: 2001, mac: hex('0c') }))).toMatchObject({ network: 2001, mac: '0c' })
  })

  it('names the real sender of a forwarded broadcast', () => {
    const apdu = iAmApdu(5, 480, 3)
    const bytes = Buffer.concat([hex('81 04 0000 c0a80114 bac0 01 20 ffff 00 ff'), apdu])
    bytes.writeUInt16BE(bytes.length, 2)
    expect(asPacket(bytes).forwardedFrom).toEqual({ ip: '192.168.1.20', port: 47808 })
  })

  it('lets a segment through whose tags go on in the next one', () => {
    expect(asPacket(withApdu('3c 07 00 04 0e 0c 000000'))).toMatchObject({ segmented: true, moreFollows: true, sequence: 0, window: 4 })
  })

  it('accepts aborts with and without the server bit, because some stacks forget it', () => {
    expect(asPacket(withApdu('71 07 04'))).toMatchObject({ pdu: PDU.abort, invokeId: 7, service: 4 })
    expect(asPacket(withApdu('70 07 04'))).toMatchObject({ pdu: PDU.abort })
  })

  it('lets a request to this side through with invoke id and service, for whoever may answer it', () => {
    expect(asPacket(hex('81 0a 000a 01 04 00 05 2a 01'))).toMatchObject({ pdu: PDU.confirmedRequest, invokeId: 42, service: 1, payloadAt: 10 })
  })

  it('tells messages about networks and of broadcast management from services', () => {
    expect(asPacket(hex('81 00 0006 0030'))).toMatchObject({ layer: 'link', service: 0, payloadAt: 4, broadcast: false })
    expect(asPacket(hex('81 0b 0009 01 80 01 0005'))).toMatchObject({ layer: 'network', service: 1, payloadAt: 6, broadcast: true })
    expect(asPacket(datagram(iAmApdu(5, 480, 3)))).toMatchObject({ layer: 'application', broadcast: false })
  })

  it('lets tables of a broadcast management device through when their entries are whole', () => {
    expect(asPacket(hex('81 03 000e c0a80101bac0ffffffff'))).toMatchObject({ layer: 'link', service: 3 })
    expect(checkPacket(hex('81 03 000d c0a80101bac0ffffff'))).toBe('bvlc-length')
    expect(checkPacket(hex('81 00 0008 0030 0000'))).toBe('bvlc-length')
  })
})

describe('what the guard refuses', () => {
  it.each([
    ['810a000a010050010c91', 'tags'],
    ['810a000a010040010001', 'service'],
    ['810a000a010038000000', 'apdu-header'],
  ])('the known killer %s as %s', (packet, cause) => {
    expect(checkPacket(hex(packet))).toBe(cause)
  })

  it('an octet string that claims four gigabytes', () => {
    expect(checkPacket(withApdu('30 07 0c 0c 00000001 19 55 3e 65 ff ffffffff 3f'))).toBe('tags')
  })

  it('a change-of-value notification that hides such an octet string', () => {
    expect(checkPacket(withApdu('10 02 09 01 1c 02000001 2c 00000001 39 00 4e 09 55 2e 65 ff fffffff0 2f 4f'))).toBe('tags')
  })

  it.each([
    ['a truncated exception schedule', '30 07 0c 0c 04400001 19 26 3e 0e 0c'],
    ['a truncated date list', '30 07 0c 0c 01800001 19 17 3e 0c 7b'],
    ['a construct that is never closed', '30 07 0c 0c 00000001 19 55 3e 44 41ac0000'],
    ['a construct closed by another number', '30 07 0c 0c 00000001 19 55 3e 44 41ac0000 4f'],
    ['a closing tag with nothing open', '10 00 3f'],
    ['an application tag number that does not exist', '30 07 0c d1 00'],
    ['an opening tag of the application class', '30 07 0c 46'],
    ['constructs nested deeper than any service does', `30 07 0c ${'0e'.repeat(17)} ${'0f'.repeat(17)}`],
  ])('%s', (_name, apdu) => {
    expect(checkPacket(withApdu(apdu))).toBe('tags')
  })

  it.each([
    ['an empty datagram', '', 'too-short'],
    ['another protocol', '80 0a 0004', 'bvlc-type'],
    ['a length that is not the datagram’s', '81 0a 0009 01 00 1008', 'bvlc-length'],
    ['a write of the broadcast table', '81 01 0004', 'bvlc-function'],
    ['another NPDU version', '81 0a 0008 02 00 1008', 'npdu-version'],
    ['reserved NPDU bits', '81 0a 0008 01 40 1008', 'npdu-control'],
    ['a source without address', '81 0a 000b 01 08 0005 00 1008', 'npdu-address'],
    ['a source longer than the packet', '81 0a 000c 01 08 0005 10 0c 1008', 'npdu-address'],
    ['a source of the broadcast network', '81 0a 000c 01 08 ffff 01 0c 1008', 'npdu-address'],
    ['a forwarded acknowledgement', '81 04 000f c0a80114bac0 01 00 20 01 0f', 'bvlc-function'],
    ['forwarding from nowhere', '81 04 000e 00000000bac0 01 00 1008', 'npdu-address'],
    ['an APDU type that does not exist', '81 0a 0009 01 00 80 00 00', 'apdu-type'],
    ['a request to this side in segments', '81 0a 000c 01 00 08 05 01 00 01 0c', 'service'],
    ['a request that is broadcast', '81 0b 000a 01 04 00 05 01 0c', 'bvlc-function'],
    ['a request cut short', '81 0a 0009 01 04 00 05 01', 'apdu-header'],
    ['a request with reserved bits', '81 0a 000a 01 04 01 05 01 0c', 'apdu-header'],
    ['a request with broken tags', '81 0a 000b 01 04 00 05 01 01 55', 'tags'],
    ['an acknowledgement of a segment', '81 0a 000a 01 00 40 01 00 01', 'service'],
    ['a service that does not exist', '81 0a 0008 01 00 10 77', 'service'],
    ['an abort with something behind it', '81 0a 000a 01 00 71 01 04 00', 'apdu-header'],
    ['a window of none', '81 0a 000c 01 00 38 01 00 00 0e 00', 'apdu-header'],
  ])('%s as its own cause', (_name, packet, cause) => {
    expect(checkPacket(hex(packet))).toBe(cause)
  })

  it('every cut of a sound packet', () => {
    const whole = withApdu(READ_PROPERTY_ACK)
    for (let length = 0; length < whole.length; length++) expect(typeof checkPacket(whole.subarray(0, length))).toBe('string')
  })
})
