/** What is dragged from the tree onto a plan. */
import type { PlanSubject } from '../../../shared/domain/plan.ts'

/** Kind of data of a drag: other drags (files, text) are not ours. */
export const SUBJECT_TYPE = 'application/x-plantroom-subject'

export const startDrag = (event: React.DragEvent, subject: PlanSubject): void => {
  event.dataTransfer.setData(SUBJECT_TYPE, JSON.stringify(subject))
  event.dataTransfer.effectAllowed = 'copy'
}

/** One text for each subject, to find those that are on a plan already. */
export const subjectKey = (subject: PlanSubject): string => {
  switch (subject.what) {
    case 'point':
      return `point ${subject.pointId}`
    case 'device':
      return `device ${subject.deviceId}`
    case 'equipment':
      return `equipment ${subject.equipmentId}`
    case 'area':
      return 'area'
  }
}
