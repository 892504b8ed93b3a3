/** Which account a line goes to: always the same, one the document names, one by a choice, or by a formula. */
import { Input, Select } from 'antd';
import { type ComponentProps } from 'react';
import type { Field } from '@/core/documents';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { late } from '@/ui/late';
import { Labelled } from '../lib/Labelled';
import { FormulaEditor } from '../lib/LateFormulaEditor';
import { useNamed } from '../lib/names';
import { useT } from '../words';
import { useProblemAt, useRule } from './context';
import { wayOf, type AccountOf, type AccountWay, type Entry } from './document';

const AccountChoice = late(async () => (await import('./AccountInput')).default, ({ value }) => <Input size="small" readOnly value={value} />);
const WAYS: readonly AccountWay[] = ['fixed', 'path', 'table', 'formula'];

function AccountInput(props: ComponentProps<typeof AccountChoice>) {
  return (
    <AccountChoice {...props} />
  );
}

interface AccountSettingProps {
  at: number;
  entry: Entry;
  onChange: (account: AccountOf) => void;
}

export function AccountSetting({ at, entry, onChange }: AccountSettingProps) {
  const t = useT();
  const { account } = entry;
  const way = wayOf(account);
  const error = useProblemAt(`entries.${at}.account`);
  return (
    <>
      <Labelled name={t('voucher.account_by')} error={error}>
        {(id) => <Select id={id} size="small" value={way} options={WAYS.map((one) => ({ value: one, label: t(`voucher.way_${one}`) }))} onChange={(next) => onChange(fresh(next))} style={{ width: '100%' }} />}
      </Labelled>
      {typeof account === 'string' && <Labelled name={t('voucher.account')}>{(id) => <AccountInput id={id} value={account} onChange={onChange} />}</Labelled>}
      {typeof account === 'object' && 'path' in account && <ByField path={account.path} onChange={(path) => onChange({ path })} />}
      {typeof account === 'object' && 'by' in account && <ByTable account={account} onChange={onChange} />}
      {typeof account === 'object' && 'formula' in account && <ByFormula text={account.formula} onChange={(formula) => onChange({ formula })} />}
    </>
  );
}

function fresh(way: AccountWay): AccountOf {
  switch (way) {
    case 'fixed':
      return '';
    case 'path':
      return { path: '' };
    case 'table':
      return { by: '', codes: {} };
    case 'formula':
      return { formula: '""' };
  }
}

/** A reference to the chart, or a text with a code. */
function ByField({ path, onChange }: { path: string; onChange: (path: string) => void }) {
  const t = useT();
  const { journal } = useRule();
  const fits = useNamed().filter(({ field }) => (field.type === 'reference' ? field.form === journal.accounts.form : field.type === 'text'));
  return (
    <Labelled name={t('voucher.account_field')}>
      {(id) => <Select id={id} size="small" value={path || null} showSearch={BY_LABEL} options={fits.map((one) => ({ value: one.path, label: one.label }))} onChange={onChange} style={{ width: '100%' }} />}
    </Labelled>
  );
}

function ByFormula({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const t = useT();
  const named = useNamed();
  return (
    <Labelled name={t('voucher.account_formula')} hint={t('voucher.account_formula_hint')}>
      {() => <FormulaEditor value={text} named={named} onChange={onChange} />}
    </Labelled>
  );
}

type Table = Extract<AccountOf, { by: string }>;

/** Each value of a choice has its account; the rest goes to another. */
function ByTable({ account, onChange }: { account: Table; onChange: (account: Table) => void }) {
  const t = useT();
  const words = useWords();
  const named = useNamed().filter(({ field }) => valuesOf(field) !== null);
  const chosen = named.find((one) => one.path === account.by);
  const values = chosen ? (valuesOf(chosen.field) ?? []) : [];
  const put = (value: string, code: string) => onChange({ ...account, codes: Object.fromEntries(Object.entries({ ...account.codes, [value]: code }).filter(([, one]) => one !== '')) });
  return (
    <>
      <Labelled name={t('voucher.account_table')}>
        {(id) => <Select id={id} size="small" value={account.by || null} showSearch={BY_LABEL} options={named.map((one) => ({ value: one.path, label: one.label }))} onChange={(by: string) => onChange({ by, codes: {}, ...(account.otherwise ? { otherwise: account.otherwise } : {}) })} style={{ width: '100%' }} />}
      </Labelled>
      {values.map((value) => {
        const name = value.label ? words(value.label) : t(value.id === 'true' ? 'cond.word_yes' : 'cond.word_no');
        return <Labelled key={value.id} name={name}>{(id) => <AccountInput id={id} value={account.codes[value.id] ?? ''} label={name} onChange={(code) => put(value.id, code)} />}</Labelled>;
      })}
      <Labelled name={t('voucher.otherwise')} hint={t('voucher.otherwise_hint')}>
        {(id) => <AccountInput id={id} value={account.otherwise ?? ''} label={t('voucher.otherwise')} onChange={(code) => onChange(code ? { ...account, otherwise: code } : { by: account.by, codes: account.codes })} />}
      </Labelled>
    </>
  );
}

function valuesOf(field: Field): readonly { id: string; label?: Readonly<Record<string, string>> }[] | null {
  if (field.type === 'choice') return field.options;
  return field.type === 'switch' || (field.type === 'formula' && field.result === 'switch') ? [{ id: 'true' }, { id: 'false' }] : null;
}
