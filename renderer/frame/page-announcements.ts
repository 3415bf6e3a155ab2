/** What this page tells of alerts and when: alerts of one incident are held for a moment and told as one. Nothing here touches the screen. */
import { createAnnouncer } from '../../shared/announcing.ts'
import type { Clock } from '../../shared/clock.ts'
import type { Alert } from '../../shared/domain/alert.ts'
import type { Incident } from '../../shared/domain/incident.ts'
import type { Settings } from '../../shared/domain/settings.ts'
import { createGathering, type Gathered } from '../../shared/gathering.ts'
import { toNotify } from './notify.ts'

export interface Told {
  readonly alone: readonly Alert[]
  /** Incidents that alerts have newly come to, as they are now. */
  readonly incidents: readonly Incident[]
}

interface PageAnnouncementParts {
  readonly clock: Pick<Clock, 'nowMs' | 'after'>
  readonly isMuted: () => boolean
  /** null = it cannot be read; its alerts are told one by one then. */
  readonly readIncident: (incidentId: number) => Promise<Incident | null>
  readonly tell: (told: Told) => void
}

export interface PageAnnouncements {
  configure(notifyFrom: Settings['notifyFrom']): void
  take(changed: readonly Alert[]): void
  /** Another site is open: ids of alerts mean something else there. */
  beginAnew(): void
}

export const createPageAnnouncements = ({ clock, isMuted, readIncident, tell }: PageAnnouncementParts): PageAnnouncements => {
  const announcer = createAnnouncer()
  let from: Settings['notifyFrom'] = 'never'
  let site = 0

  const letGo = async ({ alone, ofIncidents }: Gathered): Promise<void> => {
    const told = site
    const single = [...alone]
    const incidents: Incident[] = []
    for (const [incidentId, members] of ofIncidents) {
      const incident = await readIncident(incidentId)
      if (incident === null || incident.alertIds.length < 2) single.push(...members)
      else incidents.push(incident)
    }
    if (told === site && !isMuted() && single.length + incidents.length > 0) tell({ alone: single, incidents })
  }
  const gathering = createGathering(clock, (gathered) => void letGo(gathered))

  return {
    configure: (notifyFrom) => announcer.configure((from = notifyFrom)),
    take: (changed) => {
      gathering.see(changed)
      gathering.add(toNotify(changed, announcer, isMuted(), clock.nowMs()))
    },
    beginAnew: () => {
      site += 1
      gathering.clear()
      announcer.begin([], from)
    },
  }
}
