/** Entry of the worker thread that works out patterns and efficiency, on its own read-only connection. */
import { workerData } from 'node:worker_threads'
import { serveLane } from '../../store/lane-server.ts'
import { openMeterQueries } from '../../store/meter-queries.ts'
import { createPatternJob } from './pattern-job.ts'
import type { PatternTable, PatternWorkerData } from './pattern-lane.ts'

const queries = openMeterQueries((workerData as PatternWorkerData).databaseFile)
const job = createPatternJob(queries)

const table: PatternTable = { patterns: (task) => job.patterns(task), efficiency: (task) => job.efficiency(task) }

serveLane(table, () => queries.close())
