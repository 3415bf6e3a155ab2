/**
 * Every function of `electron/engine/bacnet` whose name ends in `Apdu` or `Datagram`, with a maker of samples: the conformity test fails when one is missing
 * here, so that nothing is sent which no independent reader has seen.
 */
import { COMMAND_SAMPLES } from './command-samples.ts'
import { COV_SAMPLES } from './cov-samples.ts'
import { ENCODER_SAMPLES, type EncoderSample, type Random } from './encoder-samples.ts'
import { LOG_SAMPLES } from './log-samples.ts'
import { NETWORK_SAMPLES } from './network-samples.ts'

export const ALL_SAMPLES: Readonly<Record<string, (random: Random) => EncoderSample>> = { ...COV_SAMPLES, ...ENCODER_SAMPLES, ...NETWORK_SAMPLES, ...COMMAND_SAMPLES, ...LOG_SAMPLES }
