/** Entry of the worker thread that works out health: reads on its own connection, in turns so that it can be asked and ended between them. */
import { workerData } from 'node:worker_threads'
import { openHealthQueries } from '../../store/health-queries.ts'
import { serveLane } from '../../store/lane-server.ts'
import { createHealthJob, type HealthJob } from './health-job.ts'
import type { HealthTable, HealthWorkerData } from './health-lane.ts'

const { databaseFile, task } = workerData as HealthWorkerData
const queries = openHealthQueries(databaseFile)
let job: HealthJob | undefined

const table: HealthTable = {
  turn: (budgetMs) => {
    // Made at the first question, so that its failure is an answer.
    job ??= createHealthJob(task, queries, () => performance.now())
    return job.turn(budgetMs)
  },
}

serveLane(table, () => queries.close())
