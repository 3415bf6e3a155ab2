/** Registration with a BBMD in another subnet: its state in words, until when, why not; and the form. */
import { Button, NumberInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ForeignDeviceState, NetworkMap } from '../../../shared/domain/network.ts'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Ago, Moment } from '../../components/time.tsx'
import { useEngine } from '../../engine/engine-context.tsx'
import type { StatusName } from '../../theme/status.ts'
import { parseTargets } from '../first-run/targets.ts'
import classes from './search-page.module.css'

const LEAST_TTL_S = 30
const MOST_TTL_S = 65_535

const STATUS: Readonly<Record<ForeignDeviceState['state'], StatusName>> = { off: 'normal', registering: 'unknown', registered: 'normal', refused: 'high', silent: 'high' }

const State = ({ state }: { readonly state: ForeignDeviceState }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <div className={classes.state} role="status">
      <StatusMark status={STATUS[state.state]} label={t(`network.foreign.state.${state.state}`)} />
      {state.registeredUntilMs !== null && (
        <span>
          {t('network.foreign.until', { bbmd: state.bbmd })} <Moment atMs={state.registeredUntilMs} />
          {t('network.foreign.renewed')}
        </span>
      )}
      {state.enabled && state.registeredUntilMs === null && <span>{state.bbmd}</span>}
      {state.lastAnswerMs !== null && (
        <span className={classes.quiet}>
          {t('network.foreign.answered')} <Ago atMs={state.lastAnswerMs} />
        </span>
      )}
      {state.broadcastTable.length > 0 && <p className={classes.stateLine}>{t('network.foreign.joins', { list: state.broadcastTable.map(({ address }) => address).join(', ') })}</p>}
      {state.problem !== null && <p className={classes.stateLine}>{text(state.problem)}</p>}
    </div>
  )
}

/** What is typed, or what stands while nothing is. */
const useForm = (state: ForeignDeviceState) => {
  const [typedBbmd, setBbmd] = useState<string | null>(null)
  const [typedTtl, setTtl] = useState<string | number | null>(null)
  const bbmd = (typedBbmd ?? state.bbmd).trim()
  const ttlSeconds = Number(typedTtl ?? state.ttlSeconds)
  return {
    bbmd,
    ttlSeconds,
    setBbmd,
    setTtl,
    bbmdWrong: bbmd !== '' && parseTargets(bbmd).valid[0] !== bbmd,
    ttlWrong: !Number.isInteger(ttlSeconds) || ttlSeconds < LEAST_TTL_S || ttlSeconds > MOST_TTL_S,
    forget: () => {
      setBbmd(null)
      setTtl(null)
    },
  }
}

export const ForeignDevice = ({ state }: { readonly state: ForeignDeviceState }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const form = useForm(state)
  const [failed, setFailed] = useState<string | null>(null)
  const set = async (enabled: boolean): Promise<void> => {
    const answer = await engine.setForeignDevice({ enabled, bbmd: enabled ? form.bbmd : state.bbmd, ttlSeconds: enabled ? form.ttlSeconds : state.ttlSeconds })
    setFailed(answer.ok ? null : failureText(t, answer.error))
    if (!answer.ok) return
    form.forget()
    queries.setQueryData<NetworkMap>(['getNetworkMap', {}], (old) => old && { ...old, foreignDevice: answer.value })
  }
  const refused = form.bbmd === '' || form.bbmdWrong || form.ttlWrong
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!refused) void set(true)
  }
  return (
    <Section title={t('network.foreign.title')}>
      <p className={classes.text}>{t('network.foreign.text')}</p>
      <State state={state} />
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          className={classes.wide ?? ''}
          label={t('network.foreign.bbmd')}
          placeholder="10.1.0.5:47808"
          value={form.bbmd}
          error={form.bbmdWrong ? t('network.foreign.bbmdWrong') : null}
          onChange={(event) => form.setBbmd(event.currentTarget.value)}
        />
        <NumberInput
          className={classes.narrow ?? ''}
          label={t('network.foreign.ttl')}
          value={form.ttlSeconds}
          min={LEAST_TTL_S}
          max={MOST_TTL_S}
          clampBehavior="none"
          suffix=" s"
          error={form.ttlWrong ? t('settings.range', { least: LEAST_TTL_S, most: `${MOST_TTL_S} s` }) : null}
          onChange={form.setTtl}
        />
        <Button type="submit" disabled={refused}>
          {t(state.enabled ? 'network.foreign.again' : 'network.foreign.register')}
        </Button>
        {state.enabled && (
          <Button variant="default" onClick={() => void set(false)}>
            {t('network.foreign.end')}
          </Button>
        )}
      </form>
      {failed !== null && (
        <p className={classes.failed} role="alert">
          {failed}
        </p>
      )}
    </Section>
  )
}
