/** On every screen while writing is unlocked or something written from here stands: how long still, how much, and the lock. */
import { Button } from '@mantine/core'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useNow } from '../components/now.ts'
import { WRITES_DOOR } from '../doors.ts'
import { useEngine } from '../engine/engine-context.tsx'
import { useWarnOnLeave } from '../writing/warn-on-leave.ts'
import { useWriteState } from '../writing/write-state.ts'
import classes from '../writing/writing.module.css'

const TimeLeft = ({ untilMs }: { readonly untilMs: number }) => {
  const seconds = Math.max(0, Math.ceil((untilMs - useNow('second')) / 1_000))
  return (
    <span className={classes.left}>
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
    </span>
  )
}

export const WriteMark = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const { unlocked, unlockedUntilMs, standing } = useWriteState()
  useWarnOnLeave(standing.length > 0)
  if (!unlocked && standing.length === 0) return null
  const Icon = unlocked ? IconLockOpen : IconLock
  return (
    <span className={classes.mark} role="status">
      <Icon size={14} aria-hidden="true" />
      <Link href={WRITES_DOOR}>{unlocked ? t('writing.unlocked') : t('writing.standingCount', { count: standing.length })}</Link>
      {unlockedUntilMs !== null && <TimeLeft untilMs={unlockedUntilMs} />}
      {unlocked && standing.length > 0 && <Link href={WRITES_DOOR}>{t('writing.standingCount', { count: standing.length })}</Link>}
      {unlocked && (
        <Button variant="default" size="compact-xs" onClick={() => void engine.lockWriting({})}>
          {t('writing.lock')}
        </Button>
      )}
    </span>
  )
}
