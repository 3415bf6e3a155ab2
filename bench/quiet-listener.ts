/** A listener of acquisition that hears readings and outcomes only, for benchmarks. */
import type { AcquisitionListener } from '../electron/engine/bacnet/acquisition-types.ts'

type Heard = Pick<AcquisitionListener, 'readings' | 'outcome' | 'pointProblem'>

export const quietListener = (heard: Heard): AcquisitionListener => ({
  ...heard,
  iAm: () => {},
  reachability: () => {},
  moved: () => {},
  duplicate: () => {},
  learnt: () => {},
  interfacesChanged: () => {},
  transportLost: () => {},
  transportBack: () => {},
})
