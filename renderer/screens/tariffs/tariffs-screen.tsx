/** What energy costs and emits: the tariffs of the site, one of them open to be changed, every change with its undo. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meter } from '../../../shared/domain/energy.ts'
import { localDayOf } from '../../../shared/domain/local-day.ts'
import type { Tariff } from '../../../shared/domain/tariff.ts'
import { Answer } from '../../components/answer.tsx'
import { priceText } from '../../components/money.ts'
import { useNow } from '../../components/now.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { ENERGY_DOOR, TARIFFS_DOOR } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { EnergyTabs } from '../energy/energy-tabs.tsx'
import { amountUnit } from '../energy/meter-units.ts'
import { newTariff, versionShown } from './tariff-draft.ts'
import { TariffForm } from './tariff-form.tsx'
import { TariffHistory } from './tariff-history.tsx'
import { useTariffActions } from './use-tariff-actions.ts'
import classes from './tariffs.module.css'

const priceRange = ({ currency, measure, versions }: Tariff, today: string): string => {
  const version = versions[versionShown(versions, today)]
  if (version === undefined) return ''
  const prices = [version.price, ...version.periods.map(({ price }) => price)]
  const [low, high] = [Math.min(...prices), Math.max(...prices)]
  return low === high ? priceText(low, currency, amountUnit(measure)) : `${low} – ${priceText(high, currency, amountUnit(measure))}`
}

interface ListProps {
  readonly tariffs: readonly Tariff[]
  readonly chosen: number | null
  readonly today: string
  readonly choose: (id: number) => void
}

const TariffList = ({ tariffs, chosen, today, choose }: ListProps) => {
  const { t } = useTranslation()
  return (
    <ul className={classes.list} aria-label={t('tariffs.title')}>
      {tariffs.map((tariff) => (
        <li key={tariff.id}>
          <button type="button" aria-pressed={tariff.id === chosen} onClick={() => choose(tariff.id)}>
            <span className={classes.listName}>{tariff.name}</span>
            <span className={classes.quiet}>
              {t(`energy.medium.${tariff.medium}`)}, {tariff.meterIds.length === 0 ? t('tariffs.allMetersShort') : t('tariffs.meterCount', { count: tariff.meterIds.length })}
            </span>
            <span className={classes.quiet}>{priceRange(tariff, today)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

const Bench = ({ tariffs, meters }: { readonly tariffs: readonly Tariff[]; readonly meters: readonly Meter[] }) => {
  const { t } = useTranslation()
  const actions = useTariffActions()
  const changes = useCall('listTariffChanges', {})
  const today = localDayOf(useNow('minute'), useTimeZone())
  const [open, setOpen] = useState<number | null>(null)
  const [opened, setOpened] = useState(0)
  const isNew = open === 0
  const chosen = isNew ? null : (tariffs.find(({ id }) => id === open) ?? tariffs[0] ?? null)
  const given = isNew ? newTariff(Number(today.slice(0, 4)), tariffs[0]?.currency ?? 'EUR') : chosen
  const show = (id: number | null): void => {
    actions.forget()
    setOpen(id)
    // What was typed into another one does not stay.
    setOpened((count) => count + 1)
  }
  const save = async (tariff: Tariff): Promise<void> => {
    const kept = await actions.save(tariff)
    if (kept !== null) show(kept.id)
  }
  const remove = async (tariff: Tariff): Promise<void> => {
    if ((await actions.remove(tariff)) !== null) show(null)
  }
  const undo = async (changeId: number): Promise<void> => {
    if ((await actions.undo(changeId)) !== null) show(open)
  }
  return (
    <div className={classes.bench}>
      <div className={classes.side}>
        <Button fullWidth variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} disabled={isNew} onClick={() => show(0)}>
          {t('tariffs.new')}
        </Button>
        <TariffList tariffs={tariffs} chosen={chosen?.id ?? null} today={today} choose={show} />
        <div className={classes.last}>
          <span role="status">{actions.said?.text ?? ''}</span>
          {actions.said?.changeId != null && (
            <Button size="compact-sm" variant="subtle" color="gray" disabled={actions.busy} onClick={() => actions.said?.changeId != null && void undo(actions.said.changeId)}>
              {t('tariffs.undo')}
            </Button>
          )}
        </div>
        <TariffHistory changes={changes.data ?? []} busy={actions.busy} undo={(changeId) => void undo(changeId)} />
      </div>
      <div className={classes.main}>
        {given === null ? (
          <StatePanel title={t('tariffs.none')} actions={<Button onClick={() => show(0)}>{t('tariffs.new')}</Button>}>
            {t('tariffs.noneText')}
          </StatePanel>
        ) : (
          <TariffForm
            key={`${given.id} ${opened}`}
            given={given}
            others={tariffs}
            meters={meters}
            today={today}
            busy={actions.busy}
            refused={actions.refused}
            save={(tariff) => void save(tariff)}
            remove={given.id === 0 ? null : () => void remove(given)}
            discard={() => show(isNew ? null : given.id)}
          />
        )}
      </div>
    </div>
  )
}

export const TariffsScreen = () => {
  const { t } = useTranslation()
  useScreenPath([{ label: t('frame.screen.energy'), to: ENERGY_DOOR }, { label: t('tariffs.title'), to: TARIFFS_DOOR }])
  const tariffs = useCall('listTariffs', {})
  const meters = useCall('listMeters', {})
  return (
    <div className={classes.screen}>
      <EnergyTabs here="tariffs" />
      <Answer query={tariffs} loading={t('tariffs.loading')}>
        {(list) => (
          <Answer query={meters} loading={t('energy.loading')}>
            {(all) => <Bench tariffs={list} meters={all} />}
          </Answer>
        )}
      </Answer>
    </div>
  )
}
