/** Which figures are compared: a chip for each that is known. One stays chosen always. */
import { Chip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BenchmarkFigureId } from '../../../shared/domain/kind-benchmark.ts'
import classes from './benchmark.module.css'

interface FigureChoiceProps {
  readonly known: readonly BenchmarkFigureId[]
  readonly chosen: readonly BenchmarkFigureId[]
  readonly choose: (figures: readonly BenchmarkFigureId[]) => void
}

export const FigureChoice = ({ known, chosen, choose }: FigureChoiceProps) => {
  const { t } = useTranslation()
  return (
    <Chip.Group multiple value={[...chosen]} onChange={(ids) => choose(known.filter((id) => ids.includes(id)))}>
      <div className={classes.choice} role="group" aria-label={t('benchmark.figures')}>
        {known.map((id) => <Chip key={id} value={id} size="xs" variant="outline" classNames={{ label: classes.chip }} disabled={chosen.length === 1 && chosen[0] === id}>{t(`benchmark.figure.${id}`)}</Chip>)}
      </div>
    </Chip.Group>
  )
}
