/** Says on every screen that this is the demo building, and lets its faults be started and ended. */
import { Button, Menu } from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../../shared/result.ts'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import classes from './demo-banner.module.css'

const useAct = () => {
  const { t } = useTranslation()
  const queries = useQueryClient()
  return async (answer: Promise<Result<unknown>>): Promise<void> => {
    const result = await answer
    if (!result.ok) notifications.show({ message: failureText(t, result.error), color: 'red' })
    await queries.invalidateQueries({ queryKey: ['listDemoFaults'] })
  }
}

/** Faults also come and go by the simulator's own schedule. */
const useDemoFaults = () => useCall('listDemoFaults', {}, { everyMs: 3_000 }).data

const FaultMenu = () => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const act = useAct()
  const faults = useDemoFaults()
  if (faults === undefined) return null
  const running = new Set(faults.running.map(({ kindId }) => kindId))
  return (
    <Menu position="bottom-end" width={440}>
      <Menu.Target>
        <Button variant="default" size="compact-xs">
          {t('demo.start')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="calc(100vh - 120px)" style={{ overflowY: 'auto' }}>
        {faults.kinds.map((kind) => (
          <Menu.Item key={kind.id} disabled={running.has(kind.id)} onClick={() => void act(engine.startDemoFault({ kindId: kind.id }))}>
            {text(kind.title)}
            {running.has(kind.id) && <span className={classes.quiet}> {t('demo.runningMark')}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

const Running = () => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const act = useAct()
  const running = useDemoFaults()?.running ?? []
  if (running.length === 0) return <span className={classes.text}>{t('demo.noFault')}</span>
  return (
    <>
      <span className={classes.text} title={running.map(({ title }) => text(title)).join('\n')}>
        {t('demo.running', { count: running.length })} {running.map(({ title }) => text(title)).join('; ')}
      </span>
      <Button variant="default" size="compact-xs" onClick={() => void act(engine.endDemoFaults({}))}>
        {t('demo.end', { count: running.length })}
      </Button>
    </>
  )
}

export const DemoBanner = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const act = useAct()
  if (useCall('getStatus', {}).data?.demo !== true) return null
  return (
    <section className={classes.banner} aria-label={t('demo.title')}>
      <IconFlask size={16} aria-hidden="true" />
      <strong>{t('demo.title')}</strong>
      <Running />
      <FaultMenu />
      <Button variant="default" size="compact-xs" onClick={() => void act(engine.leaveDemo({}))}>
        {t('demo.leave')}
      </Button>
    </section>
  )
}
