/** What EDE files say beside the site: rows that could not be read, and what differs. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { EdeDifference, EdeReport } from '../../../shared/domain/ede.ts'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import { unitSymbol } from '../../../shared/units.ts'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import classes from './visits-screen.module.css'

/** More rows help nobody on a screen. */
const MOST_SHOWN = 500

const Problems = ({ report }: { readonly report: EdeReport }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  if (report.problems.length === 0) return null
  const hidden = report.problemsLeftOut + Math.max(0, report.problems.length - MOST_SHOWN)
  return (
    <Section title={t('visits.ede.problems')} aside={String(report.problems.length + report.problemsLeftOut)}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('visits.ede.file')}</th>
            <th scope="col" className={table.number}>
              {t('visits.ede.line')}
            </th>
            <th scope="col">{t('visits.ede.problem')}</th>
          </tr>
        </thead>
        <tbody>
          {report.problems.slice(0, MOST_SHOWN).map((problem) => (
            <tr key={`${problem.file} ${problem.line} ${JSON.stringify(problem.text)}`}>
              <td>{problem.file}</td>
              <td className={table.number}>{problem.line}</td>
              <td className={table.name} title={text(problem.text)}>
                {text(problem.text)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p className={classes.note}>{t('visits.ede.more', { count: hidden })}</p>}
    </Section>
  )
}

const valueOf = (difference: EdeDifference, value: string | null): string => {
  if (value === null || value === '') return '–'
  return difference.field === 'units' && /^\d+$/.test(value) ? unitSymbol(Number(value)) || value : value
}

const Differences = ({ report }: { readonly report: EdeReport }) => {
  const { t } = useTranslation()
  if (report.differences.length === 0) return <Section title={t('visits.ede.differences')}>{t('visits.ede.same')}</Section>
  const hidden = report.differencesLeftOut + Math.max(0, report.differences.length - MOST_SHOWN)
  return (
    <Section title={t('visits.ede.differences')} aside={String(report.differences.length + report.differencesLeftOut)}>
      <table className={table.table}>
        <thead>
          <tr>
            {(['device', 'object', 'difference', 'inFile', 'onSite'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`visits.ede.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.differences.slice(0, MOST_SHOWN).map((one) => (
            <tr key={`${one.deviceInstance} ${one.objectType} ${one.objectInstance} ${one.field}`}>
              <td>{one.deviceInstance}</td>
              <td>{objectLabel(one.objectType, one.objectInstance)}</td>
              <td>{one.field === null ? t(`visits.ede.kind.${one.kind}`) : t(`visits.field.${one.field}`)}</td>
              <td className={classes.value}>{valueOf(one, one.inFile)}</td>
              <td className={classes.value}>{valueOf(one, one.onSite)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p className={classes.note}>{t('visits.ede.more', { count: hidden })}</p>}
    </Section>
  )
}

/** What the files are, and the offer to take over what the site does not have. */
export const EdeSummary = ({ report, apply }: { readonly report: EdeReport; readonly apply: () => void }) => {
  const { t } = useTranslation()
  const missing = report.differences.some(({ kind }) => kind === 'missingOnSite')
  const facts = [
    ['project', report.project === '' ? '–' : report.project],
    ['rows', String(report.rows)],
    ['devices', String(report.devices)],
    ['objects', String(report.objects)],
  ] as const
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`visits.ede.fact.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {report.imported > 0 && <p role="status">{t('visits.ede.imported', { count: report.imported })}</p>}
      {missing && report.imported === 0 && (
        <div className={classes.files}>
          <Button onClick={apply}>{t('visits.ede.apply')}</Button>
          <span className={classes.quiet}>{t('visits.ede.applyText')}</span>
        </div>
      )}
    </>
  )
}

export const EdeFindings = ({ report }: { readonly report: EdeReport }) => (
  <>
    <Problems report={report} />
    <Differences report={report} />
  </>
)
