/** Serves a site file, with the recording beside it when there is one. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ok, type Result } from '../../shared/result.ts'
import { EMPTY_RECORDING, readRecording, recordingSource } from './building/recording.ts'
import { readSiteFile } from './building/site-file.ts'
import type { Served } from './simulator.ts'

const RECORDING = 'readings.csv'

/** `startMs`: building time at which the recording begins. */
export const serveSite = (file: string, startMs: number, seed: number): Result<Served> => {
  const site = readSiteFile(file)
  if (!site.ok) return site
  const beside = join(dirname(file), RECORDING)
  const recording = existsSync(beside) ? readRecording(beside, site.value.devices) : ok(EMPTY_RECORDING)
  if (!recording.ok) return recording
  return ok({ source: recordingSource(recording.value, site.value.initial, startMs, seed), devices: site.value.devices, model: null })
}
