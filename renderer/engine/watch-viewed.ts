/** Tells which points are on the screen: after a moment's rest, again while they stay, and that there are none while the page is hidden. */

export interface PageVisibility {
  hidden(): boolean
  /** The returned function ends it. */
  onChange(listen: () => void): () => void
}

const REST_MS = 1_000
/** The engine forgets what is not said again within half a minute. */
const AGAIN_MS = 15_000

/** Runs until the returned function is called. */
export const watchViewed = (pointIds: readonly number[], page: PageVisibility, tell: (pointIds: readonly number[]) => void): (() => void) => {
  const say = (): void => tell(page.hidden() ? [] : pointIds)
  const first = setTimeout(say, REST_MS)
  const again = setInterval(say, AGAIN_MS)
  const unlisten = page.onChange(say)
  return () => {
    clearTimeout(first)
    clearInterval(again)
    unlisten()
  }
}
