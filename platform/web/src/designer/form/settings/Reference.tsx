/** What a reference refers to: the form, the fields it brings along, the records to choose from. */
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Switch } from 'antd';
import { useRef } from 'react';
import { api, url } from '@/core/api';
import type { Field, FormDocument, ReferenceField } from '@/core/documents';
import { keys } from '@/core/keys';
import type { Words } from '@/core/words';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useT } from '../../words';
import { Conditions } from '../../lib/Conditions';
import { useDoc, usePlace } from '../context';
import { useForms, useNamed, type Named } from '../../lib/names';
import { useFocusNew } from '../../lib/use-focus-new';
import { listAt, parentOf } from '../tree';
import { likelyPair, othersFilling } from './fills';
import type { SettingProps } from './setting';

interface Listed {
  key: string;
  title: Words;
  published: number | null;
}

export function FormChoice({ field, patch }: SettingProps<ReferenceField>) {
  const t = useT();
  const words = useWords();
  const { app } = usePlace();
  const forms = useQuery({
    queryKey: [...keys.app(app), 'documents', 'form'],
    queryFn: () => api.get<{ items: Listed[] }>(url`/apps/${app}/documents`, { query: { kind: 'form' } }),
    staleTime: 60_000,
  });
  const options = (forms.data?.items ?? []).map((one) => ({ value: one.key, label: words(one.title), disabled: one.published === null }));
  return (
    <Select
      size="small"
      value={field.form || null}
      loading={forms.isPending}
      options={options}
      showSearch={BY_LABEL}
      placeholder={t('set.form_hint')}
      aria-label={t('set.form')}
      onChange={(form: string) => patch({ form, copy: undefined, filter: undefined, show: undefined })}
      style={{ width: '100%' }}
    />
  );
}

function useOther(field: ReferenceField): FormDocument | undefined {
  return useForms([field.form]).get(field.form);
}

const choicesOf = (fields: readonly Field[], words: ReturnType<typeof useWords>) => fields.map((one) => ({ value: one.id, label: words(one.label) }));
const isPlain = (field: Field) => field.type !== 'subform' && field.type !== 'section';

export function ShownFields({ field, patch }: SettingProps<ReferenceField>) {
  const t = useT();
  const words = useWords();
  const other = useOther(field);
  return (
    <Select
      size="small"
      mode="multiple"
      value={field.show ?? []}
      disabled={!other}
      options={choicesOf((other?.fields ?? []).filter(isPlain), words)}
      aria-label={t('set.show')}
      onChange={(show: string[]) => patch({ show: show.length > 0 ? show : undefined })}
      style={{ width: '100%' }}
    />
  );
}

/** Rows of "their field → our field". Fields beside the reference can be filled: same record, or same row. */
export function CopyFields({ field, path, patch }: SettingProps<ReferenceField>) {
  const t = useT();
  const words = useWords();
  const doc = useDoc();
  const other = useOther(field);
  const all = listAt(doc, parentOf(path));
  const beside = all.filter((one) => isPlain(one) && one.id !== field.id && one.type !== 'formula' && one.type !== 'serial');
  const pairs = Object.entries(field.copy ?? {});
  const put = (next: (readonly [string, string])[]) => patch({ copy: next.length > 0 ? Object.fromEntries(next) : undefined });
  const free = beside.filter((one) => !pairs.some(([to]) => to === one.id));
  const theirs = (other?.fields ?? []).filter(isPlain);
  const rows = useRef<HTMLDivElement>(null);
  const goOn = useFocusNew(rows, pairs.length);
  const add = () => {
    goOn();
    const pair = likelyPair(free, theirs, pairs);
    if (pair) put([...pairs, pair]);
  };
  const name = (one: Field | undefined) => words(one?.label) || t('canvas.untitled');
  const shared = pairs.flatMap(([to]) => othersFilling(to, field.id, all).map((other) => ({ to, other })));
  return (
    <div className="fd-rows" ref={rows}>
      {pairs.map(([to, from], at) => (
        <div className="fd-row" key={to}>
          <Select size="small" value={from} aria-label={t('set.copy_from')} options={choicesOf(theirs, words)} showSearch={BY_LABEL} onChange={(next: string) => put(pairs.map((pair, index) => (index === at ? [to, next] : pair)))} />
          <Icon name="chevron_right" size={13} />
          <Select size="small" value={to} aria-label={t('set.copy_to')} options={choicesOf(beside.filter((one) => one.id === to || free.includes(one)), words)} showSearch={BY_LABEL} onChange={(next: string) => put(pairs.map((pair, index) => (index === at ? [next, from] : pair)))} />
          <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={() => put(pairs.filter((_, index) => index !== at))}>
            <Icon name="close" size={13} />
          </button>
        </div>
      ))}
      {shared.map(({ to, other }) => (
        <div className="fd-hint" key={`${to}/${other.id}`}>{t('set.copy_shared', { field: name(all.find((one) => one.id === to)), other: name(other) })}</div>
      ))}
      <Button size="small" type="link" disabled={!other || free.length === 0} icon={<Icon name="add" size={13} />} onClick={add}>
        {t('set.add_copy')}
      </Button>
    </div>
  );
}

export function ReferenceFilter({ field, patch }: SettingProps<ReferenceField>) {
  const words = useWords();
  const mine = useNamed();
  const other = useOther(field);
  const theirs: Named[] = (other?.fields ?? []).filter(isPlain).map((one) => ({ path: one.id, label: words(one.label), field: one, within: '' }));
  return <Conditions value={field.filter} left={theirs} right={mine} form={field.form} onChange={(filter) => patch({ filter })} />;
}

/** Whether the first that the filter admits is filled in, and what makes it the first. */
export function PickFirst({ field, patch }: SettingProps<ReferenceField>) {
  const t = useT();
  const words = useWords();
  const other = useOther(field);
  const sort = field.pick?.sort?.[0];
  const by = (field_: string | undefined, desc: boolean) => patch({ pick: { sort: field_ ? [{ field: field_, desc }] : [] } });
  return (
    <div className="fd-rows">
      <Switch size="small" checked={field.pick !== undefined} aria-label={t('set.pick')} onChange={(on) => patch({ pick: on ? { sort: [] } : undefined })} />
      {field.pick && (
        <div className="fd-row">
          <Select size="small" allowClear value={sort?.field} disabled={!other} placeholder={t('set.pick_oldest')} aria-label={t('set.pick_by')} options={choicesOf((other?.fields ?? []).filter(isPlain), words)} onChange={(next?: string) => by(next, sort?.desc ?? true)} />
          <Select size="small" value={sort?.desc ?? true} disabled={!sort} aria-label={t('set.pick_order')} options={[{ value: true, label: t('set.pick_largest') }, { value: false, label: t('set.pick_smallest') }]} onChange={(desc: boolean) => by(sort?.field, desc)} />
        </div>
      )}
    </div>
  );
}
