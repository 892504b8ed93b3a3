/** Groups that are made in one click, as they are wanted most. Pure. */
import type { Condition } from '@/core/documents';
import type { Words } from '@/core/words';
import { shortId } from '../lib/short-id';
import { actionsOf } from './actions';
import type { GroupDocument } from './document';
import type { Target } from './shape';

export const PRESETS = ['submit', 'own', 'add_and_see', 'see_all', 'manage_all', 'blank'] as const;
export type Preset = (typeof PRESETS)[number];

const TITLES: Record<Preset, Words> = {
  submit: { 'zh-CN': '直接提交数据', en: 'Submits only' },
  own: { 'zh-CN': '管理本人数据', en: 'Manages their own' },
  add_and_see: { 'zh-CN': '添加并查看全部数据', en: 'Adds, and sees everything' },
  see_all: { 'zh-CN': '查看全部数据', en: 'Sees everything' },
  manage_all: { 'zh-CN': '管理全部数据', en: 'Manages everything' },
  blank: { 'zh-CN': '新权限组', en: 'New group' },
};
const ACTIONS: Record<Preset, readonly string[]> = {
  submit: ['create', 'submit', 'withdraw'],
  own: ['view', 'create', 'edit', 'delete', 'copy', 'print', 'submit', 'withdraw'],
  add_and_see: ['view', 'create', 'copy', 'export', 'print', 'submit', 'withdraw'],
  see_all: ['view', 'export', 'print'],
  manage_all: [],
  blank: ['view'],
};
export const MINE: Condition = { cond: [{ field: '$created_by', op: 'eq', value: { current: 'member' } }] };
export const OUR_DEPARTMENT: Condition = { cond: [{ field: '$created_department', op: 'in', value: { current: 'departments_below' } }] };

/** A ledger is only read. */
export const presetsOf = (target: Target): readonly Preset[] => (target.on === 'ledger' ? ['see_all', 'blank'] : PRESETS);
export const titleOfPreset = (preset: Preset): Words => TITLES[preset];

export function groupOf(preset: Preset, target: Target, taken: ReadonlySet<string>, random?: () => number): GroupDocument {
  const { plain, life } = actionsOf(target);
  const there = [...plain, ...life];
  const actions = preset === 'manage_all' ? there : there.filter((one) => ACTIONS[preset].includes(one));
  return {
    kind: 'permission', version: 1, id: shortId('g', taken, random), [target.on]: target.id, title: TITLES[preset], members: {}, actions,
    ...(preset === 'see_all' || preset === 'blank' ? { fields: { '*': 'view' } } : {}),
    ...(preset === 'own' ? { rows: MINE } : {}),
  };
}
