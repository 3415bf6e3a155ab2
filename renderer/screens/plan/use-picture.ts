/** The picture under a plan as an address of this page, asked for once as long as it is the same. */
import { useEffect, useState } from 'react'
import type { PictureFormat, Plan } from '../../../shared/domain/plan.ts'
import type { Failure } from '../../../shared/result.ts'
import { useEngine } from '../../engine/engine-context.tsx'

const MIME: Readonly<Record<PictureFormat, string>> = { png: 'image/png', jpeg: 'image/jpeg', svg: 'image/svg+xml' }

export interface ShownPicture {
  readonly storedAs: string
  readonly url: string | null
  readonly failed: Failure | null
}

/** null while it is on its way, and where the plan has none. */
export const usePicture = ({ id, picture }: Plan): ShownPicture | null => {
  const engine = useEngine()
  const [shown, setShown] = useState<ShownPicture | null>(null)
  const storedAs = picture?.storedAs ?? null
  useEffect(() => {
    if (storedAs === null) return undefined
    let url: string | null = null
    let over = false
    const load = async (): Promise<void> => {
      const answer = await engine.getPlanPicture({ planId: id })
      if (over) return
      if (answer.ok) url = URL.createObjectURL(new Blob([new Uint8Array(answer.value.bytes)], { type: MIME[answer.value.format] }))
      setShown({ storedAs, url, failed: answer.ok ? null : answer.error })
    }
    void load()
    return () => {
      over = true
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [engine, id, storedAs])
  return shown?.storedAs === storedAs ? shown : null
}
