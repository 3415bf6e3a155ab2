/** Ways to find more devices: by adapter, address and range of instances; on one network; through a BBMD; by addresses that are always asked. */
import { Button, Select } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearch } from 'wouter'
import { Answer } from '../../components/answer.tsx'
import { useAskRouters } from '../../components/ask-routers.ts'
import { Section } from '../../components/section.tsx'
import type { SearchField } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { DiscoveryForm } from '../first-run/discovery-form.tsx'
import { useFindOn } from './find-on.ts'
import { ForeignDevice } from './foreign-device.tsx'
import { numberedNetworks } from './network-tree.ts'
import { StaticDevices } from './static-devices.tsx'
import classes from './search-page.module.css'

const OneNetwork = ({ numbers }: { readonly numbers: readonly number[] }) => {
  const { t } = useTranslation()
  const { searching, find } = useFindOn()
  const [chosen, setChosen] = useState<string | null>(null)
  const known = chosen !== null && numbers.includes(Number(chosen)) ? chosen : (numbers[0]?.toString() ?? null)
  const askRouters = useAskRouters()
  return (
    <Section title={t('network.oneNetwork')}>
      <p className={classes.text}>{t(numbers.length === 0 ? 'network.oneNetworkNone' : 'network.oneNetworkText')}</p>
      {numbers.length === 0 ? (
        <Button variant="default" onClick={askRouters}>
          {t('network.askRouters')}
        </Button>
      ) : (
        <div className={classes.form}>
          <Select label={t('network.networkNumber')} data={numbers.map((number) => ({ value: String(number), label: t('network.network', { number }) }))} value={known} onChange={setChosen} searchable={numbers.length > 12} />
          <Button variant="default" disabled={searching || known === null} onClick={() => known !== null && find({ network: Number(known) })}>
            {t('frame.action.discover')}
          </Button>
        </div>
      )}
    </Section>
  )
}

interface PartProps {
  readonly name: SearchField
  /** Its fields are there. */
  readonly ready: boolean
  readonly children: ReactNode
}

const FIRST_FIELD: Readonly<Record<SearchField, string>> = { instances: 'fieldset input', bbmd: 'form input', addresses: 'form textarea' }

/** A part of the screen; when the address asks for it, the cursor goes into its first field. */
const Part = ({ name, ready, children }: PartProps) => {
  const asked = new URLSearchParams(useSearch()).get('field') === name
  const part = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (asked && ready) part.current?.querySelector<HTMLElement>(FIRST_FIELD[name])?.focus()
  }, [asked, ready, name])
  return (
    <div ref={part} className={classes.part}>
      {children}
    </div>
  )
}

const InDemo = () => {
  const { t } = useTranslation()
  return (
    <Section title={t('network.findDevices')}>
      <p className={classes.text}>{t('first-run.inDemo')}</p>
    </Section>
  )
}

/** `numbers`: networks behind routers; null until they are known. */
const Search = ({ numbers }: { readonly numbers: readonly number[] | null }) => {
  const { t } = useTranslation()
  const adapters = useCall('listInterfaces', {})
  return (
    <>
      <Part name="instances" ready={adapters.data !== undefined}>
        <Section title={t('network.findDevices')}>
          <p className={classes.text}>{t('network.findDevicesText')}</p>
          <DiscoveryForm />
        </Section>
      </Part>
      {numbers !== null && <OneNetwork numbers={numbers} />}
    </>
  )
}

export const SearchPage = () => {
  const { t } = useTranslation()
  const map = useCall('getNetworkMap', {})
  const demo = useCall('getStatus', {}).data?.demo === true
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        {demo ? <InDemo /> : <Search numbers={map.data === undefined ? null : numberedNetworks(map.data.networks)} />}
      </div>
      <div className={classes.column}>
        <Answer query={map} loading={t('network.loadingMap')}>
          {({ foreignDevice, staticDevices }) => (
            <>
              <Part name="bbmd" ready>
                <ForeignDevice state={foreignDevice} />
              </Part>
              <Part name="addresses" ready>
                <StaticDevices devices={staticDevices} />
              </Part>
            </>
          )}
        </Answer>
      </div>
    </div>
  )
}
