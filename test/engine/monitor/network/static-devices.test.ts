/** Addresses that are asked directly: how they are written, and that the list outlives a restart. */
import { describe, expect, it } from 'vitest'
import { createStaticDevices, parseStaticAddress, staticLabel } from '../../../../electron/engine/monitor/network/static-devices.ts'
import type { Device } from '../../../../shared/domain/device.ts'

const store = (): { meta(key: string): string | undefined; setMeta(key: string, value: string): void } => {
  const kept = new Map<string, string>()
  return { meta: (key) => kept.get(key), setMeta: (key, value) => void kept.set(key, value) }
}
const nobody = { list: () => [] }

describe('the address of a device', () => {
  it.each([
    ['192.168.1.20', { ip: '192.168.1.20', port: 47_808 }, '192.168.1.20:47808'],
    [' 192.168.1.20:47809 ', { ip: '192.168.1.20', port: 47_809 }, '192.168.1.20:47809'],
    ['5:0c@192.168.1.1', { ip: '192.168.1.1', port: 47_808, network: 5, mac: '0c' }, '5:0c@192.168.1.1:47808'],
    ['2001:0A00000ABAC0@192.168.1.1:47810', { ip: '192.168.1.1', port: 47_810, network: 2_001, mac: '0a00000abac0' }, '2001:0a00000abac0@192.168.1.1:47810'],
    ['7:00:11:22@10.0.0.1', { ip: '10.0.0.1', port: 47_808, network: 7, mac: '001122' }, '7:001122@10.0.0.1:47808'],
  ])('%s is read and written', (text, address, label) => {
    expect(parseStaticAddress(text)).toEqual(address)
    expect(staticLabel(address)).toBe(label)
    expect(parseStaticAddress(label)).toEqual(address)
  })

  it.each(['', 'ahu-1', '192.168.1', '300.1.1.1', '192.168.1.20:0', '192.168.1.20:70000', '0.0.0.0', '224.0.0.1', '255.255.255.255', '0:0c@10.0.0.1', '65535:0c@10.0.0.1', '5:c@10.0.0.1', '5:@10.0.0.1', '5@10.0.0.1'])('%s is none', (text) => {
    expect(parseStaticAddress(text)).toBeUndefined()
  })
})

describe('the list of addresses', () => {
  it('is kept, each address once, and read again after a restart', () => {
    const disk = store()
    const list = createStaticDevices(disk, nobody)
    expect(list.add(['10.0.0.1', '10.0.0.1:47808', '5:0c@10.0.0.2']).ok).toBe(true)
    expect(createStaticDevices(disk, nobody).list()).toEqual([
      { address: '10.0.0.1:47808', instance: null, lastAnswerMs: null },
      { address: '5:0c@10.0.0.2:47808', instance: null, lastAnswerMs: null },
    ])
  })

  it('takes all of what is given or nothing, and says what is wrong', () => {
    const list = createStaticDevices(store(), nobody)
    expect(list.add(['10.0.0.1', 'ahu'])).toMatchObject({ ok: false, error: { code: 'static-address-invalid', detail: { address: 'ahu' } } })
    expect(list.list()).toEqual([])
    expect(list.add(Array.from({ length: 1_001 }, (_, at) => `10.0.${at >> 8}.${at & 255}`))).toMatchObject({ ok: false, error: { code: 'static-too-many' } })
  })

  it('shows which device is at an address', () => {
    const device = { address: { ip: '10.0.0.2', port: 47_808, network: 5, mac: '0c' }, instance: 77, lastSeenMs: 5 } as unknown as Device
    const list = createStaticDevices(store(), { list: () => [device] })
    list.add(['5:0C@10.0.0.2'])
    expect(list.list()).toEqual([{ address: '5:0c@10.0.0.2:47808', instance: 77, lastAnswerMs: 5 }])
  })

  it('forgets an address however it is written, and says when it is not there', () => {
    const list = createStaticDevices(store(), nobody)
    list.add(['10.0.0.1', '10.0.0.2'])
    expect(list.remove('10.0.0.1').ok).toBe(true)
    expect(list.addresses()).toEqual([{ ip: '10.0.0.2', port: 47_808 }])
    expect(list.remove('10.0.0.1')).toMatchObject({ ok: false, error: { code: 'static-unknown' } })
  })

  it('begins empty where what is on disk is no list', () => {
    for (const text of ['{}', 'null', '[1,{}]', 'not json']) expect(createStaticDevices({ meta: () => text, setMeta: () => {} }, nobody).list()).toEqual([])
  })
})
