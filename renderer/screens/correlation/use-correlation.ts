/** The answer to a question about points that move together: asked as a job, waited for, given up when nobody looks any more. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { CorrelationAnswer, CorrelationQuestion } from '../../../shared/domain/correlation.ts'
import type { EngineClient } from '../../../shared/contract.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { useNewestJob } from '../../components/jobs.ts'
import { CallError, useEngine } from '../../engine/engine-context.tsx'

export type AnswerTo<W extends CorrelationQuestion['what']> = Extract<CorrelationAnswer, { readonly what: W }>

const LOOK_EVERY_MS = 200

/** `null` asks nothing. The job under way, if any, tells how far it is. */
export const useCorrelation = <W extends CorrelationQuestion['what']>(question: Extract<CorrelationQuestion, { readonly what: W }> | null): { readonly query: UseQueryResult<AnswerTo<W>, CallError>; readonly job: Job | undefined } => {
  const engine = useEngine()
  const newest = useNewestJob('correlation')
  const query = useQuery<AnswerTo<W>, CallError>({
    queryKey: ['getCorrelation', question],
    queryFn: ({ signal }) => ask(engine, question as CorrelationQuestion, signal) as Promise<AnswerTo<W>>,
    enabled: question !== null,
    staleTime: Infinity,
    retry: false,
    structuralSharing: false,
  })
  return { query, job: query.isFetching && newest?.state === 'running' ? newest : undefined }
}

const ask = async (engine: EngineClient, question: CorrelationQuestion, signal: AbortSignal): Promise<CorrelationAnswer> => {
  // The contract's arguments are writable lists.
  const started = await engine.startCorrelation({ question: question as Parameters<EngineClient['startCorrelation']>[0]['question'] })
  if (!started.ok) throw new CallError(started.error)
  const { job, correlationId } = started.value
  for (;;) {
    if (signal.aborted) {
      void engine.cancelJob({ jobId: job.id })
      throw new CallError({ code: 'correlation-unknown', message: 'Given up: nobody looks at it any more.' })
    }
    const jobs = await engine.listJobs({})
    if (!jobs.ok) throw new CallError(jobs.error)
    const now = jobs.value.find(({ id }) => id === job.id)
    if (now?.state === 'failed' && now.failure !== null) throw new CallError(now.failure)
    if (now?.state !== 'running') break
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  const answer = await engine.getCorrelation({ correlationId })
  if (!answer.ok) throw new CallError(answer.error)
  return answer.value
}
