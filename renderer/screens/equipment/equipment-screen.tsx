/** Equipment of the site: what was formed from points, how it does, and what its rules lack. Arrow keys go through the list. */
import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearch } from 'wouter'
import type { Equipment } from '../../../shared/domain/rules.ts'
import { Answer } from '../../components/answer.tsx'
import { useScreenPath } from '../../components/screen-path.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { EQUIPMENT_DOOR, ROLES_DOOR, benchmarkDoor, pointsDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { EquipmentDetail } from './equipment-detail.tsx'
import { faultsOf, listedEquipment } from './equipment-order.ts'
import classes from './equipment.module.css'

/** Verdicts change with readings; no event follows them. */
const ASK_EVERY_MS = 10_000

interface ListProps {
  readonly equipment: readonly Equipment[]
  readonly chosen: Equipment | undefined
  readonly choose: (id: string) => void
}

const List = ({ equipment, chosen, choose }: ListProps) => {
  const { t } = useTranslation()
  const onKey = (event: React.KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const at = equipment.findIndex(({ id }) => id === chosen?.id)
    const next = equipment[Math.max(0, Math.min(equipment.length - 1, at + step))]
    if (next !== undefined) choose(next.id)
    event.preventDefault()
  }
  return (
    <div className={classes.list} role="listbox" tabIndex={0} aria-label={t('equipment.list')} aria-activedescendant={chosen === undefined ? undefined : `equipment ${chosen.id}`} onKeyDown={onKey}>
      {equipment.map((each) => {
        const faults = faultsOf(each)
        return (
          <div key={each.id} id={`equipment ${each.id}`} role="option" tabIndex={-1} aria-selected={each.id === chosen?.id} className={classes.item} onClick={() => choose(each.id)} onKeyDown={onKey}>
            <span className={classes.name}>{each.name}</span>
            <span className={classes.quiet}>{t(`equipment.kind.${each.kind}`)}</span>
            <span className={faults > 0 ? classes.faults : classes.quiet}>{faults > 0 ? t('equipment.faults', { count: faults }) : t('equipment.rulesCount', { count: each.rules.length })}</span>
          </div>
        )
      })}
    </div>
  )
}

const Workbench = ({ all }: { readonly all: readonly Equipment[] }) => {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [id, setId] = useState<string | null>(new URLSearchParams(useSearch()).get('id'))
  const listed = listedEquipment(all, text)
  const chosen = listed.find((each) => each.id === id) ?? listed[0]
  return (
    <div className={classes.bench}>
      <div className={classes.side}>
        <TextInput aria-label={t('equipment.search')} placeholder={t('equipment.search')} leftSection={<IconSearch size={14} aria-hidden="true" />} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Button variant="default" component={Link} href={benchmarkDoor()}>{t('benchmark.compare')}</Button>
        <p className={classes.quiet} role="status">{listed.length === 0 ? t('equipment.nothing') : t('equipment.found', { found: listed.length, total: all.length })}</p>
        {listed.length > 0 && <List equipment={listed} chosen={chosen} choose={setId} />}
      </div>
      <div className={classes.detail}>{chosen !== undefined && <EquipmentDetail equipment={chosen} />}</div>
    </div>
  )
}

export const EquipmentScreen = () => {
  const { t } = useTranslation()
  useScreenPath([{ label: t('points.title'), to: pointsDoor() }, { label: t('equipment.title'), to: EQUIPMENT_DOOR }])
  const equipment = useCall('listEquipment', {}, { everyMs: ASK_EVERY_MS })
  return (
    <Answer query={equipment} loading={t('equipment.loading')}>
      {(all) =>
        all.length === 0 ? (
          <StatePanel title={t('equipment.none')} actions={<Button component={Link} href={ROLES_DOOR}>{t('equipment.review')}</Button>}>
            {t('equipment.noneText')}
          </StatePanel>
        ) : (
          <Workbench all={all} />
        )
      }
    </Answer>
  )
}
