/**
 * A laptop with two adapters between two buildings, on networks of the test's own: the real engine on the real port, answers by broadcast,
 * cables that come out, addresses that change, numbers used twice. Values of building A are below 200, those of building B above 900.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineClient } from '../../../shared/contract.ts'
import type { InterfaceInfo } from '../../../shared/domain/acquisition.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { writeConstantSite } from '../../support/constant-site.ts'
import { eventually, valueOf } from '../../support/inline-engine.ts'
import { createNetworks, whyNoNetworks } from '../../support/networks.ts'
import { startEngine, startSimulator } from './network-children.ts'

/** In both buildings. */
const TWICE = 1003
/** Answers from any address its host has. */
const MOVER = 2001

const BUILDING_A = [
  { instance: 1001, name: 'A one', value: 100 },
  { instance: 1002, name: 'A two', value: 120 },
  { instance: TWICE, name: 'Plant', value: 140 },
]
const BUILDING_B = [
  { instance: MOVER, name: 'B one', value: 900 },
  { instance: TWICE, name: 'Plant', value: 940 },
]

const why = whyNoNetworks()
if (why !== null) console.warn(`SKIPPED: two buildings on virtual networks: ${why}`)

describe.skipIf(why !== null)('a laptop with two adapters between two buildings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-networks-'))
  const networks = createNetworks()
  let engine: EngineClient

  beforeAll(async () => {
    for (const space of ['laptop', 'building-a', 'building-b']) networks.space(space)
    networks.cable({ space: 'laptop', name: 'lan-a', addresses: ['10.71.0.1/24'] }, { space: 'building-a', name: 'uplink', addresses: ['10.71.0.2/24', '10.71.0.3/24', '10.71.0.4/24'] })
    networks.cable({ space: 'laptop', name: 'lan-b', addresses: ['10.72.0.1/24'] }, { space: 'building-b', name: 'uplink', addresses: ['10.72.0.2/24'] })
    const a = ['--site', writeConstantSite(folder, 'a', BUILDING_A, 10), '--ip', '10.71.0.2', '--addresses', '--port', '47808', '--broadcast', '10.71.0.255']
    const b = ['--site', writeConstantSite(folder, 'b', BUILDING_B, 10), '--ip', '0.0.0.0', '--port', '47809', '--broadcast', '10.72.0.255']
    await Promise.all([startSimulator(networks, 'building-a', BUILDING_A.length, ...a), startSimulator(networks, 'building-b', BUILDING_B.length, ...b)])
    engine = (await startEngine(networks, join(folder, 'site'), 'lan-a', 'lan-b')).engine
    valueOf(await engine.changeSettings({ patch: { defaultPollIntervalMs: 1_000, requestTimeoutMs: 1_500, requestsPerSecondPerDevice: 100 } }))
  })
  afterAll(async () => {
    await networks.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const discover = async (interfaces: readonly string[]): Promise<Job> => {
    const { id } = valueOf(await engine.startDiscovery({ interfaces: [...interfaces], targets: [] }))
    return eventually('the end of the discovery', async () => valueOf(await engine.listJobs({})).find((job) => job.id === id && job.state !== 'running'))
  }
  const devices = async (): Promise<readonly Device[]> => valueOf(await engine.listDevices({}))
  const device = async (instance: number): Promise<Device> => {
    const found = (await devices()).find((one) => one.instance === instance)
    if (found === undefined) throw new Error(`no device ${instance}`)
    return found
  }
  const adapters = async (): Promise<ReadonlyMap<string, InterfaceInfo>> => new Map(valueOf(await engine.listInterfaces({})).map((one) => [one.name, one]))
  /** Every reading kept of the device's inputs. */
  const values = async (instance: number): Promise<number[]> => {
    const { id } = await device(instance)
    const pointIds = valueOf(await engine.listPoints({ deviceId: id })).filter(({ kind }) => kind === 'analog').map((point) => point.id)
    expect(pointIds).toHaveLength(10)
    return valueOf(await engine.getSeries({ pointIds, fromMs: 0, toMs: Date.now() + 60_000, maxPoints: 100_000 })).flatMap((series) => [...series.values])
  }
  const freshValues = async (instance: number): Promise<void> => {
    const before = (await values(instance)).length
    await eventually(`new values of ${instance}`, async () => (await values(instance)).length >= before + 20)
  }
  const outside = (all: readonly number[], from: number): number[] => all.filter((value) => !(value >= from && value < from + 10))

  it('has the usual port and both adapters, each with its broadcast address', async () => {
    expect(valueOf(await engine.getStatus({})).transport).toEqual({ open: true, port: 47_808, problem: null })
    const found = await adapters()
    expect(found.get('lan-a')).toMatchObject({ address: '10.71.0.1', broadcast: '10.71.0.255', loopback: false })
    expect(found.get('lan-b')).toMatchObject({ address: '10.72.0.1', broadcast: '10.72.0.255', loopback: false })
  })

  it('hears the devices that answer by broadcast, and counts them on the adapter they are on', async () => {
    await eventually('all counted', async () => {
      const found = await adapters()
      return found.get('lan-a')?.devicesHeard === BUILDING_A.length && found.get('lan-b')?.devicesHeard === BUILDING_B.length
    })
  })

  it('finds the devices of the chosen adapter only', async () => {
    expect(await discover(['lan-a'])).toMatchObject({ state: 'done' })
    expect((await devices()).map(({ instance, address }) => `${instance} at ${address.ip}:${address.port}`).sort()).toEqual([
      '1001 at 10.71.0.2:47808',
      '1002 at 10.71.0.3:47808',
      `${TWICE} at 10.71.0.4:47808`,
    ])
    expect((await devices()).flatMap(({ problems }) => problems)).toEqual([])
    await freshValues(TWICE)
  })

  it('finds those of the other, says that a number is used twice, and never mixes the values', async () => {
    expect(await discover(['lan-b'])).toMatchObject({ state: 'done' })
    expect((await device(MOVER)).address).toEqual({ ip: '10.72.0.2', port: 47_809 })
    const twice = await device(TWICE)
    expect(twice.address.ip).toBe('10.71.0.4')
    expect(twice.problems).toMatchObject([{ key: 'device.duplicate', params: { instance: TWICE, address: '10.71.0.4:47808', other: '10.72.0.2:47810' } }])
    await freshValues(TWICE)
    await freshValues(MOVER)
    expect(outside(await values(TWICE), 140)).toEqual([])
    expect(outside(await values(MOVER), 900)).toEqual([])
    expect((await devices()).map(({ failureShare }) => failureShare)).toEqual([0, 0, 0, 0])
  })

  it('finds a device again whose address changed, and polls it there', async () => {
    networks.ip('building-b', 'addr', 'del', '10.72.0.2/24', 'dev', 'uplink')
    networks.ip('building-b', 'addr', 'add', '10.72.0.77/24', 'brd', '+', 'dev', 'uplink')
    const moved = await eventually('the new address', async () => {
      const now = await device(MOVER)
      return now.address.ip === '10.72.0.77' && now
    })
    expect(moved.problems).toMatchObject([{ key: 'device.moved', params: { from: '10.72.0.2:47809', to: '10.72.0.77:47809' } }])
    await freshValues(MOVER)
    expect(outside(await values(MOVER), 900)).toEqual([])
  })

  it('shows the devices of a dead cable as offline, nobody else, and has them back soon after it works again', async () => {
    networks.ip('laptop', 'link', 'set', 'lan-a', 'down')
    const inA = BUILDING_A.map(({ instance }) => instance)
    await eventually('building A offline', async () => (await devices()).every(({ instance, state }) => (state === 'offline') === inA.includes(instance)))
    await eventually('the adapter gone', async () => !(await adapters()).has('lan-a'))
    // Long enough for the engine to look for the silent ones on the other cable, where one of their numbers answers.
    await new Promise((resolve) => setTimeout(resolve, 11_000))
    expect((await device(TWICE)).address.ip).toBe('10.71.0.4')

    networks.ip('laptop', 'link', 'set', 'lan-a', 'up')
    await eventually('building A online', async () => (await devices()).every(({ state }) => state === 'online'), 30_000)
    await freshValues(TWICE)
    expect(outside(await values(TWICE), 140)).toEqual([])
    const b = await device(MOVER)
    expect(b.state).toBe('online')
  })
})
