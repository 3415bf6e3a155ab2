/** The computer's network adapters with the devices heard on each, to choose where to ask. */
import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { InterfaceInfo } from '../../../shared/domain/acquisition.ts'
import classes from './adapter-table.module.css'

interface AdapterTableProps {
  readonly interfaces: readonly InterfaceInfo[]
  readonly chosen: readonly string[]
  readonly choose: (names: readonly string[]) => void
}

const prefixLength = (netmask: string): number =>
  netmask
    .split('.')
    .map((byte) => Number(byte).toString(2).replaceAll('0', '').length)
    .reduce((sum, bits) => sum + bits, 0)

export const AdapterTable = ({ interfaces, chosen, choose }: AdapterTableProps) => {
  const { t } = useTranslation()
  const toggle = (name: string): void => choose(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name])
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('first-run.adapter')}</th>
          <th scope="col">{t('first-run.address')}</th>
          <th scope="col">{t('first-run.broadcast')}</th>
          <th scope="col" className={classes.number}>
            {t('first-run.heard')}
          </th>
        </tr>
      </thead>
      <tbody>
        {interfaces.map((one) => (
          <tr key={`${one.name} ${one.address}`}>
            <td>
              <Checkbox label={one.loopback ? t('first-run.loopback', { name: one.name }) : one.name} checked={chosen.includes(one.name)} onChange={() => toggle(one.name)} />
            </td>
            <td className={classes.address}>{`${one.address}/${prefixLength(one.netmask)}`}</td>
            <td className={classes.address}>{one.broadcast}</td>
            <td className={classes.number}>{t('first-run.devicesHeard', { count: one.devicesHeard })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
