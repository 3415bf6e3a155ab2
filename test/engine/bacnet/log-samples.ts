/** Samples of what is asked of log buffers. */
import { readRangeApdu, type RangeSpec } from '../../../electron/engine/bacnet/read-range.ts'
import { between, confirmedSample, instance, pick, type EncoderSample, type Random } from './encoder-samples.ts'

const range = (random: Random): RangeSpec => {
  const count = pick(random, [1, -1, between(random, 2, 100), -between(random, 2, 200)])
  return pick<RangeSpec>(random, [
    { by: 'position', index: between(random, 1, 100_000), count },
    { by: 'sequence', sequence: pick(random, [1, between(random, 1, 1_000_000), 4_294_967_295]), count },
    { by: 'time', localMs: Date.UTC(2026, 0, 1) + between(random, 0, 40_000_000) * 10, count },
  ])
}

const readRange = (random: Random): EncoderSample => {
  const [type, number] = [pick(random, [20, 27]), instance(random)]
  return confirmedSample(random, readRangeApdu(type, number, range(random)), {
    'bacapp.objectType': [type],
    'bacapp.instance_number': [number],
    'bacapp.property_identifier': [131],
  })
}

export const LOG_SAMPLES: Readonly<Record<string, (random: Random) => EncoderSample>> = { readRangeApdu: readRange }
