/** The tree of the map, drawn with lines: adapters, routers in their subnets, networks behind those, devices as doors. Arrow keys go where the eye goes. */
import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconPlugConnected, IconRouter, IconWorld } from '@tabler/icons-react'
import { memo, useId, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { addressLabel, type Device } from '../../../shared/domain/device.ts'
import type { TrunkLoad } from '../../../shared/domain/poll-load.ts'
import { deviceLabel } from '../../components/device-label.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { formatShare } from '../../components/format-value.ts'
import { ShareBar } from '../../components/share-bar.tsx'
import { StatusMark, StatusShapeIcon } from '../../components/status-mark.tsx'
import { Ago } from '../../components/time.tsx'
import { devicePageDoor, networkDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { deviceStatus, type StatusName } from '../../theme/status.ts'
import { isArrow, stepFrom } from './arrow-steps.ts'
import { useFindOn, type FindOn, type SearchPlace } from './find-on.ts'
import { shareOf } from './load-order.ts'
import { stationLabel, type Branch, type NetworkNode, type RouterNode } from './network-tree.ts'
import { subnetLabel } from './subnet.ts'
import classes from './map-tree.module.css'

interface MapTreeProps {
  readonly tree: readonly Branch[]
  readonly isOpen: (networkId: string) => boolean
  readonly setOpen: (networkId: string, open: boolean) => void
}

/** What all parts of the tree need. */
interface TreeParts extends Omit<MapTreeProps, 'tree'>, FindOn {
  readonly trunks: readonly TrunkLoad[]
}

const cellStatus = (device: Device): StatusName => (device.state === 'offline' || device.problems.length === 0 ? deviceStatus(device.state) : 'data')

const DeviceCell = memo(({ device }: { readonly device: Device }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const status = cellStatus(device)
  const problems = device.problems.map(text).join(' ')
  return (
    <li>
      <Link href={devicePageDoor(device.id)} className={classes.device} data-step="" title={[`${t('frame.instance', { instance: device.instance })}, ${addressLabel(device.address)}`, `${device.vendorName} ${device.modelName}`, problems].filter((line) => line.trim() !== '').join('\n')}>
        <StatusMark status={status} label={t(status === 'normal' ? 'status.online' : `status.${status}`)} compact size={12} />
        <span className={device.address.mac === undefined ? classes.ip : classes.mac}>{stationLabel(device.address)}</span>
        <span className={classes.name}>{deviceLabel(t, device)}</span>
      </Link>
    </li>
  )
})
DeviceCell.displayName = 'DeviceCell'

const Load = ({ trunk }: { readonly trunk: TrunkLoad | undefined }) => {
  const { t } = useTranslation()
  if (trunk === undefined) return null
  return (
    <Link href={networkDoor('budget')} className={classes.load} data-step="">
      <ShareBar share={shareOf(trunk.requestsPerSecond, trunk.limitPerSecond)} />
      <span className={classes.loadText}>{t('network.trunkLoad', { rate: trunk.requestsPerSecond.toFixed(1), limit: trunk.limitPerSecond, share: formatShare(Math.round(trunk.trunkShare * 100) / 100) })}</span>
    </Link>
  )
}

const Problem = ({ status, children }: { readonly status: StatusName; readonly children: ReactNode }) => (
  <p className={classes.problem}>
    <StatusShapeIcon status={status} size={12} />
    {children}
  </p>
)

/** How many devices, how many of them in trouble, how many more are heard. */
const Counts = ({ node }: { readonly node: NetworkNode }) => {
  const { t } = useTranslation()
  const offline = node.devices.filter(({ state }) => state === 'offline').length
  const problems = node.devices.filter((device) => cellStatus(device) === 'data').length
  const more = node.instancesHeard - node.devices.length
  return (
    <span className={classes.counts}>
      <span className={classes.quiet}>{t('network.deviceCount', { count: node.devices.length })}</span>
      {offline > 0 && <StatusMark status="offline" label={t('network.offlineCount', { count: offline })} size={12} />}
      {problems > 0 && <StatusMark status="data" label={t('network.problemCount', { count: problems })} size={12} />}
      {more > 0 && <span>{t('network.moreHeard', { count: more })}</span>}
    </span>
  )
}

const Network = ({ node, name, place, trunk, parts }: { readonly node: NetworkNode; readonly name: string; readonly place: SearchPlace | null; readonly trunk: TrunkLoad | undefined; readonly parts: TreeParts }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const listId = useId()
  const open = parts.isOpen(node.id)
  const Chevron = open ? IconChevronDown : IconChevronRight
  const onKeyDown = (event: KeyboardEvent): void => {
    const wanted = event.key === 'ArrowRight' ? true : event.key === 'ArrowLeft' ? false : open
    if (wanted === open) return
    event.stopPropagation()
    event.preventDefault()
    parts.setOpen(node.id, wanted)
  }
  return (
    <li className={classes.node}>
      <div className={classes.row}>
        <button type="button" className={classes.fold} data-step="" aria-expanded={open} aria-controls={listId} disabled={node.devices.length === 0} onClick={() => parts.setOpen(node.id, !open)} onKeyDown={onKeyDown}>
          <Chevron size={14} aria-hidden="true" className={classes.chevron} />
          {name}
        </button>
        <Counts node={node} />
        <Load trunk={trunk} />
        {place !== null && parts.possible && (
          <Button variant="subtle" color="gray" size="compact-xs" fw={400} data-step="" disabled={parts.searching} aria-label={t('network.findOn', { name })} onClick={() => parts.find(place)}>
            {t('frame.action.discover')}
          </Button>
        )}
      </div>
      {node.problems.map((problem) => (
        <Problem key={JSON.stringify(problem)} status="high">
          {text(problem)}
        </Problem>
      ))}
      <ul className={classes.devices} id={listId} hidden={!open} data-wide={node.devices.some(({ address }) => address.mac === undefined) || undefined}>
        {open && node.devices.map((device) => <DeviceCell key={device.id} device={device} />)}
      </ul>
    </li>
  )
}

const Router = ({ node, parts }: { readonly node: RouterNode; readonly parts: TreeParts }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const { router } = node
  const address = `${router.ip}:${router.port}`
  return (
    <li className={classes.node}>
      <div className={classes.row}>
        <span className={classes.head}>
          <IconRouter size={16} stroke={1.6} aria-hidden="true" />
          {t('network.router', { address })}
        </span>
        <span className={classes.quiet}>
          {t(`network.routerSource.${router.source}`)} <Ago atMs={router.lastHeardMs} />
        </span>
      </div>
      {router.troubled.map((trouble) => (
        <Problem key={trouble.network} status="medium">
          {text(trouble.text)}
        </Problem>
      ))}
      <ul className={classes.children}>
        {node.networks.map((network) => (
          <Network
            key={network.id}
            node={network}
            name={t('network.network', { number: network.network })}
            place={network.network === null ? null : { network: network.network }}
            trunk={parts.trunks.find((trunk) => trunk.network === network.network && trunk.router === address)}
            parts={parts}
          />
        ))}
      </ul>
    </li>
  )
}

const BranchHead = ({ branch }: { readonly branch: Branch }) => {
  const { t } = useTranslation()
  const { adapter } = branch
  const Icon = adapter === null ? IconWorld : IconPlugConnected
  return (
    <div className={classes.row}>
      <span className={classes.head}>
        <Icon size={16} stroke={1.6} aria-hidden="true" />
        {adapter === null ? t('network.elsewhere') : adapter.loopback ? t('first-run.loopback', { name: adapter.name }) : adapter.name}
      </span>
      {adapter === null ? (
        <span className={classes.quiet}>{t('network.elsewhereText')}</span>
      ) : (
        <>
          <span className={classes.address}>{subnetLabel(adapter)}</span>
          <span className={classes.quiet}>{t('network.broadcast', { address: adapter.broadcast })}</span>
          <span className={classes.heard}>{t('network.heard', { count: adapter.devicesHeard })}</span>
        </>
      )}
    </div>
  )
}

const BranchItem = ({ branch, parts }: { readonly branch: Branch; readonly parts: TreeParts }) => {
  const { t } = useTranslation()
  const nameOf = ({ network, unheard }: NetworkNode): string => {
    if (unheard) return t('network.unheard')
    if (branch.adapter === null) return network === null ? t('network.otherSubnets') : t('network.network', { number: network })
    return network === null ? t('network.ipNetwork') : t('network.ipNetworkNumber', { number: network })
  }
  const placeOf = (network: number | null): SearchPlace | null => {
    if (branch.adapter !== null) return { interfaceName: branch.adapter.name }
    return network === null ? null : { network }
  }
  return (
    <li className={classes.branch}>
      <BranchHead branch={branch} />
      {branch.networks.length + branch.routers.length > 0 && (
        <ul className={classes.children}>
          {branch.networks.map((network) => (
            <Network key={network.id} node={network} name={nameOf(network)} place={placeOf(network.network)} trunk={undefined} parts={parts} />
          ))}
          {branch.routers.map((router) => (
            <Router key={router.id} node={router} parts={parts} />
          ))}
        </ul>
      )}
    </li>
  )
}

const moveFocus = (event: KeyboardEvent<HTMLUListElement>): void => {
  if (!isArrow(event.key) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  const steps = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-step]:not(:disabled)')]
  const at = steps.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  event.preventDefault()
  steps[stepFrom(steps.map((step) => step.getBoundingClientRect()), at, event.key)]?.focus()
}

/** Load moves on its own; it is asked for while the map is looked at. */
const LOAD_EVERY_MS = 2_000

export const MapTree = ({ tree, isOpen, setOpen }: MapTreeProps) => {
  const { t } = useTranslation()
  const trunks = useCall('getPollLoad', {}, { everyMs: LOAD_EVERY_MS }).data?.trunks ?? []
  const parts: TreeParts = { isOpen, setOpen, trunks, ...useFindOn() }
  return (
    // The keys move the focus among the links and buttons inside, which are worked by themselves.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul className={classes.tree} aria-label={t('network.map')} onKeyDown={moveFocus}>
      {tree.map((branch) => (
        <BranchItem key={branch.id} branch={branch} parts={parts} />
      ))}
    </ul>
  )
}
