/** An engine that is busy: every call waits before it is looked at, each kind of call a time of its own, so that answers arrive in another order than on a quiet machine. */
import type { Handlers } from '../../../shared/contract.ts'

type Call = (input: never) => unknown

/** Longest wait of a call. */
const MOST_MS = 900

/** 0 to below `MOST_MS`, the same for the same name and seed (FNV-1a). */
const waitMs = (name: string, seed: number): number => {
  let hash = 2_166_136_261 ^ seed
  for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619)
  return (hash >>> 0) % MOST_MS
}

/** The same handlers, later. Calls of one name keep their order, and what is answered is true when it is sent. */
export const slowAnswers = (handlers: Handlers, seed: number): Handlers =>
  Object.fromEntries(
    Object.entries(handlers as unknown as Record<string, Call>).map(([name, call]) => [
      name,
      async (input: never) => {
        await new Promise((looked) => setTimeout(looked, waitMs(name, seed)))
        return call(input)
      },
    ]),
  ) as unknown as Handlers
