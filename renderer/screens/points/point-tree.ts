/** The tree beside the table: networks and their devices, or devices and the groups their points fall into. Pure. */
import type { Device } from '../../../shared/domain/device.ts'
import { objectTypeFact } from '../../../shared/domain/object-type.ts'
import { compareNaturally, type PointEntry } from './point-search.ts'
import { nameGroups } from './name-groups.ts'

export type TreeView = 'network' | 'device'

export interface TreeNode {
  readonly id: string
  readonly kind: 'network' | 'device' | 'nameGroup' | 'typeGroup'
  /** Name of a device or group; for networks their number, empty for the devices that answer directly. */
  readonly label: string
  /** The router in front of a network, or the device's instance. */
  readonly detail: string
  readonly device: Device | null
  /** Points in it, of those that are found. */
  readonly count: number
  readonly pointIds: () => ReadonlySet<number>
  readonly children: readonly TreeNode[]
}

const idsOf = (entries: readonly PointEntry[]) => {
  let made: ReadonlySet<number> | null = null
  return (): ReadonlySet<number> => (made ??= new Set(entries.map((entry) => entry.point.id)))
}

const byDevice = (entries: readonly PointEntry[]): Map<number, PointEntry[]> => {
  const groups = new Map<number, PointEntry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.point.deviceId)
    if (group) group.push(entry)
    else groups.set(entry.point.deviceId, [entry])
  }
  return groups
}

const deviceNode = (device: Device, entries: readonly PointEntry[], withGroups: boolean): TreeNode => ({
  id: `device-${device.id}`,
  kind: 'device',
  label: device.name === '' ? String(device.instance) : device.name,
  detail: String(device.instance),
  device,
  count: entries.length,
  pointIds: idsOf(entries),
  children: withGroups ? groupNodes(device.id, entries) : [],
})

const groupNode = (kind: 'nameGroup' | 'typeGroup', deviceId: number, label: string, entries: readonly PointEntry[]): TreeNode => ({
  id: `${kind}-${deviceId}-${label}`,
  kind,
  label,
  detail: '',
  device: null,
  count: entries.length,
  pointIds: idsOf(entries),
  children: [],
})

/** Groups by the beginnings of names where those say something, else by object type. */
const groupNodes = (deviceId: number, entries: readonly PointEntry[]): TreeNode[] => {
  const named = nameGroups(entries)
  if (named !== null) return [...named].sort(([a], [b]) => compareNaturally(a, b)).map(([label, group]) => groupNode('nameGroup', deviceId, label, group))
  const types = new Map<number, PointEntry[]>()
  for (const entry of entries) types.set(entry.point.objectType, [...(types.get(entry.point.objectType) ?? []), entry])
  if (types.size < 2) return []
  return [...types].sort(([a], [b]) => a - b).map(([type, group]) => groupNode('typeGroup', deviceId, objectTypeFact(type).name === 'unknown' ? String(type) : objectTypeFact(type).name, group))
}

const networkKey = (device: Device): string => (device.address.network === undefined ? '' : `${device.address.network}|${device.address.ip}:${device.address.port}`)

const networkNodes = (devices: readonly TreeNode[]): TreeNode[] => {
  const networks = new Map<string, TreeNode[]>()
  for (const node of devices) {
    const key = node.device ? networkKey(node.device) : ''
    networks.set(key, [...(networks.get(key) ?? []), node])
  }
  return [...networks]
    .sort(([a], [b]) => compareNaturally(a, b))
    .map(([key, children]) => {
      const [number = '', router = ''] = key.split('|')
      return {
        id: `network-${key}`,
        kind: 'network' as const,
        label: number,
        detail: router,
        device: null,
        count: children.reduce((sum, child) => sum + child.count, 0),
        pointIds: () => new Set(children.flatMap((child) => [...child.pointIds()])),
        children,
      }
    })
}

/** `entries`: the points that are found. Devices without found points are left out while `onlyFound`. */
export const pointTree = (view: TreeView, devices: readonly Device[], entries: readonly PointEntry[], onlyFound: boolean): TreeNode[] => {
  const groups = byDevice(entries)
  const nodes = devices
    .filter((device) => !onlyFound || groups.has(device.id))
    .map((device) => deviceNode(device, groups.get(device.id) ?? [], view === 'device'))
    .sort((a, b) => compareNaturally(a.label, b.label))
  return view === 'network' ? networkNodes(nodes) : nodes
}

export interface TreeRow {
  readonly node: TreeNode
  readonly level: number
  readonly open: boolean
  readonly parentId: string | null
}

/** The rows that are seen: children of open nodes follow their parent. */
export const treeRows = (nodes: readonly TreeNode[], isOpen: (id: string) => boolean, level = 1, parentId: string | null = null): TreeRow[] =>
  nodes.flatMap((node) => {
    const open = node.children.length > 0 && isOpen(node.id)
    return [{ node, level, open, parentId }, ...(open ? treeRows(node.children, isOpen, level + 1, node.id) : [])]
  })

export const findNode = (nodes: readonly TreeNode[], id: string): TreeNode | null => {
  for (const node of nodes) {
    const found = node.id === id ? node : findNode(node.children, id)
    if (found !== null) return found
  }
  return null
}
