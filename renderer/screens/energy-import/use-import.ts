/** A file on its way into the site: what was chosen, how it is read, and what the engine says of that. */
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/contract.ts'
import type { TextFile } from '../../../shared/domain/ede.ts'
import { checkFileSizes } from '../../../shared/file-limits.ts'
import type { EnergyImportMapping, EnergyImportPreview, EnergyImportTarget } from '../../../shared/domain/energy-import.ts'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'

export interface ImportDraft {
  readonly file: TextFile | null
  readonly preview: EnergyImportPreview | null
  readonly failed: string | null
  readonly busy: boolean
  choose(file: File): Promise<void>
  /** Reads the file anew with these changes. */
  change(mapping: Partial<EnergyImportMapping>): void
  aim(target: EnergyImportTarget | null): void
  /** True when the job has begun. */
  take(target: EnergyImportTarget): Promise<boolean>
}

const copyOf = ({ name, bytes }: TextFile): CallInput<'previewEnergyImport'>['file'] => ({ name, bytes: new Uint8Array(bytes) })

export const useImport = (): ImportDraft => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [file, setFile] = useState<TextFile | null>(null)
  const [preview, setPreview] = useState<EnergyImportPreview | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  // Answers may overtake each other while somebody types: only the last question counts.
  const asked = useRef(0)
  const wanted = useRef<EnergyImportTarget | null>(null)

  const look = async (from: TextFile, mapping: EnergyImportMapping | undefined): Promise<void> => {
    const turn = (asked.current += 1)
    setBusy(true)
    const answer = await engine.previewEnergyImport({ file: copyOf(from), ...(mapping === undefined ? {} : { mapping }), ...(wanted.current === null ? {} : { target: wanted.current }) })
    if (turn !== asked.current) return
    setBusy(false)
    setFailed(answer.ok ? null : failureText(t, answer.error))
    if (answer.ok) setPreview(answer.value)
    else if (mapping === undefined) setPreview(null)
    else setPreview((old) => (old === null ? null : { ...old, mapping, good: 0 }))
  }

  return {
    file,
    preview,
    failed,
    busy,
    choose: async (chosen) => {
      const may = checkFileSizes([chosen])
      if (!may.ok) {
        asked.current += 1
        setBusy(false)
        setFile(null)
        setPreview(null)
        return setFailed(failureText(t, may.error))
      }
      const content = { name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) }
      setFile(content)
      setPreview(null)
      await look(content, undefined)
    },
    change: (patch) => {
      if (file === null || preview === null) return
      const mapping = { ...preview.mapping, ...patch }
      setPreview({ ...preview, mapping })
      void look(file, mapping)
    },
    aim: (target) => {
      wanted.current = target
      if (file !== null && preview !== null) void look(file, preview.mapping)
    },
    take: async (target) => {
      if (file === null || preview === null) return false
      const answer = await engine.startEnergyImport({ file: copyOf(file), mapping: preview.mapping, target })
      setFailed(answer.ok ? null : failureText(t, answer.error))
      if (answer.ok) {
        // What is still looked at is of the file that was taken.
        asked.current += 1
        wanted.current = null
        setBusy(false)
        setFile(null)
        setPreview(null)
      }
      return answer.ok
    },
  }
}
