/** Sensor faults as functions from the true reading to the shown one. */
import type { ReadingFault } from '../building/sim-point.ts'
import { gauss } from '../physics/noise.ts'
import type { SensorFault } from './fault-types.ts'

/** `now`: building time at which the fault begins; `held`: what the sensor shows at that moment. */
export const readingFault = (spec: SensorFault, now: number, held: number, seed: number): ReadingFault => {
  switch (spec.kind) {
    case 'sensorStuck':
      return () => held
    case 'sensorDrift':
      return (value, timeMs) => value + (spec.perHour * (timeMs - now)) / 3_600_000
    case 'sensorBias': {
      const onsetMs = spec.onsetMs ?? 0
      return (value, timeMs) => value + spec.bias * (onsetMs > 0 ? Math.min(1, (timeMs - now) / onsetMs) : 1)
    }
    case 'sensorNoise':
      return (value, timeMs) => value + spec.deviation * gauss(seed, spec.objectInstance + 7_000_000, Math.floor(timeMs / 1000))
  }
}
