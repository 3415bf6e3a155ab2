/** Entry of the worker thread that fits models: reads histories on its own read-only connection, one point at a time. */
import { workerData } from 'node:worker_threads'
import { serveLane } from '../store/lane-server.ts'
import { openReaderQueries } from '../store/reader-queries.ts'
import { createDriftJudge } from './drift-judge.ts'
import { createRelatedFitter } from './fit-related.ts'
import { createPointLearner, createSignFinder } from './learner.ts'
import type { FitTable, FitWorkerData } from './worker-learner.ts'

const { databaseFile, window } = workerData as FitWorkerData
const queries = openReaderQueries(databaseFile)
const drift = createDriftJudge(window, (pointId, fromMs, toMs) => queries.history([pointId], fromMs, toMs)[0])
const learnPoint = createPointLearner(window)
const relatedOf = createRelatedFitter(window, (pointId) => queries.history([pointId], window.fromMs, window.toMs)[0])
const signOf = createSignFinder(window)

const table: FitTable = {
  fit: (points) => points.map((point) => learnPoint(point, queries.history([point.id], window.fromMs, window.toMs)[0])),
  findSigns: (points) => points.flatMap((point) => signOf(point, queries.history([point.id], window.fromMs, window.toMs)[0])),
  fitRelated: (questions) => questions.map(relatedOf),
  addDrift: (questions) => drift.add(questions),
  judgeDrift: (pointIds) => drift.judge(pointIds),
}

serveLane(table, () => queries.close())
