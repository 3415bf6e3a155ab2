/** Adapters as they come: VLANs, several addresses, two in one subnet, none with a link, a port that is taken. On networks of the test's own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineClient } from '../../../shared/contract.ts'
import type { InterfaceInfo } from '../../../shared/domain/acquisition.ts'
import type { Finding } from '../../../shared/domain/network.ts'
import { writeConstantSite } from '../../support/constant-site.ts'
import { eventually, valueOf } from '../../support/inline-engine.ts'
import { createNetworks, endOf, whyNoNetworks, whyNoVlan } from '../../support/networks.ts'
import { startAnnouncer, startEngine, startSimulator } from './network-children.ts'

const why = whyNoNetworks()
if (why !== null) console.warn(`SKIPPED: adapters on virtual networks: ${why}`)
const whyVlan = why ?? whyNoVlan()
if (why === null && whyVlan !== null) console.warn(`SKIPPED: devices on a VLAN: ${whyVlan}`)

describe.skipIf(why !== null)('the adapters of a laptop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-adapters-'))
  const networks = createNetworks()
  let engine: EngineClient

  beforeAll(async () => {
    for (const space of ['laptop', 'building']) networks.space(space)
    networks.cable({ space: 'laptop', name: 'lan', addresses: ['10.84.0.1/24'] }, { space: 'building', name: 'uplink', addresses: ['10.84.0.2/24'] })
    networks.cable({ space: 'laptop', name: 'wifi', addresses: ['10.85.0.1/24'] }, { space: 'building', name: 'radio', addresses: ['10.85.0.2/24'] })
    const site = (name: string, instance: number): string => writeConstantSite(folder, name, [{ instance, name, value: 1 }], 2)
    await startSimulator(networks, 'building', 1, '--site', site('lan', 401), '--ip', '10.84.0.2', '--port', '47808', '--broadcast', '10.84.0.255')
    if (whyVlan === null) {
      networks.vlan('laptop', 'lan', 100, '10.86.0.1/24')
      networks.vlan('building', 'uplink', 100, '10.86.0.2/24')
      await startSimulator(networks, 'building', 1, '--site', site('vlan', 402), '--ip', '10.86.0.2', '--port', '47808', '--broadcast', '10.86.0.255')
    }
    engine = (await startEngine(networks, join(folder, 'site'), 'lan', 'wifi', ...(whyVlan === null ? ['lan.100'] : []))).engine
  })
  afterAll(async () => {
    await networks.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const adapters = async (): Promise<readonly InterfaceInfo[]> => valueOf(await engine.listInterfaces({}))
  const named = async (name: string): Promise<InterfaceInfo | undefined> => (await adapters()).find((one) => one.name === name)
  const finding = async (id: string): Promise<Finding | undefined> => valueOf(await engine.getDiagnosis({})).findings.find((one) => one.id === id)

  it('are each counted for themselves', async () => {
    await eventually('the device on the cable', async () => (await named('lan'))?.devicesHeard === 1)
    expect((await named('wifi'))?.devicesHeard).toBe(0)
  })

  it.skipIf(whyVlan !== null)('include VLANs, with their name, their broadcast address and the devices on them alone', async () => {
    await eventually('the device on the VLAN', async () => (await named('lan.100'))?.devicesHeard === 1)
    expect(await named('lan.100')).toMatchObject({ address: '10.86.0.1', broadcast: '10.86.0.255' })
    expect((await named('lan'))?.devicesHeard).toBe(1)
  })

  it('are listed with every address, and devices are counted at the one whose subnet they are on', async () => {
    networks.ip('laptop', 'addr', 'add', '10.87.0.1/24', 'brd', '+', 'dev', 'lan')
    const second = await eventually('the second address', () => named('lan (2)'))
    expect(second).toMatchObject({ address: '10.87.0.1', broadcast: '10.87.0.255', devicesHeard: 0 })
    expect((await named('lan'))?.devicesHeard).toBe(1)
    networks.ip('laptop', 'addr', 'del', '10.87.0.1/24', 'dev', 'lan')
    await eventually('the second address gone', async () => (await named('lan (2)')) === undefined)
  })

  it('are named when two are in one subnet', async () => {
    networks.ip('laptop', 'addr', 'add', '10.84.0.77/24', 'brd', '+', 'dev', 'wifi')
    await eventually('the address', () => named('wifi (2)'))
    expect((await finding('two-adapters'))?.text.params).toMatchObject({ one: 'lan', oneAddress: '10.84.0.1', otherAddress: '10.84.0.77' })
    networks.ip('laptop', 'addr', 'del', '10.84.0.77/24', 'dev', 'wifi')
  })

  it('may be in the wrong subnet: who is heard there tells', async () => {
    networks.ip('laptop', 'addr', 'del', '10.84.0.1/24', 'dev', 'lan')
    networks.ip('laptop', 'addr', 'add', '10.99.0.1/24', 'brd', '+', 'dev', 'lan')
    networks.ip('laptop', 'route', 'add', 'default', 'via', '10.99.0.254')
    await eventually('the new address', async () => (await named('lan'))?.address === '10.99.0.1')
    networks.ip('building', 'addr', 'add', '10.84.0.9/24', 'brd', '+', 'dev', 'uplink')
    await startAnnouncer(networks, 'building', '10.84.0.9', 409)
    const found = await eventually('the stranger', () => finding('wrong-subnet'))
    expect(found.text.params?.['addresses']).toBe('10.84.0.9')
    const { broadcasters } = valueOf(await engine.getNetworkMap({}))
    expect(broadcasters.find(({ address }) => address === '10.84.0.9:47808')).toMatchObject({ instance: 409, wrongInterface: true, own: false })
  })

  it('may all be without a link', async () => {
    for (const name of ['lan', 'wifi']) networks.ip('laptop', 'link', 'set', name, 'down')
    await eventually('no adapter', async () => (await adapters()).every(({ loopback }) => loopback))
    const found = await finding('no-link')
    expect(found?.severity).toBe('problem')
    expect(found?.text.params?.['adapters']).toMatch(/^lan, (?:lan\.100, )?wifi$/)
  })
})

describe.skipIf(why !== null)('a BACnet port that another program has', () => {
  it('is told with the name of that program, and opens once it is free', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plantroom-port-'))
    const networks = createNetworks()
    try {
      networks.space('laptop')
      networks.space('building')
      networks.cable({ space: 'laptop', name: 'lan', addresses: ['10.88.0.1/24'] }, { space: 'building', name: 'uplink', addresses: ['10.88.0.2/24'] })
      const site = writeConstantSite(folder, 'rival', [{ instance: 1, name: 'rival', value: 1 }], 1)
      const rival = await startSimulator(networks, 'laptop', 1, '--site', site, '--ip', '0.0.0.0', '--port', '47808')
      const { engine } = await startEngine(networks, join(folder, 'site'), 'lan')
      const [first] = valueOf(await engine.getDiagnosis({})).findings
      expect(first).toMatchObject({ id: 'port-taken', text: { key: 'diagnosis.portTakenBy', params: { port: 47_808, pid: rival.pid } } })
      await endOf(rival)
      expect(valueOf(await engine.reopenTransport({})).transport).toMatchObject({ open: true, port: 47_808 })
    } finally {
      await networks.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
