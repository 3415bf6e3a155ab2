/** What can be done from anywhere, through the search. */
import { useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAskRouters } from '../components/ask-routers.ts'
import { DISCOVERY_DOOR, STATUS_DOOR, WRITES_DOOR, alertsDoor, networkDoor, searchFieldDoor } from '../doors.ts'
import { useCall, useEngine } from '../engine/engine-context.tsx'
import { navigate } from '../hash-location.ts'

export interface Action {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly run: () => void
}

export const useActions = (): readonly Action[] => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const askRouters = useAskRouters()
  const demo = useCall('getStatus', {}).data?.demo === true
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
      action('status', () => navigate(STATUS_DOOR)),
      action('light', scheme('light')),
      action('dark', scheme('dark')),
      action('auto', scheme('auto')),
      demo ? action('leaveDemo', () => void engine.leaveDemo({})) : action('demo', () => void engine.startDemo({})),
    ]
  }, [t, engine, queries, askRouters, demo, setColorScheme])
}
