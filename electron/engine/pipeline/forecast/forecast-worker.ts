/** Entry of the worker thread that forecasts: reads on its own connection, in turns so that it can be asked and ended between them. */
import { workerData } from 'node:worker_threads'
import { openForecastQueries } from '../../store/forecast-queries.ts'
import { serveLane } from '../../store/lane-server.ts'
import { createForecastJob, type ForecastJob } from './forecast-job.ts'
import type { ForecastTable, ForecastWorkerData } from './forecast-lane.ts'

const { databaseFile, task } = workerData as ForecastWorkerData
const queries = openForecastQueries(databaseFile)
let job: ForecastJob | undefined

const table: ForecastTable = {
  turn: (budgetMs) => {
    // Made at the first question, so that its failure is an answer.
    job ??= createForecastJob(task, queries, () => performance.now())
    return job.turn(budgetMs)
  },
}

serveLane(table, () => queries.close())
