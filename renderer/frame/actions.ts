/** What can be done from anywhere, through the search. */
import { useMantineColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DISCOVERY_DOOR, STATUS_DOOR, alertsDoor } from '../doors.ts'
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
  const demo = useCall('getStatus', {}).data?.demo === true
  const { setColorScheme } = useMantineColorScheme()
  return useMemo(() => {
    const action = (id: string, run: () => void): Action => ({ id, label: t(`frame.action.${id}`), description: t(`frame.actionText.${id}`), run })
    const scheme = (colorScheme: 'light' | 'dark' | 'auto') => (): void => {
      setColorScheme(colorScheme)
      void engine.changeSettings({ patch: { colorScheme } })
    }
    return [
      action('discover', () => navigate(DISCOVERY_DOOR)),
      action('unacknowledged', () => navigate(alertsDoor({ state: 'unacknowledged' }))),
      action('status', () => navigate(STATUS_DOOR)),
      action('light', scheme('light')),
      action('dark', scheme('dark')),
      action('auto', scheme('auto')),
      demo ? action('leaveDemo', () => void engine.leaveDemo({})) : action('demo', () => void engine.startDemo({})),
    ]
  }, [t, engine, demo, setColorScheme])
}
