/** Ctrl+K: finds any device, point, meter, plan, alert, screen, part of a screen, or action. */
import { Spotlight, createSpotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NO_DEVICE } from '../../shared/domain/alert.ts'
import { objectLabel } from '../../shared/domain/object-type.ts'
import { useMessageText } from '../components/engine-text.ts'
import { StatusShapeIcon } from '../components/status-mark.tsx'
import { LiveValueText } from '../components/value.tsx'
import { alertDoor, deviceDoor, trendDoor } from '../doors.ts'
import { useCall } from '../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../engine/indexes.ts'
import { goTo, navigate } from '../hash-location.ts'
import { alertStatus, deviceStatus } from '../theme/status.ts'
import { useActions } from './actions.ts'
import { meterEntries, partEntries, planEntries } from './place-entries.ts'
import { SCREENS } from './screens.ts'
import { searchEntries, searchText, type SearchEntry } from './search-index.ts'
import classes from './search.module.css'

export const [searchStore, search] = createSpotlight()

const MOST = 40

interface Found extends SearchEntry {
  readonly run: () => void
  readonly targetId: number
}

/** Made when the search opens, not while it is closed: names change, and 20,000 entries need not be kept. */
const useEntries = (opened: boolean): readonly Found[] => {
  const { t } = useTranslation()
  const text = useMessageText()
  const points = usePointIndex()
  const devices = useDeviceIndex()
  const alerts = useCall('listAlerts', { which: 'open', limit: 5_000 }).data
  const meters = useCall('listMeters', {}, { enabled: opened }).data
  const plans = useCall('listPlans', {}, { enabled: opened }).data
  const actions = useActions()
  return useMemo(() => {
    if (!opened) return []
    const entries: Found[] = []
    for (const { name, to, key, letter } of SCREENS) {
      const label = t(`frame.screen.${name}`)
      entries.push({ id: `screen ${name}`, kind: 'screen', label, description: t('frame.screenKey', { key: key ?? `g ${letter}` }), words: searchText(label), run: () => navigate(to), targetId: 0 })
    }
    for (const entry of [...partEntries(t), ...meterEntries(t, meters ?? []), ...planEntries(plans ?? [])]) entries.push({ ...entry, run: () => navigate(entry.to), targetId: 0 })
    for (const action of actions) entries.push({ id: `action ${action.id}`, kind: 'action', label: action.label, description: action.description, words: searchText(action.label, action.description), run: action.run, targetId: 0 })
    for (const alert of alerts ?? []) {
      const label = text(alert.title)
      const description = devices.get(alert.deviceId)?.name ?? (alert.deviceId === NO_DEVICE ? t('alerts.ofSite') : '')
      entries.push({ id: `alert ${alert.id}`, kind: 'alert', label, description, words: searchText(label, description), run: () => navigate(alertDoor(alert.id)), targetId: alert.id })
    }
    for (const device of devices.values()) {
      const description = `${device.vendorName} ${device.modelName}, ${t('frame.instance', { instance: device.instance })}`
      entries.push({ id: `device ${device.id}`, kind: 'device', label: device.name, description, words: searchText(device.name, description, device.address.ip), run: () => navigate(deviceDoor(device.id)), targetId: device.id })
    }
    for (const point of points.values()) {
      const description = [devices.get(point.deviceId)?.name, objectLabel(point.objectType, point.objectInstance), point.description].filter(Boolean).join(' · ')
      entries.push({ id: `point ${point.id}`, kind: 'point', label: point.name, description, words: searchText(point.name, description), run: () => navigate(trendDoor({ points: [point.id] })), targetId: point.id })
    }
    return entries
  }, [opened, t, text, points, devices, alerts, meters, plans, actions])
}

/** A link that was copied from a bookmark, pasted here. */
const linkHits = (typed: string, label: string): readonly Found[] | null => {
  const address = typed.trim()
  return /^#\/[\x21-\x7E]*$/.test(address) ? [{ id: 'link', kind: 'screen', label, description: address, words: '', run: () => goTo(address), targetId: 0 }] : null
}

const Mark = ({ entry }: { readonly entry: Found }) => {
  const devices = useDeviceIndex()
  const alert = (useCall('listAlerts', { which: 'open', limit: 5_000 }).data ?? []).find(({ id }) => entry.kind === 'alert' && id === entry.targetId)
  if (alert !== undefined) return <StatusShapeIcon status={alertStatus(alert)} hollow={alert.acknowledgedAtMs !== null} />
  const device = entry.kind === 'device' ? devices.get(entry.targetId) : undefined
  return device === undefined ? null : <StatusShapeIcon status={deviceStatus(device.state)} />
}

const Live = ({ pointId }: { readonly pointId: number }) => {
  const point = usePointIndex().get(pointId)
  return point === undefined ? null : <LiveValueText point={point} />
}

/** Marks the first hit as chosen. The kit does so when the query changes, which is before deferred hits are drawn. */
const selectFirst = (): void => {
  const list = document.getElementById(searchStore.getState().listId)
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected')
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  searchStore.updateState((state) => ({ ...state, selected: 0 }))
}

export const Search = () => {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed)
  const entries = useEntries(opened)
  const hits = useMemo(() => linkHits(wanted, t('frame.openLink')) ?? (searchEntries(entries, wanted, MOST) as readonly Found[]), [entries, wanted, t])
  // The first hit is what Enter opens.
  useEffect(() => {
    if (opened && hits.length > 0) selectFirst()
  }, [opened, hits])
  return (
    <Spotlight.Root
      store={searchStore}
      query={typed}
      onQueryChange={setTyped}
      shortcut="mod + K"
      tagsToIgnore={[]}
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => setOpened(false)}
      scrollable
      classNames={{ action: classes.action ?? '' }}
      attributes={{ content: { 'aria-label': t('frame.search') } }}
      maxHeight={480}
      size={720}
      transitionProps={{ duration: 80 }}
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
    >
      <Spotlight.Search placeholder={t('frame.searchPlaceholder')} aria-label={t('frame.search')} leftSection={<IconSearch size={18} stroke={1.6} />} />
      <Spotlight.ActionsList>
        {hits.length === 0 && <Spotlight.Empty>{t('frame.nothingFound', { typed })}</Spotlight.Empty>}
        {hits.map((entry) => (
          <Spotlight.Action key={entry.id} onClick={entry.run}>
            <span className={classes.hit}>
              <span className={classes.kind}>{t(`frame.kind.${entry.kind}`)}</span>
              <span className={classes.mark}>
                <Mark entry={entry} />
              </span>
              <span className={classes.label}>{entry.label}</span>
              <span className={classes.description}>{entry.description}</span>
              {entry.kind === 'point' && <Live pointId={entry.targetId} />}
            </span>
          </Spotlight.Action>
        ))}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
