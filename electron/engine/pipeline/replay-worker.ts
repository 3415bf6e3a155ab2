/** Entry of the worker thread that replays stored readings: reads on its own connection, works in turns so that it can be asked and ended between them. */
import { workerData } from 'node:worker_threads'
import { serveLane } from '../store/lane-server.ts'
import { openReplayQueries } from '../store/replay-queries.ts'
import { createReplayJob, type ReplayJob } from './replay-job.ts'
import type { ReplayTable, ReplayWorkerData } from './replay-lane.ts'

const { databaseFile, task } = workerData as ReplayWorkerData
const queries = openReplayQueries(databaseFile)
let job: ReplayJob | undefined
/** Made at the first question, so that its failure is an answer. */
const theJob = (): ReplayJob => (job ??= createReplayJob(task, queries, () => performance.now()))

const table: ReplayTable = {
  turn: (budgetMs) => theJob().turn(budgetMs),
  sum: () => {
    const { marks, marksNow, ...counts } = theJob().sum()
    return { counts, marks: JSON.stringify(marks), marksNow: JSON.stringify(marksNow) }
  },
}

serveLane(table, () => queries.close())
