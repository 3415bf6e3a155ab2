/** Who broadcasts how much, on a clock that is moved. */
import { describe, expect, it } from 'vitest'
import { BroadcastMeter, type BroadcastOrigin } from '../../../electron/engine/bacnet/broadcast-meter.ts'
import { whoIsDatagram } from '../../../electron/engine/bacnet/datagrams.ts'
import { checkPacket, type Packet } from '../../../electron/engine/bacnet/packet-guard.ts'
import { FakeClock } from './fake-clock.ts'

const packetOf = (bytes: Buffer): Packet => {
  const packet = checkPacket(bytes)
  if (typeof packet === 'string') throw new Error(packet)
  return packet
}
const hex = (text: string): Packet => packetOf(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const WHO_IS = packetOf(whoIsDatagram('local'))
const ROUTED_I_AM = hex('810b0018 0108 0005 01 0c 1000 c402000001 2205c4 9103 2163')
const NETWORK = hex('810b0009 0180 01 0005')
const TIME = hex('810b0012 0100 1006 a4 7e0b1b05 b4 0a000000')
const FORWARDED = hex('8104000e c0a80114bac0 0100 1008')
const LAN: BroadcastOrigin = { ip: '10.0.0.9', port: 47_808, interfaceName: 'lan', wrongInterface: false }

describe('the meter of broadcasts', () => {
  it('counts packets and octets by sender and kind', () => {
    const clock = new FakeClock()
    const meter = new BroadcastMeter(clock)
    for (let at = 0; at < 3; at++) meter.heard(WHO_IS, 8, LAN)
    meter.heard(NETWORK, 9, LAN)
    meter.heard(TIME, 18, LAN)
    meter.heard(ROUTED_I_AM, 24, LAN)
    const [loudest, routed] = meter.list()
    expect(loudest).toMatchObject({ address: '10.0.0.9:47808', packets: 5, bytes: 51, byKind: { whoIs: 3, iAm: 0, cov: 0, timeSync: 1, network: 1, other: 0 }, packetsPerMinute: 5, own: false, interfaceName: 'lan' })
    expect(routed).toMatchObject({ address: '10.0.0.9:47808/5/0c', network: 5, mac: '0c', byKind: { iAm: 1 } })
  })

  it('counts what a BBMD passes on to its real sender, who is on no wrong adapter', () => {
    const meter = new BroadcastMeter(new FakeClock())
    meter.heard(FORWARDED, 14, { ...LAN, interfaceName: undefined, wrongInterface: true })
    expect(meter.list()).toMatchObject([{ address: '192.168.1.20:47808', forwarded: true, wrongInterface: false }])
  })

  it('gives rates over the last ten minutes and forgets what is older', () => {
    const clock = new FakeClock()
    const meter = new BroadcastMeter(clock)
    for (let minute = 0; minute < 30; minute++) {
      for (let at = 0; at < (minute < 20 ? 100 : 6); at++) meter.heard(WHO_IS, 8, LAN)
      clock.advance(60_000)
    }
    expect(meter.list()[0]?.packetsPerMinute).toBeCloseTo(6, 0)
    clock.advance(10 * 60_000)
    expect(meter.list()).toEqual([])
  })

  it('counts the own ones apart, and names the devices it knows', () => {
    const meter = new BroadcastMeter(new FakeClock())
    meter.sent('whoIs', 8, { ...LAN, ip: '10.0.0.1' })
    meter.heard(WHO_IS, 8, LAN)
    meter.named('10.0.0.9:47808', 1234)
    meter.named('10.0.0.77:47808', 1)
    expect(meter.list().map(({ address, own, instance }) => [address, own, instance])).toEqual([
      ['10.0.0.1:47808', true, undefined],
      ['10.0.0.9:47808', false, 1234],
    ])
  })

  it('drops the smallest when too many senders are invented, never the loudest or this laptop', () => {
    const meter = new BroadcastMeter(new FakeClock())
    meter.sent('whoIs', 8, { ...LAN, ip: '10.0.0.1' })
    for (let at = 0; at < 10; at++) meter.heard(WHO_IS, 8, LAN)
    for (let at = 0; at < 50_000; at++) meter.heard(WHO_IS, 8, { ...LAN, ip: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`, port: 1_024 + (at % 60_000) })
    const list = meter.list()
    expect(list.length).toBeLessThanOrEqual(1_000)
    expect(list[0]).toMatchObject({ address: '10.0.0.9:47808', packets: 10 })
    expect(list.some(({ own }) => own)).toBe(true)
  })
})
