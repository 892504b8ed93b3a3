import { describe, expect, it } from 'vitest';
import type { TaskButton } from '@/core/wire';
import { bodyOf, isComplete, isLacking, opensForm, pathOf, type Given } from './buttons';

const button = (name: string, more: Partial<TaskButton> = {}): TaskButton => ({
  name, title: '', comment: 'optional', attachments: 'optional', signature: 'none', where: [], targets: [], after: '', people: [], ...more,
});
const given = (more: Partial<Given> = {}): Given => ({ comment: '', attachments: [], signature: '', members: [], where: 'before', to: '', after: 'replay', ...more });

describe('buttons of a task', () => {
  it('answers at once unless something is missing', () => {
    expect(opensForm(button('approve'), given())).toBe(false);
    expect(opensForm(button('approve', { comment: 'required' }), given())).toBe(true);
    expect(opensForm(button('approve', { comment: 'required' }), given({ comment: 'ok' }))).toBe(false);
    expect(opensForm(button('approve', { signature: 'required' }), given())).toBe(true);
    expect(opensForm(button('reject'), given())).toBe(true);
    expect(opensForm(button('reject'), given({ comment: 'too dear' }))).toBe(false);
    expect(opensForm(button('transfer'), given({ comment: 'you' }))).toBe(true);
  });

  it('knows what is still missing', () => {
    expect(isLacking(button('approve', { attachments: 'required' }), given())).toBe(true);
    expect(isLacking(button('approve', { attachments: 'required' }), given({ attachments: ['f'] }))).toBe(false);
    expect(isComplete(button('add_sign'), given())).toBe(false);
    expect(isComplete(button('add_sign'), given({ members: [{ id: '7', name: '王芳' }] }))).toBe(true);
    expect(isComplete(button('return'), given())).toBe(true);
  });

  it('posts what each action takes, and nothing else', () => {
    const one = { members: [{ id: '7', name: '王芳' }], comment: ' 请看 ' };
    const said = { comment: '请看', attachments: [], signature: '' };
    expect(bodyOf(button('transfer'), given(one))).toEqual({ ...said, member: '7' });
    expect(bodyOf(button('add_sign'), given(one))).toEqual({ ...said, members: ['7'], where: 'before' });
    expect(bodyOf(button('cc'), given(one))).toEqual({ ...said, members: ['7'] });
    expect(bodyOf(button('return', { after: 'replay' }), given({ to: 'a' }))).toEqual({ ...said, comment: '', to: 'a' });
    expect(bodyOf(button('return', { after: 'choose' }), given({ to: 'a', after: 'direct' }))).toEqual({ ...said, comment: '', to: 'a', after: 'direct' });
    expect(bodyOf(button('urge'), given(one))).toEqual({ comment: '请看' });
    expect(bodyOf(button('approve'), given(one))).toEqual(said);
    expect(pathOf('remove_sign')).toBe('remove-sign');
  });
});
