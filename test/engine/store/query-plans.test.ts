/** The questions asked over millions of rows go through an index, never through the whole table. */
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openWriter } from '../../../electron/engine/store/connection.ts'
import { migrate } from '../../../electron/engine/store/migrate.ts'
import { preparePastStates } from '../../../electron/engine/store/past/past-state.ts'
import { prepareTimeline } from '../../../electron/engine/store/past/timeline.ts'
import { openReaderQueries } from '../../../electron/engine/store/reader-queries.ts'
import { createTables } from '../../../electron/engine/store/tables/all-tables.ts'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { alertOf, databaseOf, openSite, readingRows, START_MS, temporaryFolder } from './sample-site.ts'

/** The statements that `ask` runs, with their parameters filled in, and the database they ran on. */
const statementsOf = (ask: (db: Database.Database) => void): { file: string; statements: string[] } => {
  const file = databaseOf(temporaryFolder())
  const db = openWriter(file)
  migrate(db)
  const statements: string[] = []
  const traced = new Database(file, { verbose: (text) => statements.push(String(text)) })
  ask(traced)
  traced.close()
  db.close()
  return { file, statements: statements.filter((text) => /readings|outcome_minutes|outcome_hours|alert|coverage_gaps|imported_intervals/.test(text)) }
}

const databaseWithSchema = (): Database.Database => {
  const db = openWriter(databaseOf(temporaryFolder()))
  migrate(db)
  return db
}

const plansOf = (ask: (db: Database.Database) => void): string[] => {
  const { file, statements } = statementsOf(ask)
  const db = new Database(file)
  const plans = statements.map((text) => db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all().map((row) => row.detail).join('\n'))
  db.close()
  return plans
}

const rows = readingRows(Array.from({ length: 20 }, (_, index) => [1, START_MS + index, index] as const))

describe('the plan of', () => {
  it('last readings seeks each point', () => {
    const plans = plansOf((db) => void createTables(db).readings.last())
    expect(plans).toHaveLength(1)
    expect(plans[0]).toMatch(/SEARCH r USING PRIMARY KEY \(point_id=\? AND time_ms=\?\)/)
    expect(plans[0]).toMatch(/SEARCH readings USING PRIMARY KEY \(point_id=\?\)/)
    expect(plans[0]).not.toMatch(/SCAN (r|readings)\b/)
  })

  it('imported intervals walks the primary key, and sweeping an unfinished import the index of imports', () => {
    const plans = plansOf((db) => {
      const { energyImports } = createTables(db)
      energyImports.intervals(1, 0, START_MS)
      energyImports.known(1, Float64Array.of(START_MS))
      energyImports.insert({ atMs: 1, fileName: 'a', target: { what: 'weather', forecast: false }, meterId: null, rows: 1, left: 0, fromMs: 1, toMs: 2 })
      energyImports.sweep()
    })
    expect(plans).toHaveLength(3)
    expect(plans[0]).toMatch(/SEARCH imported_intervals USING PRIMARY KEY \(series=\? AND start_ms>\? AND start_ms<\?\)/)
    expect(plans[1]).toMatch(/SEARCH imported_intervals USING PRIMARY KEY \(series=\? AND start_ms=\?/)
    expect(plans[2]).toMatch(/INDEX imported_intervals_by_import \(import_id=\?\)/)
    for (const plan of plans) expect(plan).not.toMatch(/SCAN imported_intervals\b/)
  })

  it('deleting a slice of readings or outcomes walks the primary key', () => {
    const plans = plansOf((db) => {
      const tables = createTables(db)
      tables.readings.deleteSome(1, 100)
      tables.outcomes.deleteSome(1, 100)
      tables.outcomes.deleteHours(1, START_MS)
    })
    expect(plans).toHaveLength(5)
    for (const plan of plans) expect(plan).toMatch(/SEARCH (readings|outcome_minutes|outcome_hours) USING PRIMARY KEY/)
  })

  it('replacing a reading goes to its row', () => {
    const plans = plansOf((db) => {
      const tables = createTables(db)
      tables.readings.write(rows, () => true)
      tables.readings.write(rows, () => true)
    }).filter((plan) => plan !== '' && !plan.includes('VALUES'))
    expect(plans).toHaveLength(20)
    for (const plan of plans) expect(plan).toMatch(/SEARCH readings USING PRIMARY KEY \(point_id=\? AND time_ms=\?\)/)
  })

  it('outcomes since a moment seeks each device', () => {
    const [plan] = plansOf((db) => void createTables(db).outcomes.since(START_MS))
    expect(plan).toMatch(/SEARCH o USING PRIMARY KEY \(device_id=\? AND minute_ms>\?\)/)
  })

  it('open alerts and alerts of a point use their indexes', () => {
    const plans = plansOf((db) => {
      const { alerts } = createTables(db)
      alerts.insert(alertOf(1, 2), { atMs: START_MS, what: 'raised', note: '' })
      alerts.list({ which: 'open', limit: 10 })
      alerts.list({ which: 'all', pointId: 2, limit: 10 })
      alerts.history(1)
    }).filter((plan) => plan !== '')
    expect(plans[0]).toMatch(/USING INDEX alerts_open/)
    expect(plans[1]).toMatch(/USING INDEX alerts_by_point/)
    expect(plans[2]).toMatch(/USING INDEX alert_transitions_by_alert/)
  })

  it('the members of an incident seeks them by their incident', () => {
    const plans = plansOf((db) => void createTables(db).alerts.ofIncident(3, 5_000))
    expect(plans).toHaveLength(1)
    expect(plans[0]).toMatch(/SEARCH alerts USING INDEX alerts_by_incident \(incident_id=\?\)/)
  })

  it('coverage gaps of a period uses an index for closed and for open ones', () => {
    const [plan] = plansOf((db) => void createTables(db).coverage.gaps(0, START_MS))
    expect(plan).not.toMatch(/SCAN coverage_gaps(?! USING INDEX)/)
    expect(plan?.match(/USING INDEX coverage_gaps_by/g)).toHaveLength(2)
  })
})

describe('a past moment', () => {
  const asked = (): string[] => statementsOf((db) => {
    const past = preparePastStates(db)
    db.exec(`INSERT INTO devices VALUES (1, 1001, '10.0.0.5', 47808, NULL, NULL, NULL, 1476, 'both', 14, 7, '', '', '', 'AHU-1', '', ${START_MS}, ${START_MS});
      INSERT INTO points VALUES (1, 1, 0, 1, 'a', '', 62, '[]', 10000, NULL), (2, 1, 0, 2, 'b', '', 62, '[]', 10000, NULL), (3, 1, 0, 3, 'c', '', 62, '[]', 10000, NULL);
      INSERT INTO readings VALUES (1, ${START_MS}, 1, 0), (2, ${START_MS}, 1, ${QUALITY.imported})`)
    createTables(db).alerts.insert({ ...alertOf(1, 1), raisedAtMs: START_MS }, { atMs: START_MS, what: 'raised', note: '' })
    past.states([START_MS + 60_000])
  }).statements
  const plansWith = (text: RegExp): string[] => {
    const db = databaseWithSchema()
    const plans = asked().filter((statement) => text.test(statement)).map((statement) => db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`).all().map((row) => row.detail).join('\n'))
    db.close()
    return plans
  }

  it('seeks the last reading of each point, and never walks through readings', () => {
    const plans = plansWith(/^\s*SELECT[^]*readings/)
    expect(plans.length).toBeGreaterThanOrEqual(4)
    expect(plans[0]).toMatch(/SEARCH r USING PRIMARY KEY \(point_id=\? AND time_ms=\?\)/)
    for (const plan of plans) {
      expect(plan).toMatch(/SEARCH readings USING PRIMARY KEY \(point_id=\?/)
      expect(plan).not.toMatch(/SCAN (r|readings)\b/)
    }
  })

  it('finds open alerts in one index that holds all that is asked, and seeks gaps and answers by device', () => {
    const [alerts] = plansWith(/alerts_span/)
    expect(alerts).toMatch(/SEARCH alerts USING COVERING INDEX alerts_span \(raised_at_ms<\?\)/)
    for (const plan of plansWith(/FROM coverage_gaps WHERE device_id IS/)) expect(plan).toMatch(/SEARCH coverage_gaps USING INDEX coverage_gaps_by_device \(device_id=\? AND from_ms<\?\)/)
    for (const plan of plansWith(/FROM outcome_(minutes|hours)/)) expect(plan).toMatch(/SEARCH outcome_(minutes|hours) USING PRIMARY KEY \(device_id=\? AND (minute|hour)_ms>\? AND (minute|hour)_ms<\?\)/)
  })

  it('counts what a time bar paints in the same index, and seeks the ends of each point’s readings', () => {
    const plans = plansOf((db) => void prepareTimeline(db).timeline(START_MS, START_MS + 3_600_000, 60))
    expect(plans.filter((plan) => /COVERING INDEX alerts_span \(raised_at_ms>\? AND raised_at_ms<\?\)/.test(plan))).toHaveLength(2)
    expect(plans.filter((plan) => /SEARCH readings USING PRIMARY KEY \(point_id=\?\)/.test(plan))).toHaveLength(2)
  })
})

describe('a chart over stored readings', () => {
  it('is read along the primary key, thinned or not', () => {
    const folder = temporaryFolder()
    openSite(folder).close()
    const db = new Database(databaseOf(folder))
    const inPeriod = 'FROM readings WHERE point_id = 1 AND time_ms >= 0 AND time_ms < 9'
    for (const select of ['time_ms, value, quality', 'count(*), min(time_ms)', 'min(value), max(quality)', 'DISTINCT quality']) {
      const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT ${select} ${inPeriod}`).all()[0]?.detail
      expect(plan).toBe('SEARCH readings USING PRIMARY KEY (point_id=? AND time_ms>? AND time_ms<?)')
    }
    db.close()
    const queries = openReaderQueries(databaseOf(folder))
    expect(queries.integrity()).toEqual([])
    queries.close()
  })
})
