/** The site's name and time zone, asked once at the beginning; both can be changed later. */
import { Button, Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { computerZone, zoneChoices } from '../../components/time-zones.ts'
import { useSetting } from '../settings/use-setting.ts'
import { useTypedText } from '../settings/use-typed-text.ts'
import classes from './site-identity.module.css'

const SiteName = () => {
  const { t } = useTranslation()
  const { value, failed, type, leave } = useTypedText('siteName')
  return (
    <TextInput
      className={classes.field ?? ''}
      label={t('settings.siteName.title')}
      maxLength={200}
      value={value}
      error={failed}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
    />
  )
}

export const SiteIdentity = () => {
  const { t } = useTranslation()
  const { value, failed, save } = useSetting('timeZone')
  const choices = useMemo(() => zoneChoices(), [])
  const own = computerZone()
  return (
    <div className={classes.row}>
      <SiteName />
      <Select
        className={classes.field ?? ''}
        label={t('settings.timeZone.title')}
        data={[...choices]}
        value={value ?? null}
        searchable
        limit={60}
        nothingFoundMessage={t('settings.noneFound')}
        error={failed}
        onChange={(zone) => {
          if (zone !== null) void save(zone)
        }}
      />
      {value !== undefined && value !== own && choices.some((choice) => choice.value === own) && (
        <Button variant="default" onClick={() => void save(own)}>
          {t('first-run.useZone', { zone: own.replaceAll('_', ' ') })}
        </Button>
      )}
    </div>
  )
}
