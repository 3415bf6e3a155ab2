/** Addresses that are asked each time, because nobody there answers a broadcast: several added at once, each with what answered last. */
import { Button, CloseButton, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { NetworkMap, StaticDevice } from '../../../shared/domain/network.ts'
import type { Result } from '../../../shared/result.ts'
import table from '../../components/data-table.module.css'
import { deviceLabel } from '../../components/device-label.ts'
import { failureText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Ago } from '../../components/time.tsx'
import { devicePageDoor } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import classes from './search-page.module.css'
import { parseStaticAddresses } from './static-addresses.ts'

/** What answered there: a door when it is a device of the site. */
const Answered = ({ instance }: { readonly instance: number | null }) => {
  const { t } = useTranslation()
  const device = (useCall('listDevices', {}).data ?? []).find((one) => one.instance === instance)
  if (instance === null) return <StatusMark status="unknown" label={t('network.static.never')} size={12} />
  if (device === undefined) return <>{t('frame.instance', { instance })}</>
  return <Link href={devicePageDoor(device.id)}>{deviceLabel(t, device)}</Link>
}

const StaticTable = ({ devices, remove }: { readonly devices: readonly StaticDevice[]; readonly remove: (address: string) => void }) => {
  const { t } = useTranslation()
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t('network.static.address')}</th>
          <th scope="col">{t('network.static.device')}</th>
          <th scope="col" className={table.number}>
            {t('network.static.lastAnswer')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('network.static.remove')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {devices.map(({ address, instance, lastAnswerMs }) => (
          <tr key={address}>
            <td>{address}</td>
            <td className={table.name}>
              <Answered instance={instance} />
            </td>
            <td className={table.number}>{lastAnswerMs === null ? <span className={table.quiet}>–</span> : <Ago atMs={lastAnswerMs} />}</td>
            <td>
              <CloseButton size="sm" aria-label={t('network.static.removeOne', { address })} title={t('network.static.remove')} onClick={() => remove(address)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export const StaticDevices = ({ devices }: { readonly devices: readonly StaticDevice[] }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [failed, setFailed] = useState<string | null>(null)
  const { valid, wrong } = parseStaticAddresses(typed)
  const take = (answer: Result<readonly StaticDevice[]>): boolean => {
    setFailed(answer.ok ? null : failureText(t, answer.error))
    if (answer.ok) queries.setQueryData<NetworkMap>(['getNetworkMap', {}], (old) => old && { ...old, staticDevices: answer.value })
    return answer.ok
  }
  const refused = valid.length === 0 || wrong.length > 0
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!refused && take(await engine.addStaticDevices({ addresses: [...valid] }))) setTyped('')
  }
  return (
    <Section title={t('network.static.title')}>
      <p className={classes.text}>{t('network.static.text')}</p>
      {devices.length > 0 && <StaticTable devices={devices} remove={(address) => void engine.removeStaticDevice({ address }).then(take)} />}
      <form className={classes.form} onSubmit={(event) => void add(event)}>
        <Textarea
          className={classes.wide ?? ''}
          label={t('network.static.add')}
          description={t('network.static.addText')}
          placeholder="192.168.1.20 192.168.1.21:47809 5:0c@192.168.1.1"
          autosize
          minRows={1}
          maxRows={8}
          value={typed}
          error={wrong.length > 0 ? t('network.static.wrong', { count: wrong.length, list: wrong.join(', ') }) : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={refused}>
          {t('network.static.addButton', { count: valid.length })}
        </Button>
      </form>
      {failed !== null && (
        <p className={classes.failed} role="alert">
          {failed}
        </p>
      )}
    </Section>
  )
}
