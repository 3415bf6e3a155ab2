/** What is wrong with the data, one line a device and kind; each line shows its points in the list below. */
import { useTranslation } from 'react-i18next'
import type { DataProblem } from '../../../shared/domain/roles.ts'
import { deviceLabel } from '../../components/device-label.ts'
import { StatusShapeIcon } from '../../components/status-mark.tsx'
import { useDeviceIndex } from '../../engine/indexes.ts'
import classes from './roles-screen.module.css'

interface DataProblemListProps {
  readonly problems: readonly DataProblem[]
  readonly shown: DataProblem | null
  readonly show: (problem: DataProblem | null) => void
}

export const sameProblem = (a: DataProblem | null, b: DataProblem): boolean => a !== null && a.deviceId === b.deviceId && a.kind === b.kind

export const DataProblemList = ({ problems, shown, show }: DataProblemListProps) => {
  const { t } = useTranslation()
  const devices = useDeviceIndex()
  if (problems.length === 0) return null
  return (
    <section className={classes.dataProblems} aria-label={t('roles.dataProblems')}>
      <h2 className={classes.dataTitle}>{t('roles.dataProblems')}</h2>
      <ul>
        {problems.map((problem) => {
          const device = devices.get(problem.deviceId)
          const pressed = sameProblem(shown, problem)
          return (
            <li key={`${problem.deviceId} ${problem.kind}`}>
              <button type="button" aria-pressed={pressed} onClick={() => show(pressed ? null : problem)}>
                <StatusShapeIcon status="data" size={11} />
                <span>{device === undefined ? '' : `${deviceLabel(t, device)}: `}</span>
                {t(`roles.data.${problem.kind}`, { count: problem.pointIds.length })}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
