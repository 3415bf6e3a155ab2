/** Makes the page follow the colour scheme of the settings. */
import { useMantineColorScheme } from '@mantine/core'
import { useEffect, useEffectEvent } from 'react'
import { useCall } from '../engine/engine-context.tsx'

export const SyncColorScheme = () => {
  const wanted = useCall('getSettings', {}).data?.colorScheme
  const { setColorScheme } = useMantineColorScheme()
  const follow = useEffectEvent(setColorScheme)
  // Only a changed setting: a screen may show itself otherwise for a moment, as when it prints.
  useEffect(() => {
    if (wanted !== undefined) follow(wanted)
  }, [wanted])
  return null
}
