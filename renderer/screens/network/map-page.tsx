/** What stands in the way, and below it the map of adapters, routers, networks and devices. */
import { Button, Checkbox, TextInput } from '@mantine/core'
import { IconRouter, IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Device } from '../../../shared/domain/device.ts'
import type { NetworkMap } from '../../../shared/domain/network.ts'
import { Answer } from '../../components/answer.tsx'
import { useAskRouters } from '../../components/ask-routers.ts'
import { isScreenKey } from '../../components/keys.ts'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { DISCOVERY_DOOR, networkDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { Diagnosis } from './diagnosis.tsx'
import { MapTree } from './map-tree.tsx'
import { countNetworks, filterTree, networkTree, openAtFirst, type MapFilter } from './network-tree.ts'
import classes from './map-page.module.css'

/** The field that `/` goes to. */
const useFilterKey = (): React.RefObject<HTMLInputElement | null> => {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || !isScreenKey(event)) return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return field
}

const NO_FILTER: MapFilter = { text: '', onlyTrouble: false }

const NoDevices = () => {
  const { t } = useTranslation()
  return (
    <StatePanel
      title={t('network.noDevices')}
      actions={
        <>
          <Button component={Link} href={DISCOVERY_DOOR}>
            {t('frame.action.discover')}
          </Button>
          <Button component={Link} href={networkDoor('search')} variant="default">
            {t('network.otherWays')}
          </Button>
        </>
      }
    >
      {t('network.noDevicesText')}
    </StatePanel>
  )
}

interface FilterBarProps {
  readonly filter: MapFilter
  readonly change: (filter: MapFilter) => void
  /** Opens or folds all networks; null while a filter shows what it finds anyway. */
  readonly setAll: ((open: boolean) => void) | null
}

const FilterBar = ({ filter, change, setAll }: FilterBarProps) => {
  const { t } = useTranslation()
  const field = useFilterKey()
  return (
    <>
      <TextInput
        ref={field}
        className={classes.filter ?? ''}
        aria-label={t('network.filter')}
        placeholder={t('network.filter')}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={filter.text}
        onChange={(event) => change({ ...filter, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') change({ ...filter, text: '' })
        }}
      />
      <Checkbox label={t('network.onlyTrouble')} checked={filter.onlyTrouble} onChange={(event) => change({ ...filter, onlyTrouble: event.currentTarget.checked })} />
      <span className={classes.space} />
      <Button variant="subtle" color="gray" size="compact-sm" fw={400} disabled={setAll === null} onClick={() => setAll?.(true)}>
        {t('network.openAll')}
      </Button>
      <Button variant="subtle" color="gray" size="compact-sm" fw={400} disabled={setAll === null} onClick={() => setAll?.(false)}>
        {t('network.foldAll')}
      </Button>
    </>
  )
}

const MapSection = ({ map, devices }: { readonly map: NetworkMap; readonly devices: readonly Device[] }) => {
  const { t } = useTranslation()
  const [filter, setFilter] = useState(NO_FILTER)
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map())
  const askRouters = useAskRouters()
  const tree = useMemo(() => networkTree(map, devices), [map, devices])
  const first = useMemo(() => openAtFirst(tree), [tree])
  const shown = useMemo(() => filterTree(tree, filter), [tree, filter])
  const filtered = shown !== tree
  // What is looked for must be seen.
  const isOpen = (id: string): boolean => filtered || (changed.get(id) ?? first.has(id))
  const setAll = (open: boolean): void => setChanged(new Map(tree.flatMap(({ networks, routers }) => [...networks, ...routers.flatMap((router) => router.networks)]).map(({ id }) => [id, open])))
  return (
    <Section
      title={t('network.map')}
      aside={t('network.mapCounts', { routers: t('network.routerCount', { count: map.routers.length }), networks: t('network.networkCount', { count: countNetworks(tree) }), devices: t('network.deviceCount', { count: devices.length }) })}
    >
      <div className={classes.bar}>
        {devices.length > 0 && <FilterBar filter={filter} change={setFilter} setAll={filtered ? null : setAll} />}
        <Button variant="default" size="compact-sm" leftSection={<IconRouter size={14} aria-hidden="true" />} onClick={askRouters}>
          {t('network.askRouters')}
        </Button>
      </div>
      {shown.length === 0 ? (
        <StatePanel title={t(filter.onlyTrouble && filter.text === '' ? 'network.noTrouble' : 'network.noneMatch')} />
      ) : (
        <MapTree tree={shown} isOpen={isOpen} setOpen={(id, open) => setChanged((old) => new Map(old).set(id, open))} />
      )}
      {devices.length === 0 && <NoDevices />}
    </Section>
  )
}

export const MapPage = () => {
  const { t } = useTranslation()
  const map = useCall('getNetworkMap', {})
  const devices = useCall('listDevices', {})
  return (
    <>
      <Diagnosis />
      <Answer query={map} loading={t('network.loadingMap')}>
        {(known) => (
          <Answer query={devices} loading={t('network.loadingMap')}>
            {(all) => <MapSection map={known} devices={all} />}
          </Answer>
        )}
      </Answer>
    </>
  )
}
