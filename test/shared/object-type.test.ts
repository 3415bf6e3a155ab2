/** The table of object types agrees with the standard's numbers as an independent library has them. */
import { ObjectType } from '@bacnet-js/client/dist/lib/enum.js'
import { expect, it } from 'vitest'
import { OBJECT_TYPES } from '../../shared/domain/object-type.ts'

it('object types have the numbers of the standard', () => {
  const standard = new Map(Object.entries(ObjectType).map(([name, number]) => [name.toLowerCase().replaceAll('_', ''), Number(number)]))
  const wrong = Object.entries(OBJECT_TYPES).filter(([number, { name }]) => standard.get(name.toLowerCase()) !== Number(number))
  expect(wrong).toEqual([])
})
