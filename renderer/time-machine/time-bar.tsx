/** The time bar below the header: which time the screens show, and all ways to another. */
import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconPlayerSkipBackFilled, IconPlayerSkipForwardFilled, IconPlayerTrackNextFilled, IconPlayerTrackPrevFilled } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { failureText } from '../components/engine-text.ts'
import { useNow } from '../components/now.ts'
import { useTimeZone } from '../components/time.tsx'
import { useCall, useEngine } from '../engine/engine-context.tsx'
import { MomentField } from './moment-field.tsx'
import { TimeBand } from './time-band.tsx'
import { TimeSlider } from './time-slider.tsx'
import { WINDOW_IDS, stepTime, windowFor, windowRange, type StepUnit, type WindowId } from './time-windows.ts'
import { backToNow, jumpTo, moveTo, moveVersus, travelNow } from './travel.ts'
import { useTravelling } from './travel-context.tsx'
import { useTravelKeys } from './travel-keys.ts'
import { SPEEDS, usePlay, type Speed } from './use-play.ts'
import classes from './time-bar.module.css'

/** As many as the slider has pixels on a small screen, within two. */
const TIMELINE_STEPS = 360
/** New alerts and gaps at the right end. */
const ASK_TIMELINE_EVERY_MS = 60_000
/** The clock of the engine may be a little behind that of the page. */
const LATEST_BACK_MS = 1_000

interface ToolProps {
  readonly label: string
  readonly keys?: string
  readonly onClick: () => void
  readonly disabled?: boolean
  readonly children: ReactNode
}

const Tool = ({ label, keys, onClick, disabled = false, children }: ToolProps) => (
  <Tooltip label={keys === undefined ? label : `${label} (${keys})`}>
    <ActionIcon variant="default" size={30} aria-label={label} disabled={disabled} onClick={onClick}>
      {children}
    </ActionIcon>
  </Tooltip>
)

/** To the next or the last alert from the time that is looked at, or a word that there is none. */
const useAlertSteps = (): ((direction: 'next' | 'previous') => Promise<void>) => {
  const { t } = useTranslation()
  const engine = useEngine()
  return async (direction) => {
    const { atMs, versusMs } = travelNow()
    const fromMs = atMs ?? Date.now()
    const answer = await engine.getNextAlert({ fromMs, direction })
    if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
    else if (answer.value === null) notifications.show({ message: t(`time-machine.noAlert.${direction}`) })
    else jumpTo({ atMs: answer.value.atMs, versusMs })
  }
}

const clamped = (atMs: number): number => Math.min(Math.round(atMs), Date.now() - LATEST_BACK_MS)

export const TimeBar = () => {
  const { t } = useTranslation()
  const { travel, past, open, setOpen } = useTravelling()
  const timeZone = useTimeZone()
  const nowMs = useNow('tenSeconds')
  const atMs = travel.atMs ?? nowMs
  const [chosen, setChosen] = useState<WindowId | null>(null)
  const firstMs = useCall('getTimeline', { fromMs: 0, toMs: 1, steps: 1 }, { enabled: open }).data?.firstMs ?? null
  const windowId = chosen ?? windowFor(Math.min(atMs, travel.versusMs ?? atMs), nowMs)
  const range = windowRange(windowId, atMs, { nowMs, firstMs, timeZone })
  const timeline = useCall('getTimeline', { ...range, steps: TIMELINE_STEPS }, { enabled: open, keepPrevious: true, everyMs: ASK_TIMELINE_EVERY_MS }).data
  const play = usePlay(past)
  const toAlert = useAlertSteps()

  const jump = (which: 'at' | 'versus', timeMs: number): void => {
    play.stop()
    const now = travelNow()
    jumpTo(which === 'at' ? { ...now, atMs: clamped(timeMs) } : { ...now, versusMs: clamped(timeMs) })
  }
  const move = (which: 'at' | 'versus', timeMs: number): void => {
    play.stop()
    if (which === 'at') moveTo(clamped(timeMs))
    else moveVersus(clamped(timeMs))
  }
  const step = (unit: StepUnit, sign: 1 | -1): void => {
    play.stop()
    moveTo(clamped(stepTime(travelNow().atMs ?? Date.now(), unit, sign, timeZone)))
  }
  const alertStep = (direction: 'next' | 'previous'): void => {
    play.stop()
    void toAlert(direction)
  }
  const leave = (): void => {
    play.stop()
    backToNow()
    setOpen(false)
  }
  const playNow = (): void => {
    // From now there is nothing ahead: it starts an hour back.
    if (travelNow().atMs === null) jumpTo({ atMs: Date.now() - 3_600_000, versusMs: null })
    play.toggle()
  }
  useTravelKeys(open, { toggle: () => (open ? leave() : setOpen(true)), play: playNow, alert: alertStep, step })
  if (!open) return null
  return (
    <section className={classes.bar} aria-label={t('time-machine.title')} data-past={travel.atMs !== null || undefined}>
      <TimeBand leave={leave} />
      <div className={classes.controls}>
        <div className={classes.tools} role="group" aria-label={t('time-machine.steps')}>
          <Tool label={t('time-machine.previousAlert')} keys="B" onClick={() => alertStep('previous')}>
            <IconPlayerSkipBackFilled size={14} aria-hidden="true" />
          </Tool>
          <Tool label={t('time-machine.hourBack')} keys="Shift ," onClick={() => step('hour', -1)}>
            <IconPlayerTrackPrevFilled size={14} aria-hidden="true" />
          </Tool>
          <Tool label={t(play.playing ? 'time-machine.pause' : 'time-machine.play')} keys="P" onClick={playNow}>
            {play.playing ? <IconPlayerPauseFilled size={14} aria-hidden="true" /> : <IconPlayerPlayFilled size={14} aria-hidden="true" />}
          </Tool>
          <Tool label={t('time-machine.hourOn')} keys="Shift ." onClick={() => step('hour', 1)} disabled={travel.atMs === null}>
            <IconPlayerTrackNextFilled size={14} aria-hidden="true" />
          </Tool>
          <Tool label={t('time-machine.nextAlert')} keys="F" onClick={() => alertStep('next')} disabled={travel.atMs === null}>
            <IconPlayerSkipForwardFilled size={14} aria-hidden="true" />
          </Tool>
        </div>
        <Select aria-label={t('time-machine.speed')} w={112} data={SPEEDS.map((speed) => ({ value: String(speed), label: t(`time-machine.speeds.${speed}`) }))} value={String(play.speed)} onChange={(value) => play.setSpeed(Number(value) as Speed)} />
        <MomentField label={t('time-machine.goTo')} atMs={atMs} nowMs={nowMs} timeZone={timeZone} go={(timeMs) => jump('at', timeMs)} />
        <TimeSlider range={range} timeline={timeline} atMs={atMs} versusMs={travel.versusMs} nowMs={nowMs} timeZone={timeZone} jump={jump} move={move} />
        <SegmentedControl aria-label={t('time-machine.window')} data={WINDOW_IDS.map((id) => ({ value: id, label: t(`time-machine.windows.${id}`) }))} value={windowId} onChange={setChosen} />
      </div>
    </section>
  )
}
