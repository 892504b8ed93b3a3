import type { NodeKind } from '../kind';

export interface Source {
  field?: string;
  value?: unknown;
  member?: boolean;
}

export interface Settings {
  form?: string;
  each?: { rows?: string; members?: string };
  values?: Record<string, Source>;
  submit?: boolean;
  wait?: boolean;
  rejected?: 'wait' | 'go_on' | 'reject';
  back?: Record<string, string>;
}

const kind: NodeKind = {
  create: () => ({ form: '' }),
  say: (node, say) => {
    const { form = '', each, wait = true } = node as Settings;
    const how = each?.rows !== undefined ? 'sub.says_rows' : each?.members !== undefined ? 'sub.says_members' : 'sub.says_one';
    return [form ? say.t(how, { form: say.form(form) }) : say.t('sub.no_form'), ...(wait ? [] : [say.t('sub.says_not_waiting')])];
  },
};

export default kind;
