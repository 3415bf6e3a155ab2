/** Makes the page follow the colour scheme of the settings. */
import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { useCall } from '../engine/engine-context.tsx'

export const SyncColorScheme = () => {
  const wanted = useCall('getSettings', {}).data?.colorScheme
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (wanted !== undefined) setColorScheme(wanted)
  }, [wanted, setColorScheme])
  return null
}
