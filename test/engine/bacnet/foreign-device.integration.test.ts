/**
 * Two subnets with an IP router between them, on networks of the test's own. The laptop is in the office, the devices are in the plant; broadcasts do not
 * pass. First it has to do without help, then it registers with the plant's BBMD as a foreign device, then the office gets a BBMD of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineClient } from '../../../shared/contract.ts'
import type { Job } from '../../../shared/domain/job.ts'
import type { ForeignDeviceState } from '../../../shared/domain/network.ts'
import { writeConstantSite } from '../../support/constant-site.ts'
import { eventually, valueOf } from '../../support/inline-engine.ts'
import { createNetworks, whyNoNetworks } from '../../support/networks.ts'
import type { State } from './infrastructure-child.ts'
import { startEngine, startInfrastructure, startSimulator, type Infrastructure } from './network-children.ts'

const why = whyNoNetworks()
if (why !== null) console.warn(`SKIPPED: a foreign device and BBMDs on virtual networks: ${why}`)

/** The shortest time there is: renewed after 15 s, over after 30 s. */
const TTL_SECONDS = 30
const BBMD = '10.82.0.254:47808'
const OFFICE_BBMD = { ip: '10.81.0.254', broadcast: '10.81.0.255', peers: ['10.82.0.254'] }
const PLANT_BBMD = { ip: '10.82.0.254', broadcast: '10.82.0.255', peers: ['10.81.0.254'] }
const OFFICE = 0
const PLANT = 1
const DEVICES = [
  { instance: 3001, name: 'Plant one', value: 300 },
  { instance: 3002, name: 'Plant two', value: 320 },
]

describe.skipIf(why !== null)('a laptop in another subnet than the devices', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-foreign-'))
  const networks = createNetworks()
  let engine: EngineClient
  let bbmds: Infrastructure

  beforeAll(async () => {
    for (const space of ['laptop', 'between', 'plant']) networks.space(space)
    networks.cable({ space: 'laptop', name: 'lan', addresses: ['10.81.0.1/24'] }, { space: 'between', name: 'office', addresses: ['10.81.0.254/24'] })
    networks.cable({ space: 'between', name: 'plant', addresses: ['10.82.0.254/24'] }, { space: 'plant', name: 'uplink', addresses: ['10.82.0.2/24', '10.82.0.3/24'] })
    networks.forward('between')
    networks.ip('laptop', 'route', 'add', 'default', 'via', '10.81.0.254')
    networks.ip('plant', 'route', 'add', 'default', 'via', '10.82.0.254')
    const site = writeConstantSite(folder, 'plant', DEVICES, 5)
    await startSimulator(networks, 'plant', DEVICES.length, '--site', site, '--ip', '10.82.0.2', '--addresses', '--port', '47808', '--broadcast', '10.82.0.255')
    bbmds = await startInfrastructure(networks, 'between', { bbmds: [OFFICE_BBMD, PLANT_BBMD] })
    await bbmds.order({ bbmd: OFFICE, alive: false })
    engine = (await startEngine(networks, join(folder, 'site'), 'lan')).engine
    valueOf(await engine.changeSettings({ patch: { defaultPollIntervalMs: 1_000, requestTimeoutMs: 1_500, requestsPerSecondPerDevice: 100 } }))
  })
  afterAll(async () => {
    await networks.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const discover = async (): Promise<Job> => {
    const { id } = valueOf(await engine.startDiscovery({ interfaces: [], targets: [] }))
    return eventually('the end of the discovery', async () => valueOf(await engine.listJobs({})).find((job) => job.id === id && job.state !== 'running'))
  }
  const foreign = async (): Promise<ForeignDeviceState> => valueOf(await engine.getNetworkMap({})).foreignDevice
  const stateIs = (state: ForeignDeviceState['state'], withinMs?: number): Promise<ForeignDeviceState> =>
    eventually(`the state ${state}`, async () => {
      const now = await foreign()
      return now.state === state && now
    }, withinMs)
  const plant = async (): Promise<State['bbmds'][number]> => (await bbmds.order({ bbmd: PLANT })).bbmds[PLANT]!
  const addresses = async (): Promise<string[]> => valueOf(await engine.listDevices({})).map(({ instance, address }) => `${instance} at ${address.ip}:${address.port}`).sort()
  const findings = async (): Promise<string[]> => valueOf(await engine.getDiagnosis({})).findings.map(({ id }) => id)

  it('finds nothing by itself, and says what may be the reason', async () => {
    expect(await discover()).toMatchObject({ state: 'failed', failure: { code: 'nothing-found' } })
    expect(await findings()).toEqual(['nothing-heard', 'firewall-possible'])
  })

  it('is refused by a BBMD that takes nobody, and says so', async () => {
    await bbmds.order({ bbmd: PLANT, refuses: true })
    valueOf(await engine.setForeignDevice({ enabled: true, bbmd: BBMD, ttlSeconds: TTL_SECONDS }))
    expect((await stateIs('refused')).problem).toEqual({ key: 'foreign.refused', params: { bbmd: BBMD, code: '0x0030' } })
    expect(await findings()).toContain('foreign-device')
    await bbmds.order({ bbmd: PLANT, refuses: false })
  })

  it('registers, and then finds the devices by the addresses they really have', async () => {
    valueOf(await engine.setForeignDevice({ enabled: true, bbmd: BBMD, ttlSeconds: TTL_SECONDS }))
    const { registeredUntilMs, broadcastTable } = await eventually('the broadcast table', async () => {
      const now = await foreign()
      return now.state === 'registered' && now.broadcastTable.length > 0 && now
    })
    expect(registeredUntilMs! - Date.now()).toBeGreaterThan((TTL_SECONDS - 5) * 1_000)
    expect(broadcastTable.map(({ address }) => address)).toEqual([BBMD, '10.81.0.254:47808'])
    expect((await plant()).foreign).toEqual(['10.81.0.1:47808'])
    expect(await discover()).toMatchObject({ state: 'done' })
    expect(await addresses()).toEqual(['3001 at 10.82.0.2:47808', '3002 at 10.82.0.3:47808'])
    await eventually('both online', async () => valueOf(await engine.listDevices({})).every(({ state }) => state === 'online'))
    expect(await findings()).toEqual(['all-there'])
  })

  it('counts what the devices broadcast to their real addresses', async () => {
    const { broadcasters } = valueOf(await engine.getNetworkMap({}))
    const device = broadcasters.find(({ address }) => address === '10.82.0.2:47808')
    expect(device).toMatchObject({ instance: 3001, own: false, wrongInterface: false })
    expect(device!.byKind.iAm).toBeGreaterThan(0)
    expect(broadcasters.find(({ own }) => own)).toMatchObject({ address: '10.81.0.1:47808', interfaceName: 'lan' })
  })

  it('registers anew at once when its address changes', async () => {
    const before = (await plant()).registrations
    networks.ip('laptop', 'addr', 'del', '10.81.0.1/24', 'dev', 'lan')
    networks.ip('laptop', 'addr', 'add', '10.81.0.99/24', 'brd', '+', 'dev', 'lan')
    networks.ip('laptop', 'route', 'add', 'default', 'via', '10.81.0.254')
    await eventually('the new address in the table', async () => (await plant()).foreign.includes('10.81.0.99:47808'))
    expect((await plant()).registrations).toBeGreaterThan(before)
  })

  it('renews before its time is over, and registers anew when the BBMD has forgotten it', async () => {
    const before = (await plant()).registrations
    await eventually('a renewal', async () => (await plant()).registrations > before, TTL_SECONDS * 1_000)
    expect((await foreign()).state).toBe('registered')
    await bbmds.order({ bbmd: PLANT, forget: true })
    // The next broadcast is refused; that is when it notices.
    await eventually('a place in the table again', async () => {
      valueOf(await engine.listInterfaces({}))
      return (await plant()).foreign.length > 0
    })
  })

  it('shows that renewals are not answered, then that the registration is over, and comes back by itself', async () => {
    await bbmds.order({ bbmd: PLANT, alive: false })
    const troubled = await eventually('an unanswered renewal', async () => {
      const now = await foreign()
      return now.problem !== null && now
    })
    expect(troubled).toMatchObject({ state: 'registered', problem: { key: 'foreign.renewalUnanswered' } })
    expect((await stateIs('silent')).registeredUntilMs).toBeNull()
    await bbmds.order({ bbmd: PLANT, alive: true })
    expect((await stateIs('registered')).problem).toBeNull()
  })

  it('takes its leave when it is switched off', async () => {
    const before = (await plant()).removals
    expect(valueOf(await engine.setForeignDevice({ enabled: false, bbmd: BBMD, ttlSeconds: TTL_SECONDS })).state).toBe('off')
    expect(await plant()).toMatchObject({ removals: before + 1, foreign: [] })
  })

  it('needs no registration where the office has a BBMD of its own', async () => {
    for (const { id } of valueOf(await engine.listDevices({}))) valueOf(await engine.removeDevice({ deviceId: id }))
    await bbmds.order({ bbmd: OFFICE, alive: true })
    expect(await discover()).toMatchObject({ state: 'done' })
    expect(await addresses()).toEqual(['3001 at 10.82.0.2:47808', '3002 at 10.82.0.3:47808'])
  })
})
