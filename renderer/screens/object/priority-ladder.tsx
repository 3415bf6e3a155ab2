/** The sixteen priorities of a commandable object: what stands at each, and which of them commands. */
import { useTranslation } from 'react-i18next'
import type { ObjectDetails } from '../../../shared/domain/device-voice.ts'
import { Section } from '../../components/section.tsx'
import classes from './object-screen.module.css'

const PRIORITIES = Array.from({ length: 16 }, (_, at) => at + 1)

export const PriorityLadder = ({ slots, command }: { readonly slots: NonNullable<ObjectDetails['prioritySlots']>; readonly command: ObjectDetails['command'] }) => {
  const { t } = useTranslation()
  const byPriority = new Map(slots.map((slot) => [slot.priority, slot]))
  const who = command === null ? undefined : command.by === 'default' ? t('device.byDefault', { text: command.text }) : t(command.by === 'thisLaptop' ? 'device.byLaptop' : 'device.byPriority', { priority: command.priority, text: command.text })
  return (
    <Section title={t('device.whoCommands')} aside={who}>
      <ol className={classes.ladder}>
        {PRIORITIES.map((priority) => {
          const slot = byPriority.get(priority)
          return (
            <li key={priority} className={classes.slot} data-set={slot !== undefined || undefined} data-commands={command?.priority === priority || undefined}>
              <span className={classes.number}>{priority}</span>
              <span>{t(`device.priority.${priority}`)}</span>
              <span>{slot?.text ?? '–'}</span>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
