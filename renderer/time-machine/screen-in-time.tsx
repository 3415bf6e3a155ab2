/** The screen at the time that is looked at; with a second time both side by side and what changed, in trends one over the other. */
import { Button } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ComparedContext } from '../components/compared.ts'
import { fullTime } from '../components/format-time.ts'
import { ErrorPanel, LoadingPanel, StatePanel } from '../components/state-panel.tsx'
import { useTimeZone } from '../components/time.tsx'
import { CallError } from '../engine/engine-context.tsx'
import { usePointIndex } from '../engine/indexes.ts'
import type { PastEngine } from '../engine/past-engine.ts'
import { ChangesPanel } from './changes-panel.tsx'
import { overlaysTimes } from './past-screens.ts'
import { changeShares, stateChanges } from './state-changes.ts'
import { jumpTo, travelNow } from './travel.ts'
import { PastScope, usePastView, useTravelling } from './travel-context.tsx'
import classes from './compare.module.css'

/** Before the first reading: where the past begins. */
const BeforeFirst = ({ firstMs }: { readonly firstMs: number }) => {
  const { t } = useTranslation()
  const time = fullTime(firstMs, useTimeZone())
  return (
    <StatePanel title={t('time-machine.beforeFirst')} actions={<Button onClick={() => jumpTo({ ...travelNow(), atMs: firstMs })}>{t('time-machine.toFirst')}</Button>}>
      {t('time-machine.beforeFirstText', { time })}
    </StatePanel>
  )
}

const Waiting = ({ engine }: { readonly engine: PastEngine | null }) => {
  const { t } = useTranslation()
  const view = usePastView(engine)
  if (view.problem === null) return <LoadingPanel what={t('time-machine.loading')} />
  const firstMs = view.problem.detail?.['firstMs']
  if (typeof firstMs === 'number') return <BeforeFirst firstMs={firstMs} />
  return <ErrorPanel error={new CallError(view.problem)} retry={() => engine?.retry()} />
}

const OneTime = ({ engine, children }: { readonly engine: PastEngine | null; readonly children: ReactNode }) => (
  <PastScope engine={engine} waiting={<Waiting engine={engine} />}>
    {children}
  </PastScope>
)

const Pane = ({ engine, atMs, children }: { readonly engine: PastEngine | null; readonly atMs: number; readonly children: ReactNode }) => {
  const time = fullTime(atMs, useTimeZone())
  return (
    <section className={classes.pane} aria-label={time}>
      <p className={classes.head}>{time}</p>
      <div className={classes.body}>
        <OneTime engine={engine}>{children}</OneTime>
      </div>
    </section>
  )
}

const Changes = ({ earlier, later }: { readonly earlier: PastEngine | null; readonly later: PastEngine | null }) => {
  const { t } = useTranslation()
  const before = usePastView(earlier).state
  const after = usePastView(later).state
  if (before === null || after === null) {
    return (
      <aside className={classes.changes} aria-label={t('time-machine.changes')}>
        <h2>{t('time-machine.changes')}</h2>
      </aside>
    )
  }
  return (
    <OneTime engine={later}>
      <ChangesPanel before={before} after={after} />
    </OneTime>
  )
}

/** Tells the screens below which points changed between the two times. */
const Compared = ({ earlier, later, children }: { readonly earlier: PastEngine | null; readonly later: PastEngine | null; readonly children: ReactNode }) => {
  const before = usePastView(earlier).state
  const after = usePastView(later).state
  const points = usePointIndex()
  const shares = useMemo(() => (before === null || after === null ? null : changeShares(stateChanges(before, after, points).points)), [before, after, points])
  return <ComparedContext value={shares}>{children}</ComparedContext>
}

export const ScreenInTime = ({ children }: { readonly children: ReactNode }) => {
  const { travel, past, versus, shown } = useTravelling()
  const [path] = useLocation()
  if (!shown || travel.atMs === null) return children
  if (travel.versusMs === null) return <OneTime engine={past}>{children}</OneTime>
  const sides = [
    { which: 'at', engine: past, atMs: travel.atMs },
    { which: 'versus', engine: versus, atMs: travel.versusMs },
  ].toSorted((a, b) => a.atMs - b.atMs)
  const changes = <Changes earlier={sides[0]?.engine ?? null} later={sides[1]?.engine ?? null} />
  if (overlaysTimes(path)) {
    return (
      <div className={classes.overlaid}>
        <div className={classes.body}>
          <OneTime engine={past}>{children}</OneTime>
        </div>
        {changes}
      </div>
    )
  }
  return (
    <div className={classes.compare}>
      <Compared earlier={sides[0]?.engine ?? null} later={sides[1]?.engine ?? null}>
        {sides.map(({ which, engine, atMs }) => (
          <Pane key={which} engine={engine} atMs={atMs}>
            {children}
          </Pane>
        ))}
      </Compared>
      {changes}
    </div>
  )
}
