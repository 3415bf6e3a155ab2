/** Writing: the lock, what written from here still stands with the way to give all of it back, and the log. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { StandingWrite } from '../../../shared/domain/writing.ts'
import table from '../../components/data-table.module.css'
import { failureText } from '../../components/engine-text.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { Section } from '../../components/section.tsx'
import { Ago } from '../../components/time.tsx'
import { objectDoor, WRITES_DOOR } from '../../doors.ts'
import { useEngine } from '../../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { UnlockDialog } from '../../writing/unlock-dialog.tsx'
import { useWriteState } from '../../writing/write-state.ts'
import { WriteLog } from './write-log.tsx'
import classes from './writes-screen.module.css'

const StandingRow = ({ one }: { readonly one: StandingWrite }) => {
  const { t } = useTranslation()
  const device = useDeviceIndex().get(one.deviceId)
  const point = usePointIndex().get(one.pointId)
  return (
    <tr>
      <td>{device?.name ?? ''}</td>
      <td>{one.object}</td>
      <td className={table.name}>{point === undefined ? '' : <Link href={objectDoor(point.id)}>{point.name}</Link>}</td>
      <td>{t(`writing.action.${one.action}`)}</td>
      <td className={table.number}>{one.priority === 0 ? '–' : one.priority}</td>
      <td className={table.number}>{one.text}</td>
      <td>
        <Ago atMs={one.atMs} />
      </td>
    </tr>
  )
}

const Standing = ({ standing }: { readonly standing: readonly StandingWrite[] }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const giveBack = async (): Promise<void> => {
    const started = await engine.relinquishAll({})
    if (!started.ok) notifications.show({ message: failureText(t, started.error), color: 'red' })
  }
  if (standing.length === 0) return null
  return (
    <Section title={t('writing.standing')} aside={<Button size="compact-sm" onClick={() => void giveBack()}>{t('writing.relinquishAll')}</Button>}>
      <table className={table.table}>
        <thead>
          <tr>
            {(['device', 'object', 'name', 'action', 'priority', 'value', 'since'] as const).map((name) => (
              <th key={name} scope="col" className={name === 'priority' || name === 'value' ? table.number : undefined}>
                {t(`writing.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {standing.map((one) => (
            <StandingRow key={`${one.pointId} ${one.priority} ${one.action}`} one={one} />
          ))}
        </tbody>
      </table>
    </Section>
  )
}

export const WritesScreen = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const { unlocked, standing } = useWriteState()
  const [asking, setAsking] = useState(false)
  useScreenPath([{ label: t('writing.screen'), to: WRITES_DOOR }])
  return (
    <>
      <div className={classes.bar}>
        {unlocked ? <Button variant="default" onClick={() => void engine.lockWriting({})}>{t('writing.lock')}</Button> : <Button onClick={() => setAsking(true)}>{t('writing.unlockDots')}</Button>}
        <p className={classes.text}>{t(unlocked ? 'writing.unlockedText' : 'writing.lockedText')}</p>
      </div>
      <Standing standing={standing} />
      <WriteLog />
      <UnlockDialog opened={asking} close={() => setAsking(false)} />
    </>
  )
}
