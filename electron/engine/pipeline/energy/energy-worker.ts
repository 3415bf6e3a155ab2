/** Entry of the worker thread that works out energy: reads on its own connection, in turns so that it can be asked and ended between them. */
import { workerData } from 'node:worker_threads'
import { openEnergyQueries } from '../../store/energy-queries.ts'
import { serveLane } from '../../store/lane-server.ts'
import { createEnergyJob, type EnergyJob } from './energy-job.ts'
import type { EnergyTable, EnergyWorkerData } from './energy-lane.ts'

const { databaseFile, task } = workerData as EnergyWorkerData
const queries = openEnergyQueries(databaseFile)
let job: EnergyJob | undefined

const table: EnergyTable = {
  turn: (budgetMs) => {
    // Made at the first question, so that its failure is an answer.
    job ??= createEnergyJob(task, queries, () => performance.now())
    return job.turn(budgetMs)
  },
}

serveLane(table, () => queries.close())
