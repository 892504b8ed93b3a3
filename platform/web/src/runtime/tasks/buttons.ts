/** What a task's buttons are called, which of them ask for more, and where they post. */
import type { TaskButton } from '@/core/wire';
import type { IconName } from '@/ui/icons';

/** The answers: in the bar itself, the others behind 更多. */
export const ANSWERS: readonly string[] = ['approve', 'handle', 'reject'];

/** What a form is opened for in any case. */
const ASKS_FOR_MORE: readonly string[] = ['return', 'transfer', 'delegate', 'add_sign', 'remove_sign', 'cc', 'terminate', 'withdraw', 'urge', 'recall'];

export const BUTTON_ICONS: Partial<Record<string, IconName>> = {
  return: 'undo',
  transfer: 'user',
  delegate: 'users',
  add_sign: 'add',
  remove_sign: 'close',
  cc: 'outbound',
  save: 'save',
  terminate: 'error',
  withdraw: 'undo',
  urge: 'bell',
  recall: 'undo',
};

export const DANGEROUS: readonly string[] = ['reject', 'terminate'];

export interface Said {
  comment: string;
  attachments: string[];
  signature: string;
}

export interface Given extends Said {
  members: { id: string; name: string }[];
  where: string;
  to: string;
  after: string;
}

/** Whether something that the button needs is not there yet. */
export function isLacking(button: TaskButton, said: Said): boolean {
  return (
    (button.comment === 'required' && said.comment.trim() === '') ||
    (button.attachments === 'required' && said.attachments.length === 0) ||
    (button.signature === 'required' && said.signature === '')
  );
}

export const opensForm = (button: TaskButton, said: Said): boolean => ASKS_FOR_MORE.includes(button.name) || isLacking(button, said) || (button.name === 'reject' && said.comment.trim() === '');

/** The end of the address: `add-sign`. */
export const pathOf = (name: string): string => name.replace('_', '-');

/** Whose form is complete. */
export function isComplete(button: TaskButton, given: Given): boolean {
  if (isLacking(button, given)) return false;
  if (asksForPeople(button.name)) return given.members.length > 0;
  if (button.name === 'remove_sign') return given.members.length > 0;
  return true;
}

export const asksForOne = (name: string): boolean => name === 'transfer' || name === 'delegate';
export const asksForPeople = (name: string): boolean => asksForOne(name) || name === 'add_sign' || name === 'cc';

/** What is posted. */
export function bodyOf(button: TaskButton, given: Given): Record<string, unknown> {
  const said = { comment: given.comment.trim(), attachments: given.attachments, signature: given.signature };
  const members = given.members.map((one) => one.id);
  switch (button.name) {
    case 'return':
      return { ...said, to: given.to, ...(button.after === 'choose' ? { after: given.after } : {}) };
    case 'transfer':
    case 'delegate':
      return { ...said, member: members[0] };
    case 'add_sign':
      return { ...said, members, where: given.where };
    case 'remove_sign':
    case 'cc':
      return { ...said, members };
    case 'urge':
      return { comment: said.comment };
    default:
      return said;
  }
}
