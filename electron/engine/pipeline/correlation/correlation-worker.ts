/** Entry of the worker thread that compares points: reads on its own connection, in turns so that it can be asked and ended between them. */
import { workerData } from 'node:worker_threads'
import { serveLane } from '../../store/lane-server.ts'
import { openReplayQueries } from '../../store/replay-queries.ts'
import { createCorrelationJob, type CorrelationJob } from './correlation-job.ts'
import type { CorrelationTable, CorrelationWorkerData } from './correlation-lane.ts'

const { databaseFile, task } = workerData as CorrelationWorkerData
const queries = openReplayQueries(databaseFile)
let job: CorrelationJob | undefined
/** Made at the first question, so that its failure is an answer. */
const theJob = (): CorrelationJob => (job ??= createCorrelationJob(task, queries, () => performance.now()))

const table: CorrelationTable = { turn: (budgetMs) => theJob().turn(budgetMs), found: () => theJob().found() }

serveLane(table, () => queries.close())
