/** What can be done from anywhere, through the search. */
import { useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAskRouters } from '../components/ask-routers.ts'
import { useNow } from '../components/now.ts'
import { DISCOVERY_DOOR, STATUS_DOOR, WRITES_DOOR, alertsDoor, alertsPageDoor, networkDoor, searchFieldDoor } from '../doors.ts'
import { useCall, useEngine } from '../engine/engine-context.tsx'
import { navigate } from '../hash-location.ts'
import { mutedUntil } from './muted.ts'

export interface Action {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly run: () => void
}

const inAnHour = (): number => Date.now() + 3_600_000

export const useActions = (): readonly Action[] => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const askRouters = useAskRouters()
  const demo = useCall('getStatus', {}).data?.demo === true
  const muted = mutedUntil(useCall('getMute', {}).data, useNow('minute')) !== null
  const { setColorScheme } = useMantineColorScheme()
  return useMemo(() => {
    const action = (id: string, run: () => void): Action => ({ id, label: t(`frame.action.${id}`), description: t(`frame.actionText.${id}`), run })
    const scheme = (colorScheme: 'light' | 'dark' | 'auto') => (): void => {
      setColorScheme(colorScheme)
      void engine.changeSettings({ patch: { colorScheme } })
    }
    const lookAgain = (): void => {
      navigate(networkDoor())
      void queries.invalidateQueries({ queryKey: ['getDiagnosis'] })
    }
    const askAndShow = (): void => {
      navigate(networkDoor())
      askRouters()
    }
    return [
      action('discover', () => navigate(DISCOVERY_DOOR)),
      action('lookAgain', lookAgain),
      action('askRouters', askAndShow),
      action('findInRange', () => navigate(searchFieldDoor('instances'))),
      action('foreignDevice', () => navigate(searchFieldDoor('bbmd'))),
      action('staticDevices', () => navigate(searchFieldDoor('addresses'))),
      action('writes', () => navigate(WRITES_DOOR)),
      action('budget', () => navigate(networkDoor('budget'))),
      action('broadcasts', () => navigate(networkDoor('broadcasts'))),
      action('unacknowledged', () => navigate(alertsDoor({ state: 'unacknowledged' }))),
      action('incidents', () => navigate(alertsPageDoor('incidents'))),
      action('shelved', () => navigate(alertsPageDoor('shelved'))),
      action('alertHistory', () => navigate(alertsPageDoor('history'))),
      action('alarmLoad', () => navigate(alertsPageDoor('load'))),
      muted ? action('unmute', () => void engine.setMute({ untilMs: null, reason: '' })) : action('muteHour', () => void engine.setMute({ untilMs: inAnHour(), reason: '' })),
      action('status', () => navigate(STATUS_DOOR)),
      action('light', scheme('light')),
      action('dark', scheme('dark')),
      action('auto', scheme('auto')),
      demo ? action('leaveDemo', () => void engine.leaveDemo({})) : action('demo', () => void engine.startDemo({})),
    ]
  }, [t, engine, queries, askRouters, demo, muted, setColorScheme])
}
