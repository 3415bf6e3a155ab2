/** Notifications of a page that take one another's place. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPageNotices, type PageNotice } from '../../../renderer/frame/page-notices.ts'

class Shown {
  static all: Shown[] = []
  isOpen = true
  readonly title: string
  readonly options: NotificationOptions
  constructor(title: string, options: NotificationOptions) {
    this.title = title
    this.options = options
    Shown.all.push(this)
  }
  addEventListener(): void {}
  close(): void {
    this.isOpen = false
  }
}

const notice = (number: number, over: Partial<PageNotice> = {}): PageNotice => ({ title: `Incident ${number}`, body: '', urgent: false, to: '#/', name: `incident ${number}`, ...over })
const shown = (...notices: readonly PageNotice[]): readonly string[] => {
  vi.stubGlobal('Notification', Shown)
  notices.forEach(createPageNotices())
  return Shown.all.map(({ title, isOpen, options }) => `${title}${isOpen ? '' : ' closed'}${options.silent === true ? ' silent' : ''}`)
}

afterEach(() => {
  vi.unstubAllGlobals()
  Shown.all = []
})

describe('the notification of an incident', () => {
  it('takes the place of those of the incidents that it took over, in silence', () => {
    expect(shown(notice(1), notice(2, { formerly: ['incident 1'] }), notice(2, { formerly: ['incident 1'] }))).toEqual(['Incident 1 closed', 'Incident 2 silent', 'Incident 2 silent'])
  })
  it('is heard where nothing was told of them, and when it became urgent', () => {
    expect(shown(notice(1), notice(3, { formerly: ['incident 2'] }))).toEqual(['Incident 1', 'Incident 3'])
    Shown.all = []
    expect(shown(notice(1), notice(2, { formerly: ['incident 1'], urgent: true }))).toEqual(['Incident 1 closed', 'Incident 2'])
    Shown.all = []
    expect(shown(notice(1, { urgent: true }), notice(2, { formerly: ['incident 1'], urgent: true }))).toEqual(['Incident 1 closed', 'Incident 2 silent'])
  })
})
