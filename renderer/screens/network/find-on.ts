/** Starts a search on one network or one adapter, and says when it could not be started. */
import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { failureText } from '../../components/engine-text.ts'
import { useNewestJob } from '../../components/jobs.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'

/** A network behind a router by its number, or what is on an adapter. */
export type SearchPlace = { readonly network: number } | { readonly interfaceName: string }

export interface FindOn {
  /** False in the demo building, which is no network to search. */
  readonly possible: boolean
  readonly searching: boolean
  readonly find: (place: SearchPlace) => void
}

export const useFindOn = (): FindOn => {
  const { t } = useTranslation()
  const engine = useEngine()
  const possible = useCall('getStatus', {}).data?.demo !== true
  const searching = useNewestJob('discovery')?.state === 'running'
  const find = useCallback(
    async (place: SearchPlace): Promise<void> => {
      const answer = await ('network' in place ? engine.discoverNetwork({ network: place.network }) : engine.startDiscovery({ interfaces: [place.interfaceName], targets: [] }))
      if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
    },
    [engine, t],
  )
  return { possible, searching, find: useCallback((place) => void find(place), [find]) }
}
