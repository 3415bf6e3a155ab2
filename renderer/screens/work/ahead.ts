/** What is likely to come, by the day it is likely on: work that falls due by hours run, and limits that points move towards. Pure. */
import { localDayOf } from '../../../shared/domain/local-day.ts'
import type { LimitCrossing, TaskView } from '../../../shared/domain/task.ts'

export type Ahead = { readonly what: 'runHours'; readonly day: string; readonly task: TaskView } | { readonly what: 'limit'; readonly day: string; readonly crossing: LimitCrossing }

/** Tasks that were planned stand on that day and are not foretold. */
export const aheadByDay = (tasks: readonly TaskView[], crossings: readonly LimitCrossing[], timeZone: string): ReadonlyMap<string, readonly Ahead[]> =>
  Map.groupBy(
    [
      ...tasks.flatMap((task): readonly Ahead[] => (task.state !== 'open' || task.plannedFor !== null || task.due === null || task.due.likelyMs === null ? [] : [{ what: 'runHours', day: localDayOf(task.due.likelyMs, timeZone), task }])),
      ...crossings.map((crossing): Ahead => ({ what: 'limit', day: localDayOf(crossing.likelyMs, timeZone), crossing })),
    ],
    ({ day }) => day,
  )
