/** Answers about network, devices, writing, files and visits of the made-up building. */
import { DEVICE_CALLS } from '../../../shared/calls/device-calls.ts'
import { NETWORK_CALLS } from '../../../shared/calls/network-calls.ts'
import { SITE_CALLS } from '../../../shared/calls/site-calls.ts'
import type { Handlers } from '../../../shared/contract.ts'
import { failure } from '../../../shared/result.ts'

type Answers = Pick<Handlers, keyof typeof NETWORK_CALLS | keyof typeof DEVICE_CALLS | keyof typeof SITE_CALLS>

export const fakeAcquisition = (): Answers => {
  const names = Object.keys({ ...NETWORK_CALLS, ...DEVICE_CALLS, ...SITE_CALLS })
  return Object.fromEntries(names.map((name) => [name, () => failure('not-built', 'This is not built yet.')])) as unknown as Answers
}
