/** The contract over a link: calls are allow-listed and validated on the engine's side, events go the other way. */
import { createBirpc } from 'birpc'
import * as v from 'valibot'
import { CALLS, CALL_NAMES, EVENT_NAMES, type CallName, type EngineClient, type EngineEvents, type EventName, type Handlers } from './contract.ts'
import { failure, type Result } from './result.ts'

/** One end of a message link; `post` takes anything structured clone can carry. */
export interface Channel {
  post(data: unknown): void
  onMessage(listen: (data: unknown) => void): void
  onClose(listen: () => void): void
  close(): void
}

interface EngineSide {
  call(name: string, args: unknown): Promise<Result<unknown>>
}
interface RendererSide {
  event(name: string, payload: unknown): void
}

const CALL_TIMEOUT_MS = 30_000

const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(CALLS, name)

/** Runs one call by name; whatever comes in, a `Result` goes out. */
export const runCall = async (handlers: Handlers, name: unknown, args: unknown): Promise<Result<unknown>> => {
  if (!isCallName(name)) return failure('call-unknown', `The engine knows no call ${JSON.stringify(name)}.`, { name: String(name) })
  const parsed = v.safeParse(CALLS[name].args, args)
  if (!parsed.success) {
    const issue = parsed.issues[0]
    const where = v.getDotPath(issue) ?? 'arguments'
    return failure('arguments-invalid', `Call ${name} was refused: ${where}: ${issue.message}`, { name, where, reason: issue.message })
  }
  try {
    const handler = handlers[name] as (valid: unknown) => Result<unknown> | Promise<Result<unknown>>
    return await handler(parsed.output)
  } catch (error) {
    // A bug, not an expected failure: tell the user that it happened, and leave the stack to the log.
    console.error(`call ${name} failed`, error)
    return failure('engine-bug', `Call ${name} failed inside the engine: ${error instanceof Error ? error.message : String(error)}`, { name })
  }
}

/** Serves the contract on one link. The returned function pushes an event to its other end. */
export const serveEngine = (handlers: Handlers, channel: Channel): (<N extends EventName>(name: N, payload: EngineEvents[N]) => void) => {
  const side: EngineSide = { call: (name, args) => runCall(handlers, name, args) }
  const rpc = createBirpc<RendererSide, EngineSide>(side, {
    post: (data) => channel.post(data),
    on: (listen) => channel.onMessage(listen),
    eventNames: ['event'],
    resolver: (name, resolved) => (name === 'call' ? resolved : undefined),
    onGeneralError: () => true,
    onFunctionError: () => true,
  })
  let open = true
  channel.onClose(() => {
    open = false
    rpc.$close()
  })
  return (name, payload) => {
    if (open) void rpc.event(name, payload)
  }
}

export type EventListener = <N extends EventName>(name: N, payload: EngineEvents[N]) => void

/** The renderer's side of one link. */
export const connectEngine = (channel: Channel, listen: EventListener): EngineClient => {
  const side: RendererSide = {
    event: (name, payload) => {
      if ((EVENT_NAMES as readonly string[]).includes(name)) listen(name as EventName, payload as never)
    },
  }
  const rpc = createBirpc<EngineSide, RendererSide>(side, {
    post: (data) => channel.post(data),
    on: (listen_) => channel.onMessage(listen_),
    timeout: CALL_TIMEOUT_MS,
    resolver: (name, resolved) => (name === 'event' ? resolved : undefined),
    onGeneralError: () => true,
  })
  channel.onClose(() => rpc.$close())
  const callByName = async (name: CallName, args: unknown): Promise<Result<unknown>> => {
    const lost = (reason: string): Result<never> => failure('disconnected', `The engine did not answer call ${name}: ${reason}`, { name })
    try {
      // Undefined is how a call ends whose link closed under it.
      const answer = (await rpc.call(name, args)) as Result<unknown> | undefined
      return answer ?? lost('the link closed')
    } catch (error) {
      return lost(error instanceof Error ? error.message : String(error))
    }
  }
  return Object.fromEntries(CALL_NAMES.map((name) => [name, (args: unknown) => callByName(name, args)])) as unknown as EngineClient
}
