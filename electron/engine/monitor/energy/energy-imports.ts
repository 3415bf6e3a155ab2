/** Imports of interval data and weather: looked at before, taken in one piece or not at all, and taken out again. */
import type { EnergyImport, EnergyImportMapping, EnergyImportPreview, EnergyImportTarget } from '../../../../shared/domain/energy-import.ts'
import type { Measure, Medium } from '../../../../shared/domain/energy.ts'
import type { TextFile } from '../../../../shared/domain/ede.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { textOf } from '../../site-files/encoding.ts'
import { proposeLayout } from '../../site-files/intervals/interval-layout.ts'
import { LineProblems, readIntervals, type ReadFile } from '../../site-files/intervals/interval-reader.ts'
import { tableOf, type IntervalTable } from '../../site-files/intervals/interval-table.ts'
import { intervalUnit, unitKindOf, type IntervalUnit } from '../../../../shared/interval-units.ts'
import { WEATHER_FORECAST_SERIES, WEATHER_SERIES } from '../../store/tables/energy-imports-table.ts'
import { utcOffsetMinutes } from '../local-time.ts'
import type { SiteContext } from '../site-context.ts'
import { inSlices } from '../slices.ts'

/** Rows written in one transaction: some milliseconds. */
const ROWS_AT_ONCE = 2_000
/** Characters looked at to propose a layout. */
const HEAD_CHARS = 32_768

/** Control characters that texts have, and the share of others from which a file is none. */
const LINE_CHARS: ReadonlySet<string> = new Set(['\t', '\n', '\v', '\f', '\r', '\u001a'])
const MOST_STRANGE = 0.01

/** What imports need of the site's meters. */
export interface ImportMeters {
  /** What an existing meter is counted in; undefined where there is none of that id, or it takes no imports. */
  measureOf(meterId: number): Measure | undefined
  /** A new meter for imported data; its id. */
  make(name: string, medium: Medium, measure: Measure): number
  /** Takes a meter back that was made for an import that came to nothing. */
  discard(meterId: number): void
  /** Intervals from this time on are new or gone. `null` = the weather. */
  changed(meterId: number | null, fromMs: number): void
}

export interface EnergyImports {
  preview(file: TextFile, mapping?: EnergyImportMapping, target?: EnergyImportTarget): Promise<Result<EnergyImportPreview>>
  start(file: TextFile, mapping: EnergyImportMapping, target: EnergyImportTarget): Promise<Result<{ readonly job: Job }>>
  list(): readonly EnergyImport[]
  undo(importId: number): Result<EnergyImport>
}

interface Read {
  readonly file: ReadFile
  readonly table: IntervalTable
  readonly problems: LineProblems
}

const headOf = (bytes: Uint8Array): string => {
  let head = ''
  for (const piece of textOf(bytes.subarray(0, HEAD_CHARS * 2))) head += piece
  return head.slice(0, HEAD_CHARS)
}

/** What a layout is proposed from. Fails with `import-empty`, `import-not-text`. */
const textHead = ({ name, bytes }: TextFile): Result<string> => {
  if (bytes.byteLength === 0) return failure('import-empty', `${name} is empty.`, { file: name })
  const head = headOf(bytes)
  let strange = 0
  for (const letter of head) if (letter < ' ' && !LINE_CHARS.has(letter)) strange += 1
  return strange > MOST_STRANGE * head.length ? failure('import-not-text', `${name} is no text file.`, { file: name }) : ok(head)
}

function* readAll(bytes: Uint8Array, mapping: EnergyImportMapping, unit: IntervalUnit): Generator<undefined, Read> {
  const problems = new LineProblems()
  const file = yield* readIntervals(bytes, mapping, problems)
  const offsetMinutes = (utcMs: number): number => utcOffsetMinutes(mapping.timeZone, utcMs)
  const table = yield* tableOf(file.rows, { mapping, unit, offsetMinutes }, problems)
  return { file, table, problems }
}

/** The unit of a mapping, or why it cannot be: unknown, or no unit of what the values are said to be. */
const unitOf = ({ unit, values, timeZone }: EnergyImportMapping): Result<IntervalUnit> => {
  if (Number.isNaN(utcOffsetMinutes(timeZone, 0))) return failure('import-time-zone', `There is no time zone ${timeZone}.`, { timeZone })
  const found = intervalUnit(unit)
  if (found === undefined) return failure('import-unit-unknown', `${unit} is no unit of energy, power, volume, flow or temperature.`, { unit })
  return found.kind === unitKindOf(values) ? ok(found) : failure('import-unit-kind', `${unit} is no unit for values of the kind ${values}.`, { unit, values })
}

const seriesOf = (target: EnergyImportTarget): number | null => (target.what === 'meter' ? target.meterId : target.what === 'weather' ? (target.forecast ? WEATHER_FORECAST_SERIES : WEATHER_SERIES) : null)

/** Whether a unit fits what the values are for. */
const fits = (unit: IntervalUnit, target: EnergyImportTarget, meters: ImportMeters): Result<null> => {
  const wanted = target.what === 'weather' ? 'temperature' : target.what === 'meter' ? meters.measureOf(target.meterId) : undefined
  if (target.what === 'meter' && wanted === undefined) return failure('import-meter-unknown', `There is no meter ${target.meterId} that takes imported data.`, { id: target.meterId })
  if (wanted === undefined ? unit.measure !== 'temperature' : unit.measure === wanted) return ok(null)
  return failure('import-unit-target', `Values in ${unit.symbol} cannot be kept there.`, { unit: unit.symbol })
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

export const createEnergyImports = ({ clock, jobs, store, hub }: Pick<SiteContext, 'clock' | 'jobs' | 'store' | 'hub'>, meters: ImportMeters): EnergyImports => {
  const { energyImports } = store

  const shownRows = ({ file, table, problems }: Read): EnergyImportPreview['rows'] => {
    const at = new Map([...table.intervals.lines.subarray(0, file.shown.length * 4)].map((line, index) => [line, index]))
    const wrong = new Map(problems.list.map(({ line, text }) => [line, text] as const))
    return file.shown.map(({ line, cells }) => {
      const index = at.get(line)
      return { line, cells, startMs: index === undefined ? null : table.intervals.startsMs[index]!, value: index === undefined ? null : table.intervals.values[index]!, problem: wrong.get(line) ?? null }
    })
  }

  function* countKnown(series: number | null, startsMs: Float64Array): Generator<undefined, number> {
    if (series === null) return 0
    let known = 0
    for (let at = 0; at < startsMs.length; at += ROWS_AT_ONCE) {
      known += energyImports.known(series, startsMs.subarray(at, at + ROWS_AT_ONCE))
      yield
    }
    return known
  }

  const preview: EnergyImports['preview'] = async (file, wanted, target) => {
    const head = textHead(file)
    if (!head.ok) return head
    const proposed = proposeLayout(head.value, store.settings().timeZone)
    const mapping = wanted ?? proposed.mapping
    const unit = unitOf(mapping)
    if (!unit.ok) return unit
    const suits = target === undefined ? ok(null) : fits(unit.value, target, meters)
    if (!suits.ok) return suits
    const read = await inSlices(clock, readAll(file.bytes, mapping, unit.value))
    const { intervals, intervalMinutes, duplicates, overlaps } = read.table
    const columns = read.file.columns.length > 0 ? read.file.columns : (read.file.shown[0]?.cells.map(() => '') ?? proposed.columns)
    return ok({
      mapping, columns, rows: shownRows(read), total: read.file.total, good: intervals.startsMs.length, fromMs: intervals.startsMs.at(0) ?? null, toMs: intervals.endsMs.at(-1) ?? null, intervalMinutes,
      problems: read.problems.list, problemsLeftOut: read.problems.leftOut, duplicates, overlaps,
      known: await inSlices(clock, countKnown(target === undefined ? null : seriesOf(target), intervals.startsMs)),
      sum: unit.value.measure === 'temperature' ? null : sumOf(intervals.values),
    })
  }

  /** Removes what an import that did not come to its end left behind. */
  const sweep = (): Promise<void> => inSlices(clock, sweeping())
  function* sweeping(): Generator<undefined, void> {
    while (energyImports.sweep()) yield
  }

  const changed = (meterId: number | null, fromMs: number): void => {
    meters.changed(meterId, fromMs)
    hub.emit('energyChanged', { meterIds: meterId === null ? [] : [meterId] })
  }

  /** Writes in small transactions; the import counts with the last one. */
  const write = async (read: Read, fileName: string, target: EnergyImportTarget, measure: Measure | 'temperature', signal: AbortSignal, report: (share: number) => void): Promise<Result<Message>> => {
    const { intervals } = read.table
    const count = intervals.startsMs.length
    const made = target.what === 'newMeter' && measure !== 'temperature' ? meters.make(target.name, target.medium, measure) : null
    const series = made ?? seriesOf(target)!
    const meterId = series > 0 ? series : null
    const fromMs = intervals.startsMs[0]!
    let finished = false
    try {
      const id = energyImports.insert({ atMs: clock.nowMs(), fileName, target, meterId, rows: count, left: read.file.total - count, fromMs, toMs: intervals.endsMs.at(-1)! })
      function* adding(): Generator<undefined, void> {
        for (let at = 0; at < count && !signal.aborted; at += ROWS_AT_ONCE) {
          energyImports.add(id, series, intervals, at, Math.min(count, at + ROWS_AT_ONCE))
          report(at / count)
          yield
        }
      }
      await inSlices(clock, adding())
      if (!signal.aborted) {
        energyImports.finish(id, clock.nowMs())
        finished = true
      }
    } finally {
      if (!finished) {
        if (made !== null) meters.discard(made)
        await sweep()
      }
    }
    if (finished) changed(meterId, fromMs)
    return ok(message('energyImport.done', { rows: count, left: read.file.total - count }))
  }

  const start: EnergyImports['start'] = async (file, mapping, target) => {
    const unit = unitOf(mapping)
    if (!unit.ok) return unit
    const suits = fits(unit.value, target, meters)
    if (!suits.ok) return suits
    if (jobs.running('import') !== undefined) return failure('import-running', 'Another file is being imported. Wait until it is done.')
    const job = jobs.start('import', message('energyImport.reading', { file: file.name }), async (handle) => {
      await sweep()
      const read = await inSlices(clock, readAll(file.bytes, mapping, unit.value))
      if (handle.signal.aborted) return ok(message('job.cancelled'))
      if (read.table.intervals.startsMs.length === 0) return failure('import-nothing', `${file.name} has no row that could be taken.`, { file: file.name })
      return write(read, file.name, target, unit.value.measure, handle.signal, (share) => handle.report(share, message('energyImport.writing', { file: file.name })))
    })
    return ok({ job })
  }

  return {
    preview,
    start,
    list: () => energyImports.list(),
    undo: (importId) => {
      const one = energyImports.get(importId)
      if (one === undefined) return failure('import-unknown', `There is no import ${importId}.`, { id: importId })
      if (one.undoneAtMs !== null) return failure('import-undone', `The import of ${one.fileName} was taken out already.`, { file: one.fileName })
      energyImports.setUndone(importId, clock.nowMs())
      changed(one.meterId, one.fromMs)
      return ok(energyImports.get(importId)!)
    },
  }
}
