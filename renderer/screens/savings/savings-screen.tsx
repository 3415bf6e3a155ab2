/** Baselines and savings: a meter, the baselines kept of it, one of them with what was saved against it. */
import { Button, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Baseline } from '../../../shared/domain/energy-baseline.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import { Answer } from '../../components/answer.tsx'
import { failureText } from '../../components/engine-text.ts'
import { formatShare } from '../../components/format-value.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { ENERGY_DOOR, SAVINGS_DOOR } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { EnergyTabs } from '../energy/energy-tabs.tsx'
import { NoMeters } from '../energy/no-meters.tsx'
import { BaselineFacts } from './baseline-facts.tsx'
import { BaselineForm } from './baseline-form.tsx'
import { SavingsOf } from './savings-report.tsx'
import classes from './savings.module.css'

const List = ({ baselines, chosen, choose }: { readonly baselines: readonly Baseline[]; readonly chosen: number | null; readonly choose: (id: number) => void }) => {
  const { t } = useTranslation()
  return (
    <ul className={classes.list} aria-label={t('savings.kept')}>
      {baselines.map(({ id, name, model, cvRmse, refusals, outdated }) => (
        <li key={id}>
          <button type="button" aria-pressed={id === chosen} onClick={() => choose(id)}>
            <span className={classes.listName}>{name}</span>
            <span className={classes.quiet}>{model === null ? t('savings.modelOutdated') : t(`savings.modelName.${model}`)}</span>
            <span className={classes.quiet}>{Number.isNaN(cvRmse) ? '' : t('savings.cvRmse', { value: formatShare(cvRmse) })}, {t(outdated ? 'savings.mustRefit' : refusals.length === 0 ? 'savings.mayClaim' : 'savings.mayNotClaim')}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

const Bench = ({ meters, meter, chooseMeter }: { readonly meters: readonly Meter[]; readonly meter: Meter; readonly chooseMeter: (id: number) => void }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const baselines = useCall('listBaselines', { meterId: meter.id })
  const [open, setOpen] = useState<number | 'new' | null>(null)
  const [removed, setRemoved] = useState<Baseline | null>(null)
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const list = baselines.data ?? []
  const chosen = open === 'new' ? null : (list.find(({ id }) => id === open) ?? list[0] ?? null)
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['listBaselines'] })
  const act = async (baseline: Baseline, what: 'remove' | 'restore'): Promise<void> => {
    setBusy(true)
    const answer = what === 'remove' ? await engine.removeBaseline({ baselineId: baseline.id }) : await engine.restoreBaseline({ baselineId: baseline.id })
    await refresh()
    setBusy(false)
    if (!answer.ok) return void notifications.show({ message: failureText(t, answer.error), color: 'red' })
    setRemoved(what === 'remove' ? baseline : null)
    setSaid(t(what === 'remove' ? 'savings.removed' : 'savings.restored', { name: baseline.name }))
    setOpen(what === 'remove' ? null : baseline.id)
  }
  const refit = async (baseline: Baseline): Promise<void> => {
    setBusy(true)
    const answer = await engine.refitBaseline({ baselineId: baseline.id })
    setBusy(false)
    if (answer.ok) await made(answer.value)
    else notifications.show({ message: failureText(t, answer.error), color: 'red' })
  }
  const takeBack = async ({ id, earlier }: Baseline): Promise<void> => {
    if (earlier === null) return
    setBusy(true)
    const gone = await engine.removeBaseline({ baselineId: id })
    const answer = gone.ok ? await engine.restoreBaseline({ baselineId: earlier.id }) : gone
    await refresh()
    setBusy(false)
    if (!answer.ok) return void notifications.show({ message: failureText(t, answer.error), color: 'red' })
    setRemoved(null)
    setOpen(earlier.id)
  }
  const made = async (baseline: Baseline): Promise<void> => {
    await refresh()
    setRemoved(null)
    setSaid(t('savings.made', { name: baseline.name }))
    setOpen(baseline.id)
  }
  return (
    <div className={classes.bench}>
      <div className={classes.side}>
        <Select size="xs" label={t('savings.meter')} searchable allowDeselect={false} maxDropdownHeight={300} value={String(meter.id)} data={meters.map(({ id, name }) => ({ value: String(id), label: name }))} onChange={(id) => id !== null && chooseMeter(Number(id))} />
        <Button fullWidth mt={8} variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} disabled={open === 'new' || list.length === 0} onClick={() => setOpen('new')}>
          {t('savings.new')}
        </Button>
        <List baselines={list} chosen={chosen?.id ?? null} choose={setOpen} />
        <div className={classes.last}>
          <span role="status">{said}</span>
          {removed !== null && (
            <Button size="compact-sm" variant="subtle" color="gray" disabled={busy} onClick={() => void act(removed, 'restore')}>
              {t('savings.undo')}
            </Button>
          )}
        </div>
      </div>
      <div className={classes.main}>
        <Answer query={baselines} loading={t('savings.loading')}>
          {() =>
            chosen === null ? (
              <BaselineForm meter={meter} done={(baseline) => void made(baseline)} close={list.length === 0 ? null : () => setOpen(null)} />
            ) : (
              <>
                <BaselineFacts baseline={chosen} measure={meter.measure} busy={busy} remove={() => void act(chosen, 'remove')} refit={() => void refit(chosen)} takeBack={() => void takeBack(chosen)} />
                {!chosen.outdated && <SavingsOf key={chosen.id} baseline={chosen} measure={meter.measure} />}
              </>
            )
          }
        </Answer>
      </div>
    </div>
  )
}

export const SavingsScreen = () => {
  const { t } = useTranslation()
  useScreenPath([{ label: t('frame.screen.energy'), to: ENERGY_DOOR }, { label: t('savings.title'), to: SAVINGS_DOOR }])
  const meters = useCall('listMeters', {})
  const [wanted, setWanted] = useState<number | null>(null)
  return (
    <div className={classes.screen}>
      <EnergyTabs here="savings" />
      <Answer query={meters} loading={t('energy.loading')}>
        {(list) => {
          const counted = list.filter(({ ignored }) => !ignored)
          const meter = counted.find(({ id }) => id === wanted) ?? counted[0]
          return meter === undefined ? <NoMeters /> : <Bench key={meter.id} meters={counted} meter={meter} chooseMeter={setWanted} />
        }}
      </Answer>
    </div>
  )
}
