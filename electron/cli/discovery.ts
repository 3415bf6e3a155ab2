/** Finds the devices that the arguments name; what every command that needs devices begins with. */
import type { Job } from '../../shared/domain/job.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { CliOptions } from './cli-options.ts'
import { watchJob, type HeadlessEngine } from './headless-engine.ts'

/** The port may be taken for a moment by whoever is closing it. */
const transportProblem = async (engine: HeadlessEngine): Promise<Result<null>> => {
  const status = await engine.call.getStatus({})
  if (!status.ok) return status
  const { open, problem } = status.value.transport
  if (open) return ok(null)
  const reason = problem === null ? '' : engine.terminal.say(problem)
  return failure('transport-closed', reason === '' ? 'The BACnet port is not open.' : reason, { reason })
}

/** Fails as `startDiscovery` and its job do. */
export const discoverDevices = async (engine: HeadlessEngine, options: CliOptions): Promise<Result<Job>> => {
  const ready = await transportProblem(engine)
  if (!ready.ok) return ready
  const { interfaces, targets, lowInstance, highInstance } = options
  return watchJob(engine, await engine.call.startDiscovery({ interfaces: [...interfaces], targets: [...targets], lowInstance, highInstance }))
}
