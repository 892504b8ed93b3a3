/** The value of a field in the latest record of a form that matches: the last price of this product. */
import { Button, Select } from 'antd';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { allFields } from '../../lib/all-fields';
import { Labelled } from '../../lib/Labelled';
import { useForms, useNamed } from '../../lib/names';
import { useT } from '../../words';
import type { CardEntry } from '../document';
import { useAppForms } from '../../lib/app-forms';

type LatestEntry = Extract<CardEntry, { latest: unknown }>;
type Latest = LatestEntry['latest'];
const SORTABLE = ['date', 'datetime', 'number', 'money', 'serial'];

export function LatestInput({ entry, onChange }: { entry: LatestEntry; onChange: (next: LatestEntry) => void }) {
  const t = useT();
  const words = useWords();
  const { latest } = entry;
  const forms = useAppForms().data?.items ?? [];
  const other = useForms([latest.form]).get(latest.form);
  const put = (changes: Partial<Latest>) => onChange({ ...entry, latest: withoutNothing({ ...latest, ...changes }) });
  const theirs = (other ? allFields(other) : [])
    .filter(({ field }) => field.type !== 'section' && field.type !== 'subform')
    .map(({ path, field, parent }) => ({ value: path, label: parent ? `${words(parent.label)} · ${words(field.label)}` : words(field.label), type: field.type }));
  return (
    <>
      <Labelled name={t('card.form')}>
        {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={latest.form || null} placeholder={t('set.form_hint')} showSearch={BY_LABEL} options={forms.map((one) => ({ value: one.key, label: words(one.title) }))} onChange={(form: string) => onChange({ ...entry, latest: { form, field: '', match: {} } })} />}
      </Labelled>
      <Labelled name={t('cond.field')}>
        {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={latest.field || null} placeholder={t('cond.choose')} showSearch={BY_LABEL} options={theirs} onChange={(field: string) => put({ field })} />}
      </Labelled>
      <Match match={latest.match} theirs={theirs} onChange={(match) => put({ match })} />
      <Labelled name={t('card.by')}>
        {(id) => <Select id={id} size="small" allowClear style={{ width: '100%' }} value={latest.by ?? null} placeholder={t('card.by_entered')} options={theirs.filter((one) => SORTABLE.includes(one.type) && !one.value.includes('.'))} onChange={(by?: string) => put(by ? { by } : { by: undefined, until: undefined } as Partial<Latest>)} />}
      </Labelled>
    </>
  );
}

function withoutNothing(latest: Latest): Latest {
  return Object.fromEntries(Object.entries(latest).filter(([, value]) => value !== undefined)) as Latest;
}

function Match({ match, theirs, onChange }: { match: Latest['match']; theirs: readonly { value: string; label: string }[]; onChange: (next: Latest['match']) => void }) {
  const t = useT();
  const named = useNamed();
  const pairs = Object.entries(match);
  const put = (next: [string, string][]) => onChange(Object.fromEntries(next));
  const there = [{ value: '$id', label: t('card.itself') }, ...theirs];
  const free = there.filter((one) => !(one.value in match));
  return (
    <Labelled name={t('card.match')}>
      {() => (
        <div className="fd-rows">
          {pairs.map(([their, our], at) => (
            <div className="fd-row" key={their}>
              <Select size="small" aria-label={t('set.copy_from')} showSearch={BY_LABEL} value={their} options={there.filter((one) => one.value === their || free.includes(one))} onChange={(next: string) => put(pairs.map((pair, n) => (n === at ? [next, our] : pair)))} />
              <span>=</span>
              <Select size="small" aria-label={t('cond.value')} showSearch={BY_LABEL} value={our || null} options={named.map((one) => ({ value: one.path, label: one.label }))} onChange={(next: string) => put(pairs.map((pair, n) => (n === at ? [their, next] : pair)))} />
              <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={() => put(pairs.filter((_, n) => n !== at))}>
                <Icon name="close" size={13} />
              </button>
            </div>
          ))}
          <Button size="small" type="link" disabled={theirs.length === 0 || free.length === 0} icon={<Icon name="add" size={13} />} onClick={() => put([...pairs, [free[1]?.value ?? free[0]!.value, '']])}>
            {t('card.add_match')}
          </Button>
        </div>
      )}
    </Labelled>
  );
}
