import { expect, it } from 'vitest';
import type { Field } from '@/core/documents';
import { conditionInWords } from './condition-words';
import type { ValueName } from './value-names';

const field: Field = { id: 'owner', type: 'member', label: { 'zh-CN': '负责人' } };
const speaking = { named: [{ path: 'owner', label: '负责人', field, within: '' }], t: ((key: string) => key) as never, words: () => '' };
const condition = { cond: [{ field: 'owner', op: 'eq' as const, value: 'm1' }] };

it('calls a person by name, and says that somebody is meant where the name is not known', () => {
  const nameOf: ValueName = (_, id) => (id === 'm1' ? '李强' : undefined);
  expect(conditionInWords(condition, { ...speaking, nameOf })).toBe('负责人 cond.op_eq 李强');
  expect(conditionInWords(condition, speaking)).toBe('负责人 cond.op_eq cond.word_chosen');
});
