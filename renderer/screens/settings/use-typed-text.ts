/** A setting of text while it is typed: kept when the field is left, the former text comes back where nothing is left of it. */
import { useState } from 'react'
import { useSetting } from './use-setting.ts'

interface TypedText {
  /** What the field shows. */
  readonly value: string
  readonly failed: string | null
  readonly saved: boolean
  readonly type: (text: string) => void
  readonly leave: () => void
}

export const useTypedText = (name: 'siteName'): TypedText => {
  const { value, failed, saved, save } = useSetting(name)
  const [typed, setTyped] = useState<string | null>(null)
  const leave = (): void => {
    const next = typed?.trim() ?? ''
    if (next === '') setTyped(null)
    else void save(next).then(() => setTyped(null))
  }
  return { value: typed ?? value ?? '', failed, saved, type: setTyped, leave }
}
