/** Makes a PDF of a report in a worker thread of its own. */
import { Worker } from 'node:worker_threads'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { ReportDocument } from './report-frame.ts'

export type RenderPdf = (document: ReportDocument) => Promise<Result<Uint8Array>>

const failed = (reason: string): Result<never> => failure('report-failed', `The report could not be made: ${reason}`, { reason })

/** `workerUrl` is that of `pdf-worker.ts`, or of its bundle. The promise never rejects. */
export const createRenderPdf =
  (workerUrl: URL): RenderPdf =>
  (document) =>
    new Promise((resolve) => {
      const worker = new Worker(workerUrl, { workerData: document })
      worker.once('message', (bytes: Uint8Array) => resolve(ok(bytes)))
      worker.once('error', (error) => resolve(failed(error instanceof Error ? error.message : String(error))))
      worker.once('exit', (code) => resolve(failed(`its thread ended with code ${code}`)))
    })
