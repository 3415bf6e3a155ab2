/** Imports of the made-up building: files are read by the product's own readers, and kept in memory. */
import { tzOffset } from '@date-fns/tz'
import { proposeLayout } from '../../../electron/engine/site-files/intervals/interval-layout.ts'
import { LineProblems, readIntervals } from '../../../electron/engine/site-files/intervals/interval-reader.ts'
import { tableOf } from '../../../electron/engine/site-files/intervals/interval-table.ts'
import type { ENERGY_IMPORT_CALLS } from '../../../shared/calls/energy-import-calls.ts'
import type { EngineEvents, Handlers } from '../../../shared/contract.ts'
import type { TextFile } from '../../../shared/domain/ede.ts'
import type { EnergyImport, EnergyImportMapping } from '../../../shared/domain/energy-import.ts'
import type { Job, JobKind } from '../../../shared/domain/job.ts'
import { intervalUnit } from '../../../shared/interval-units.ts'
import { failure, ok } from '../../../shared/result.ts'

interface Building {
  readonly empty: boolean
  readonly failing: boolean
  readonly job: (kind: JobKind) => Job
  readonly push: <N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]) => void
}

const drain = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

const read = (file: TextFile, mapping: EnergyImportMapping) => {
  const problems = new LineProblems()
  const content = drain(readIntervals(file.bytes, mapping, problems))
  const table = drain(tableOf(content.rows, { mapping, unit: intervalUnit(mapping.unit)!, offsetMinutes: (utcMs) => tzOffset(mapping.timeZone, new Date(utcMs)) }, problems))
  return { problems, content, table }
}

export const fakeEnergyImport = ({ empty, failing, job, push }: Building): Pick<Handlers, keyof typeof ENERGY_IMPORT_CALLS> => {
  const nowMs = Date.now()
  const refused = failure('import-running', 'Another file is being imported.')
  let imports: EnergyImport[] = empty
    ? []
    : [
        { id: 2, atMs: nowMs - 3_600_000, fileName: 'outdoor-temperature-2025.csv', target: { what: 'weather', forecast: false }, meterId: null, rows: 8_760, left: 0, fromMs: Date.UTC(2025, 0, 1), toMs: Date.UTC(2026, 0, 1), undoneAtMs: null },
        { id: 1, atMs: nowMs - 7_200_000, fileName: 'weather wrong zone.csv', target: { what: 'weather', forecast: false }, meterId: null, rows: 8_760, left: 3, fromMs: Date.UTC(2025, 0, 1), toMs: Date.UTC(2026, 0, 1), undoneAtMs: nowMs - 7_000_000 },
      ]
  return {
    previewEnergyImport: ({ file, mapping: wanted }) => {
      if (failing) return refused
      const mapping = wanted ?? proposeLayout(new TextDecoder().decode(file.bytes.subarray(0, 32_768)), 'Europe/Berlin').mapping
      if (intervalUnit(mapping.unit) === undefined) return failure('import-unit-unknown', 'unknown', { unit: mapping.unit })
      const { problems, content, table } = read(file, mapping)
      const { intervals, duplicates, overlaps, intervalMinutes } = table
      const at = new Map([...intervals.lines].map((line, index) => [line, index]))
      const wrong = new Map(problems.list.map(({ line, text }) => [line, text] as const))
      return ok({
        mapping, columns: content.columns, total: content.total, good: intervals.values.length, fromMs: intervals.startsMs[0] ?? null, toMs: intervals.endsMs.at(-1) ?? null, intervalMinutes, duplicates, overlaps,
        problems: problems.list, problemsLeftOut: problems.leftOut, known: 0, sum: mapping.values === 'temperature' ? null : intervals.values.reduce((sum, value) => sum + value, 0),
        rows: content.shown.map(({ line, cells }) => ({ line, cells, startMs: intervals.startsMs[at.get(line) ?? -1] ?? null, value: intervals.values[at.get(line) ?? -1] ?? null, problem: wrong.get(line) ?? null })),
      })
    },
    startEnergyImport: ({ file, mapping, target }) => {
      if (failing) return refused
      const { content, table } = read(file, mapping)
      const rows = table.intervals.values.length
      imports = [
        { id: imports.length + 1, atMs: Date.now(), fileName: file.name, target, meterId: null, rows, left: content.total - rows, fromMs: table.intervals.startsMs[0]!, toMs: table.intervals.endsMs.at(-1)!, undoneAtMs: null },
        ...imports,
      ]
      setTimeout(() => push('energyChanged', { meterIds: [] }), 0)
      return ok({ job: job('import') })
    },
    listEnergyImports: () => (failing ? refused : ok(imports)),
    undoEnergyImport: ({ importId }) => {
      imports = imports.map((one) => (one.id === importId ? { ...one, undoneAtMs: Date.now() } : one))
      push('energyChanged', { meterIds: [] })
      return ok(imports.find(({ id }) => id === importId)!)
    },
  }
}
