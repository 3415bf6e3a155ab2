/** Entry of the worker thread that fits baselines: reads on its own connection. */
import { workerData } from 'node:worker_threads'
import { openMeterQueries } from '../../store/meter-queries.ts'
import { serveLane } from '../../store/lane-server.ts'
import type { BaselineTable, BaselineWorkerData } from './baseline-lane.ts'
import { fitTask, savingsTask } from './baseline-task.ts'

const { databaseFile } = workerData as BaselineWorkerData
const queries = openMeterQueries(databaseFile)

const table: BaselineTable = {
  fit: (task, model) => fitTask(queries, task, model),
  savings: (task, fitted, pricing) => savingsTask(queries, task, fitted, pricing),
}

serveLane(table, () => queries.close())
