/** Who broadcasts how much, by kind, over the last ten minutes; who does so in a subnet it does not belong to. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Device } from '../../../shared/domain/device.ts'
import type { Broadcaster } from '../../../shared/domain/network.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { deviceLabel } from '../../components/device-label.ts'
import { Section } from '../../components/section.tsx'
import { ShareBar } from '../../components/share-bar.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { devicePageDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { byNoise } from './load-order.ts'
import { macLabel } from './network-tree.ts'
import { useStableOrder } from './stable-order.ts'
import classes from './broadcasts-page.module.css'

const KINDS = ['whoIs', 'iAm', 'cov', 'timeSync', 'network', 'other'] as const

const rate = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

const Who = ({ one, device }: { readonly one: Broadcaster; readonly device: Device | undefined }) => {
  const { t } = useTranslation()
  if (one.own) return <>{t('network.broadcasts.own')}</>
  if (device !== undefined) return <Link href={devicePageDoor(device.id)}>{deviceLabel(t, device)}</Link>
  return <span className={table.quiet}>{one.instance === null ? t('network.broadcasts.unknown') : t('frame.instance', { instance: one.instance })}</span>
}

/** `10.0.0.9:47808`, or the station behind its router. */
const Where = ({ address }: { readonly address: string }) => {
  const { t } = useTranslation()
  const [router = '', network, mac] = address.split('/')
  if (network === undefined || mac === undefined) return <>{router}</>
  return <>{t('network.broadcasts.behind', { network, station: macLabel(mac), router: router.replace(/:47808$/, '') })}</>
}

const Row = ({ one, most, device }: { readonly one: Broadcaster; readonly most: number; readonly device: Device | undefined }) => {
  const { t } = useTranslation()
  return (
    <tr>
      <td className={table.name}>
        <Who one={one} device={device} />
      </td>
      <td className={classes.address} title={one.address}>
        <Where address={one.address} />
      </td>
      <td>{one.wrongInterface ? <StatusMark status="high" label={t('network.broadcasts.wrong', { name: one.interfaceName })} size={12} /> : (one.interfaceName ?? '–')}</td>
      <td className={table.number}>
        <span className={classes.rate}>
          <ShareBar share={one.packetsPerMinute / most} />
          <strong className={classes.figure}>{rate.format(one.packetsPerMinute)}</strong>
        </span>
      </td>
      <td className={table.number}>{whole.format(one.bytesPerMinute)}</td>
      {KINDS.map((kind) => (
        <td key={kind} className={table.number}>
          {one.byKind[kind] === 0 ? <span className={table.quiet}>–</span> : whole.format(one.byKind[kind])}
        </td>
      ))}
    </tr>
  )
}

const Table = ({ broadcasters }: { readonly broadcasters: readonly Broadcaster[] }) => {
  const { t } = useTranslation()
  const devices = useCall('listDevices', {}).data ?? []
  const byInstance = new Map(devices.map((device) => [device.instance, device]))
  const rows = useStableOrder(broadcasters, ({ address, interfaceName }) => `${address} ${interfaceName}`, byNoise, 'noise')
  const most = Math.max(1, ...broadcasters.map(({ packetsPerMinute }) => packetsPerMinute))
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            {t('network.broadcasts.who')}
          </th>
          <th scope="col" rowSpan={2}>
            {t('network.broadcasts.address')}
          </th>
          <th scope="col" rowSpan={2}>
            {t('network.broadcasts.adapter')}
          </th>
          <th scope="colgroup" colSpan={2} className={table.span}>
            {t('network.broadcasts.perMinute')}
          </th>
          <th scope="colgroup" colSpan={KINDS.length} className={table.span}>
            {t('network.broadcasts.inTenMinutes')}
          </th>
        </tr>
        <tr>
          <th scope="col" className={table.number}>
            {t('network.broadcasts.packets')}
          </th>
          <th scope="col" className={table.number}>
            {t('network.broadcasts.bytes')}
          </th>
          {KINDS.map((kind) => (
            <th key={kind} scope="col" className={table.number}>
              {t(`network.broadcasts.kind.${kind}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <Row key={`${one.address} ${one.interfaceName}`} one={one} most={most} device={byInstance.get(one.instance ?? -1)} />
        ))}
      </tbody>
    </table>
  )
}

const Broadcasts = ({ broadcasters }: { readonly broadcasters: readonly Broadcaster[] }) => {
  const { t } = useTranslation()
  if (broadcasters.length === 0) return <StatePanel title={t('network.broadcasts.none')}>{t('network.broadcasts.noneText')}</StatePanel>
  const all = broadcasters.reduce((sum, { packetsPerMinute }) => sum + packetsPerMinute, 0)
  return (
    <Section title={t('network.broadcasts.title')} aside={t('network.broadcasts.total', { rate: rate.format(all), senders: t('network.broadcasts.senders', { count: broadcasters.length }) })}>
      <Table broadcasters={broadcasters} />
    </Section>
  )
}

export const BroadcastsPage = () => {
  const { t } = useTranslation()
  return (
    <Answer query={useCall('getNetworkMap', {})} loading={t('network.loadingMap')}>
      {({ broadcasters }) => <Broadcasts broadcasters={broadcasters} />}
    </Answer>
  )
}
