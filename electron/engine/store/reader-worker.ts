/** Entry of a reader worker thread: answers questions one after another; typed arrays are moved, not copied. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Series } from '../../../shared/domain/series.ts'
import type { ReaderQuestion, ReaderReply, ReaderRequest, ReaderWorkerData } from './reader-protocol.ts'
import { openReaderQueries } from './reader-queries.ts'

const port = parentPort
if (port === null) throw new Error('reader-worker runs as a worker thread only')

const queries = openReaderQueries((workerData as ReaderWorkerData).databaseFile)

const buffersOf = (series: readonly Series[]): ArrayBuffer[] =>
  series.flatMap(({ timesMs, values, qualities }) => [timesMs.buffer, values.buffer, qualities.buffer] as ArrayBuffer[])

const answer = (question: ReaderQuestion): { readonly value: unknown; readonly moved: ArrayBuffer[] } => {
  switch (question.name) {
    case 'series': {
      const series = queries.series(...question.args)
      return { value: series, moved: buffersOf([series]) }
    }
    case 'history': {
      const history = queries.history(...question.args)
      return { value: history, moved: buffersOf(history) }
    }
    case 'integrity':
      return { value: queries.integrity(), moved: [] }
  }
}

const failureReply = (id: number, error: unknown): ReaderReply => ({
  id,
  ok: false,
  message: error instanceof Error ? error.message : String(error),
  code: error instanceof Error && 'code' in error ? String(error.code) : undefined,
})

port.on('message', (request: ReaderRequest) => {
  if (request === 'close') {
    queries.close()
    port.close()
    return
  }
  try {
    const { value, moved } = answer(request)
    port.postMessage({ id: request.id, ok: true, value } satisfies ReaderReply, moved)
  } catch (error) {
    port.postMessage(failureReply(request.id, error))
  }
})
