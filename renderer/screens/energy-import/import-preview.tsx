/** What a file would bring: the sum of it, its first rows beside what they are taken as, and the rows that are left out. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnergyImportPreview } from '../../../shared/domain/energy-import.ts'
import { intervalUnit } from '../../../shared/interval-units.ts'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { Facts } from '../../components/facts.tsx'
import { formatNumber } from '../../components/format-value.ts'
import { Section } from '../../components/section.tsx'
import { Moment } from '../../components/time.tsx'
import classes from './energy-import.module.css'

/** More help nobody on a screen. */
const MOST_SHOWN = 300

/** What values are kept in. */
const keptUnit = ({ mapping: { unit } }: EnergyImportPreview): string => {
  const measure = intervalUnit(unit)?.measure
  return measure === 'temperature' ? '°C' : measure === 'volume' ? 'm³' : 'kWh'
}

const Summary = ({ preview }: { readonly preview: EnergyImportPreview }) => {
  const { t } = useTranslation()
  const { good, total, fromMs, toMs, intervalMinutes, sum, known } = preview
  if (good === 0 || fromMs === null || toMs === null) return <p className={classes.wrong}>{t('energy-import.nothing')}</p>
  const facts: [string, ReactNode][] = [
    [t('energy-import.summary.good'), good.toLocaleString('en-GB')],
    [t('energy-import.summary.period'), <><Moment atMs={fromMs} /> – <Moment atMs={toMs} /></>],
    [t('energy-import.summary.interval'), intervalMinutes === null ? '–' : t('energy-import.minutes', { count: intervalMinutes })],
  ]
  if (sum !== null) facts.push([t('energy-import.summary.sum'), `${formatNumber(sum)} ${keptUnit(preview)}`])
  if (total > good) facts.push([t('energy-import.summary.left'), (total - good).toLocaleString('en-GB')])
  if (known > 0) facts.push([t('energy-import.summary.known'), known.toLocaleString('en-GB')])
  return <Facts facts={facts} />
}

const Rows = ({ preview }: { readonly preview: EnergyImportPreview }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const { rows, columns, mapping } = preview
  const used = [mapping.dateColumn, mapping.timeColumn, mapping.valueColumn]
  return (
    // Wide files scroll on their own; the keyboard reaches what is hidden.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.rows} role="region" aria-label={t('energy-import.firstRows')} tabIndex={0}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col" className={table.number}>{t('energy-import.line')}</th>
            <th scope="col">{t('energy-import.from')}</th>
            <th scope="col" className={table.number}>{t('energy-import.takenAs')}, {keptUnit(preview)}</th>
            {(rows[0]?.cells ?? []).map((_, column) => (
              // Columns of a file have no other name than their place.
              // oxlint-disable-next-line react/no-array-index-key
              <th scope="col" key={column} data-used={used.includes(column) || undefined}>{columns[column] === undefined || columns[column] === '' ? column + 1 : columns[column]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, startMs, value, problem, cells }) => (
            <tr key={line}>
              <td className={table.number}>{line}</td>
              <td>{startMs === null ? '–' : <Moment atMs={startMs} />}</td>
              <td className={table.number} title={problem === null ? undefined : text(problem)}>{value === null ? (problem === null ? '–' : '✕') : formatNumber(value)}</td>
              {cells.map((cell, column) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={column} className={classes.cell} data-used={used.includes(column) || undefined}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Problems = ({ preview: { problems, problemsLeftOut } }: { readonly preview: EnergyImportPreview }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  if (problems.length === 0) return null
  const hidden = problemsLeftOut + Math.max(0, problems.length - MOST_SHOWN)
  return (
    <Section title={t('energy-import.problems')} aside={String(problems.length + problemsLeftOut)}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col" className={table.number}>{t('energy-import.line')}</th>
            <th scope="col">{t('energy-import.problem')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.slice(0, MOST_SHOWN).map((problem) => (
            <tr key={`${problem.line} ${problem.text.key}`}>
              <td className={table.number}>{problem.line}</td>
              <td className={table.name} title={text(problem.text)}>{text(problem.text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p className={classes.note}>{t('energy-import.more', { count: hidden })}</p>}
    </Section>
  )
}

interface ImportPreviewProps {
  readonly preview: EnergyImportPreview
  /** What is done with it, in sight however long the file is. */
  readonly action: ReactNode
}

export const ImportPreview = ({ preview, action }: ImportPreviewProps) => {
  const { t } = useTranslation()
  return (
    <>
      <Section title={t('energy-import.preview')}>
        <div className={classes.summary}>
          <Summary preview={preview} />
          {action}
        </div>
        {preview.rows.length > 0 && <Rows preview={preview} />}
      </Section>
      <Problems preview={preview} />
    </>
  )
}
