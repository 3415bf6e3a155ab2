/**
 * Planned work as an iCalendar file (RFC 5545): an event a task, with local times and the rule by which it comes again. A calendar of this size needs no library: text is escaped
 * (3.3.11), lines are folded at 75 octets (3.1) and end with CR LF. Times are floating (3.3.5): the hour on the wall of the site, wherever it is read.
 */
import { addDays } from '../../../shared/domain/local-day.ts'
import type { Task } from '../../../shared/domain/task.ts'

const MOST_OCTETS = 75

export const escapeText = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll(/\r\n|\r|\n/g, '\\n')

/** Folded by octets, never within a character. */
export const foldLine = (line: string): string => {
  const encoder = new TextEncoder()
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > MOST_OCTETS) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n')
}

const compact = (day: string): string => day.replaceAll('-', '')
const two = (value: number): string => String(value).padStart(2, '0')
const utc = (atMs: number): string => new Date(atMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')

const timesOf = ({ plannedFor, plannedHour, durationHours }: Task): string[] => {
  const day = plannedFor ?? ''
  if (plannedHour === null) return [`DTSTART;VALUE=DATE:${compact(day)}`, `DTEND;VALUE=DATE:${compact(addDays(day, Math.max(1, Math.ceil(durationHours / 24))))}`]
  return [`DTSTART:${compact(day)}T${two(plannedHour)}0000`, `DURATION:PT${Math.round(durationHours * 60)}M`]
}

/** @param about what each task is about, in words @param nowMs when the file is written */
export const toICalendar = (tasks: readonly Task[], siteName: string, about: (task: Task) => string, nowMs: number): string => {
  const events = tasks
    .filter(({ state, plannedFor }) => state === 'open' && plannedFor !== null)
    .flatMap((task) => [
      'BEGIN:VEVENT', `UID:task-${task.id}-${task.createdAtMs}@plantroom`, `DTSTAMP:${utc(nowMs)}`, ...timesOf(task), `SUMMARY:${escapeText(task.title)}`, `LOCATION:${escapeText(about(task))}`,
      `DESCRIPTION:${escapeText([task.assignee, task.bring, task.note].filter((text) => text !== '').join('\n'))}`, `PRIORITY:${task.urgency === 'now' ? 1 : task.urgency === 'soon' ? 5 : 9}`,
      ...(task.repeat?.by === 'days' ? [`RRULE:FREQ=DAILY;INTERVAL=${task.repeat.days}`] : []), 'END:VEVENT',
    ])
  return `${['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Plantroom//Maintenance//EN', `X-WR-CALNAME:${escapeText(siteName)}`, ...events, 'END:VCALENDAR'].map(foldLine).join('\r\n')}\r\n`
}
