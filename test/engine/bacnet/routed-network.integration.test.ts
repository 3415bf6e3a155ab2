/** Devices behind a BACnet router, on networks of the test's own: the map, searching one network, what the router says, and a router that moves. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineClient } from '../../../shared/contract.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { Job } from '../../../shared/domain/job.ts'
import type { NetworkMap } from '../../../shared/domain/network.ts'
import type { Result } from '../../../shared/result.ts'
import { eventually, valueOf } from '../../support/inline-engine.ts'
import { createNetworks, whyNoNetworks } from '../../support/networks.ts'
import { startEngine, startInfrastructure, type Infrastructure } from './network-children.ts'

const why = whyNoNetworks()
if (why !== null) console.warn(`SKIPPED: devices behind routers on virtual networks: ${why}`)

const BROADCAST = '10.83.0.255'
const FIRST = { ip: '10.83.0.2', broadcast: BROADCAST, network: 2005, ownNetwork: 1, instances: [501, 502] }
const SECOND = { ip: '10.83.0.3', broadcast: BROADCAST, network: 2006, ownNetwork: 1, instances: [601] }

describe.skipIf(why !== null)('devices behind routers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-routed-'))
  const networks = createNetworks()
  let engine: EngineClient
  let routers: Infrastructure

  beforeAll(async () => {
    for (const space of ['laptop', 'building']) networks.space(space)
    networks.cable({ space: 'laptop', name: 'lan', addresses: ['10.83.0.1/24'] }, { space: 'building', name: 'uplink', addresses: ['10.83.0.2/24', '10.83.0.3/24', '10.83.0.4/24'] })
    routers = await startInfrastructure(networks, 'building', { routers: [FIRST, SECOND] })
    engine = (await startEngine(networks, join(folder, 'site'), 'lan')).engine
    valueOf(await engine.changeSettings({ patch: { defaultPollIntervalMs: 1_000, requestTimeoutMs: 500, requestsPerSecondPerTrunk: 50 } }))
  })
  afterAll(async () => {
    await networks.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const end = (started: Result<Job>): Promise<Job> =>
    eventually('the end of the discovery', async () => valueOf(await engine.listJobs({})).find((job) => job.id === valueOf(started).id && job.state !== 'running'))
  const map = async (): Promise<NetworkMap> => valueOf(await engine.getNetworkMap({}))
  const device = async (instance: number): Promise<Device> => {
    const found = valueOf(await engine.listDevices({})).find((one) => one.instance === instance)
    if (found === undefined) throw new Error(`no device ${instance}`)
    return found
  }
  const troubles = async (): Promise<string[]> => (await map()).routers.flatMap(({ troubled }) => troubled.map(({ network, text }) => `${network} ${text.key}`))
  const readings = async (instance: number): Promise<number> => {
    const { id } = await device(instance)
    const pointIds = valueOf(await engine.listPoints({ deviceId: id })).map((point) => point.id)
    return valueOf(await engine.getSeries({ pointIds: pointIds.slice(0, 16), fromMs: 0, toMs: Date.now() + 60_000, maxPoints: 100_000 })).reduce((sum, { values }) => sum + values.length, 0)
  }
  const freshReadings = async (instance: number, withinMs?: number): Promise<void> => {
    const before = await readings(instance)
    await eventually(`readings of ${instance}`, async () => (await readings(instance)) > before, withinMs)
  }

  it('are not there yet, but the routers and their networks are, once they were asked', async () => {
    valueOf(await engine.askRouters({}))
    await eventually('both routers', async () => (await map()).routers.length === 2)
    const { routers: known, networks: all } = await map()
    expect(known.map(({ ip, networks, source }) => `${ip}: ${networks.join()} ${source}`).sort()).toEqual(['10.83.0.2: 2005 announced', '10.83.0.3: 2006 announced'])
    expect(all.find(({ interfaceName }) => interfaceName === 'lan')).toMatchObject({ network: 1, problems: [] })
    expect(all.find(({ network }) => network === 2005)).toMatchObject({ routers: ['10.83.0.2:47808'], deviceIds: [], problems: [] })
  })

  it('are found on one network alone, when only that is asked', async () => {
    expect(await end(await engine.discoverNetwork({ network: 2006 }))).toMatchObject({ state: 'done' })
    expect(valueOf(await engine.listDevices({})).map(({ instance }) => instance)).toEqual([601])
    expect((await device(601)).address).toEqual({ ip: '10.83.0.3', port: 47_808, network: 2006, mac: '01' })
  })

  it('are not found on a network that is not there, or in a range that has none', async () => {
    expect(await end(await engine.discoverNetwork({ network: 9 }))).toMatchObject({ state: 'failed', failure: { code: 'nothing-found-network', detail: { network: 9 } } })
    expect(await end(await engine.discoverNetwork({ network: 2005, lowInstance: 503, highInstance: 600 }))).toMatchObject({ state: 'failed', failure: { code: 'nothing-found-network' } })
  })

  it('are all found by a search, with network and MAC, and are read', async () => {
    expect(await end(await engine.startDiscovery({ interfaces: [], targets: [] }))).toMatchObject({ state: 'done' })
    expect((await device(502)).address).toEqual({ ip: '10.83.0.2', port: 47_808, network: 2005, mac: '02' })
    await freshReadings(501)
    const { id } = await device(601)
    expect((await map()).networks.find(({ network }) => network === 2006)).toMatchObject({ deviceIds: [id], instancesHeard: 1 })
  })

  it('wait while their router is busy, without being called silent, and go on when it is free', async () => {
    await routers.order({ router: 0, say: 'busy' })
    await eventually('the trouble', async () => (await troubles()).includes('2005 network.trouble.busy'))
    const { asked } = (await routers.order({ router: 0 })).routers[0]!
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const later = (await routers.order({ router: 0 })).routers[0]!.asked
    // What was on its way when it said so.
    expect(later - asked).toBeLessThanOrEqual(2)
    expect((await device(501)).state).toBe('online')
    await freshReadings(601)
    await routers.order({ router: 0, say: 'available' })
    await freshReadings(501)
    expect(await troubles()).toEqual([])
  })

  it('are offline with the router’s own reason when it knows no way to them', async () => {
    await routers.order({ router: 0, mood: { refuses: 1 } })
    await eventually('the trouble', async () => (await troubles()).includes('2005 network.trouble.noRoute'))
    await eventually('both offline', async () => (await device(501)).state === 'offline' && (await device(502)).state === 'offline')
    expect((await device(601)).state).toBe('online')
    await routers.order({ router: 0, mood: 'passes' })
    await eventually('both online', async () => (await device(501)).state === 'online' && (await device(502)).state === 'online')
    await eventually('no trouble', async () => (await troubles()).length === 0)
  })

  it('are found again behind a router that has another address', async () => {
    await routers.order({ router: 0, mood: 'drops' })
    await startInfrastructure(networks, 'building', { routers: [{ ...FIRST, ip: '10.83.0.4' }] })
    const now = await eventually('the new way', async () => {
      const found = await device(501)
      return found.address.ip === '10.83.0.4' && found
    })
    expect(now.problems).toMatchObject([{ key: 'device.moved', params: { from: 'network 2005 address 01 via 10.83.0.2:47808', to: 'network 2005 address 01 via 10.83.0.4:47808' } }])
    await freshReadings(501)
  })

  it('have their network named in a conflict while two routers lead there', async () => {
    await routers.order({ router: 0, mood: 'passes' })
    valueOf(await engine.askRouters({}))
    await eventually('the conflict', async () => (await map()).networks.find(({ network }) => network === 2005)?.problems.some(({ key }) => key === 'network.twoRouters'))
    expect(valueOf(await engine.getDiagnosis({})).findings.map(({ id }) => id)).toContain('network-conflict')
    // It is one device, not two with one number.
    expect((await device(501)).problems.map(({ key }) => key)).toEqual(['device.moved'])
  })
})
