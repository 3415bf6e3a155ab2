/** "What moved with this" as a part of any screen: asked for a point and a time, with progress, table and file. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MovedWith } from '../../../shared/domain/correlation.ts'
import { Asked } from './asked.tsx'
import { Basis } from './basis.tsx'
import { useMovedCsv } from './correlation-csv.ts'
import { MovedTable } from './moved-table.tsx'
import { useCorrelation } from './use-correlation.ts'
import classes from './correlation.module.css'

interface MovedViewProps {
  readonly pointId: number
  readonly fromMs: number
  readonly toMs: number
}

export const MovedView = ({ pointId, fromMs, toMs }: MovedViewProps) => {
  const { query, job } = useCorrelation<'movedWith'>({ what: 'movedWith', pointId, eventFromMs: fromMs, eventToMs: toMs })
  return (
    <Asked query={query} job={job}>
      {(answer) => <Answered answer={answer} />}
    </Asked>
  )
}

const Answered = ({ answer }: { readonly answer: MovedWith }) => {
  const { t } = useTranslation()
  const exportCsv = useMovedCsv(answer)
  return (
    <div className={classes.moved}>
      <MovedTable answer={answer} />
      <div className={classes.movedEnd}>
        <Basis answer={answer} />
        <Button size="compact-xs" variant="default" leftSection={<IconDownload size={13} />} onClick={exportCsv}>{t('correlation.csv')}</Button>
      </div>
    </div>
  )
}
