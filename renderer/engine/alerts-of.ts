/** Alerts of several points and devices in a period, kept true by the engine's events like every other list of alerts. */
import { useQueries } from '@tanstack/react-query'
import type { CallInput } from '../../shared/contract.ts'
import type { Alert } from '../../shared/domain/alert.ts'
import { CallError, useEngine } from './engine-context.tsx'

const DAY_MS = 86_400_000

export interface AlertSubject {
  readonly pointId?: number
  readonly deviceId?: number
  /** The newest so many. */
  readonly limit: number
}

/** `fromMs` is taken back to a whole day, so that a moving period does not ask again each time. Without `toMs` until now. */
export const useAlertsOf = (subjects: readonly AlertSubject[], { fromMs, toMs }: { readonly fromMs: number; readonly toMs?: number }): readonly Alert[] => {
  const client = useEngine()
  const dayMs = Math.max(0, Math.floor(fromMs / DAY_MS) * DAY_MS)
  return useQueries({
    queries: subjects.map((subject) => {
      const args: CallInput<'listAlerts'> = { which: 'all', ...subject, fromMs: dayMs, ...(toMs === undefined ? {} : { toMs }) }
      return {
        queryKey: ['listAlerts', args],
        structuralSharing: false,
        queryFn: async () => {
          const answer = await client.listAlerts(args)
          if (answer.ok) return answer.value
          throw new CallError(answer.error)
        },
      }
    }),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  })
}
