/** Names and values in two columns; what is not known is a dash. */
import type { ReactNode } from 'react'
import classes from './facts.module.css'

export const Facts = ({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) => (
  <dl className={classes.facts}>
    {facts.map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value === null || value === undefined || value === '' ? '–' : value}</dd>])}
  </dl>
)
