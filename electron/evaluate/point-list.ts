/** Lists of points to find roles for: a CSV file with quoted fields, or the JSON file of a site. Every fault of a file is an error that names it. */
import { readCsv } from '../../shared/plain-csv.ts'

export interface ListedPoint {
  readonly site: string
  readonly device: string
  readonly objectType: string
  readonly instance: string
  readonly name: string
  readonly description: string
  readonly units: string
}

const fromCsv = (text: string, file: string): ListedPoint[] => {
  const [header = [], ...rows] = readCsv(text)
  const at = (column: string): number => header.indexOf(column)
  if (at('name') < 0) throw new Error(`${file} has no column "name".`)
  const of = (row: readonly string[], column: string): string => (at(column) < 0 ? '' : (row[at(column)] ?? ''))
  return rows.map((row) => ({
    site: of(row, 'site'), device: of(row, 'device'), objectType: of(row, 'object_type'), instance: of(row, 'instance'), name: of(row, 'name'), description: of(row, 'description'), units: of(row, 'units'),
  }))
}

interface SiteFile {
  readonly devices?: readonly {
    readonly deviceInstance: number
    readonly objects: readonly { readonly type: string; readonly instance: number; readonly name?: string | null; readonly description?: string | null; readonly units?: string | null }[]
  }[]
}

const fromSite = (text: string, file: string): ListedPoint[] => {
  const { devices } = JSON.parse(text) as SiteFile
  if (!Array.isArray(devices)) throw new Error(`${file} has no list "devices".`)
  return (devices as NonNullable<SiteFile['devices']>).flatMap(({ deviceInstance, objects }) =>
    objects.map(({ type, instance, name, description, units }) => ({
      site: '', device: String(deviceInstance), objectType: type, instance: String(instance), name: name ?? '', description: description ?? '', units: units ?? '',
    })),
  )
}

export const readPoints = (text: string, file: string): ListedPoint[] => (file.endsWith('.json') ? fromSite(text, file) : fromCsv(text, file))
