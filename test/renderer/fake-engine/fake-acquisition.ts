/** Answers about network, devices, writing, files and visits of the made-up building. */
import { DEVICE_CALLS } from '../../../shared/calls/device-calls.ts'
import { NETWORK_CALLS } from '../../../shared/calls/network-calls.ts'
import { SITE_CALLS } from '../../../shared/calls/site-calls.ts'
import type { Handlers } from '../../../shared/contract.ts'
import type { Job } from '../../../shared/domain/job.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { failure, ok } from '../../../shared/result.ts'
import { fakeCheckUp } from './fake-check-up.ts'
import { fakeDevices } from './fake-devices.ts'
import { fakeVisits } from './fake-visits.ts'
import { fakeNetwork, type FakeNetworkParts } from './fake-network.ts'

type Answers = Pick<Handlers, keyof typeof NETWORK_CALLS | keyof typeof DEVICE_CALLS | keyof typeof SITE_CALLS>

interface FakeAcquisitionParts extends FakeNetworkParts {
  readonly points: () => readonly Point[]
  readonly job: (kind: Job['kind']) => Job
  /** Every call of these fails: how the screens say so. */
  readonly failing: boolean
}

const answersOf = (parts: FakeAcquisitionParts): Partial<Answers> => ({
  ...fakeNetwork(parts),
  ...fakeVisits(parts.devices),
  ...fakeDevices(parts),
  getCheckUp: () => ok(fakeCheckUp(parts.devices(), Date.now())),
  exportCheckUp: ({ format }) => ok({ name: `check-up.${format}`, bytes: new TextEncoder().encode(format === 'json' ? JSON.stringify(fakeCheckUp(parts.devices(), Date.now())) : '%PDF-1.4') }),
})

export const fakeAcquisition = (parts: FakeAcquisitionParts): Answers => {
  const names = Object.keys({ ...NETWORK_CALLS, ...DEVICE_CALLS, ...SITE_CALLS })
  const notBuilt = Object.fromEntries(names.map((name) => [name, () => failure('engine-bug', `${name} failed.`, { name })])) as unknown as Answers
  return parts.failing ? notBuilt : { ...notBuilt, ...answersOf(parts) }
}
