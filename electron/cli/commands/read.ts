/** `read TARGET OBJECT PROPERTY [INDEX]`: one property, with its time and quality. */
import { qualityFlags } from '../../../shared/domain/quality.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { CliOptions } from '../cli-options.ts'
import type { HeadlessEngine } from '../headless-engine.ts'
import { parseObject, plainNumber, type ObjectName } from '../names.ts'

interface Question extends ObjectName {
  readonly target: string
  readonly property: string
  readonly index: number | undefined
}

const questionOf = ([target = '', objectText = '', property = 'present-value', indexText]: readonly string[]): Result<Question> => {
  const object = parseObject(objectText)
  if (object === undefined) return failure('usage', `"${objectText}" is no object; write analog-input,1 or 0,1.`)
  if (indexText !== undefined && !/^\d{1,9}$/.test(indexText)) return failure('usage', `An array index is a whole number, not "${indexText}".`)
  return ok({ target, ...object, property, index: indexText === undefined ? undefined : Number(indexText) })
}

const plain = <T>(value: T): T | number => (typeof value === 'number' ? plainNumber(value) : value)

export const read = async ({ call, terminal }: HeadlessEngine, { positionals }: CliOptions): Promise<number> => {
  const question = questionOf(positionals)
  if (!question.ok) {
    terminal.failed(question.error)
    return 2
  }
  const { target, type, instance, property, index } = question.value
  const read = await call.readProperty({ target, objectType: type, objectInstance: instance, property, index })
  if (!read.ok) {
    terminal.failed(read.error)
    return 1
  }
  const { values, text, readAtMs, quality, address, object } = read.value
  const flags = quality === null ? [] : qualityFlags(quality)
  const time = new Date(readAtMs).toISOString()
  const words = quality === null ? 'unknown' : flags.length === 0 ? 'good' : flags.join(',')
  terminal.result({ address, object, property: read.value.property, value: values.length === 1 ? plain(values[0]) : values.map(plain), text, time, quality: words }, () => [`${text}  ${time}  ${words}`])
  return 0
}
