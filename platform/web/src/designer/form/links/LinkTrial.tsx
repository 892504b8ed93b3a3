/** What 下推 would offer of a real document, worked out from the draft in the browser. Nothing is written. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { api, url } from '@/core/api';
import { fieldAt, type Field, type FormDocument, type FormValues } from '@/core/documents';
import { FormStore } from '@/core/formStore';
import { fields } from '@/fields';
import { useMe } from '@/runtime/session';
import { useLanguage, useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import { useT } from '../../words';
import { usePlace } from '../context';
import { pairsOf, type DesignLink } from './document';

interface Item {
  id: string;
  title: string;
}
const OFFER = 'x_link_offer';
const LIMIT = 'x_link_limit';
const MOST_PAIRS = 4;

export function LinkTrial({ link, source }: { link: DesignLink; source: FormDocument }) {
  const t = useT();
  const { app } = usePlace();
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['design', app, 'try', source.id],
    queryFn: () => api.post<{ items: Item[] }>(url`/apps/${app}/forms/${source.id}/records/query`, { fields: [], limit: 20, ...(source.document ? { filter: { cond: [{ field: '$state', op: 'eq', value: 'approved' }] } } : {}) }),
    retry: false,
  });
  const id = chosen ?? found.data?.items[0]?.id;
  const record = useQuery({ queryKey: ['design', app, 'try', source.id, id], queryFn: () => api.get<{ values: FormValues }>(url`/apps/${app}/forms/${source.id}/records/${id ?? ''}`), enabled: id !== undefined });
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data.items.length === 0) return <p className="fd-muted">{t('links.trial_none')}</p>;
  return (
    <>
      <p className="fd-muted">{t('links.trial_help')}</p>
      <Select size="small" aria-label={t('links.trial_record')} value={id ?? null} options={found.data.items.map((item) => ({ value: item.id, label: item.title || '—' }))} onChange={setChosen} style={{ width: 280 }} />
      {record.data ? <Offered link={link} source={source} values={record.data.values} /> : <Loading />}
    </>
  );
}

function Offered({ link, source, values }: { link: DesignLink; source: FormDocument; values: FormValues }) {
  const t = useT();
  const words = useWords();
  const language = useLanguage();
  const store = useTried(link, source, values);
  const scope = link.lines ?? '';
  const own = pairsOf(link).filter((pair) => !scope || pair.source.startsWith(`${scope}.`)).slice(0, MOST_PAIRS);
  const rows: (string | null)[] = scope ? [...store.rows(scope)] : [null];
  const cell = (row: string | null, id: string) => (row === null ? store.get(id) : store.cell(scope, row, id));
  const isOffered = (row: string | null) => (row === null ? store.isVisible(OFFER) : store.isCellVisible(scope, row, OFFER));
  const text = (row: string | null, path: string) => {
    const field = fieldAt(source.fields, path);
    return field ? fields.get(field.type).text(cell(row, path.split('.').at(-1) ?? path), field, language) : '';
  };
  const number = (value: unknown) => (typeof value === 'string' ? (value.replace(/\.?0+$/, '') || '0') : '—');
  return (
    <table className="lk-pairs" aria-label={t('links.trial')}>
      <thead>
        <tr>
          <th>{t('links.trial_line')}</th>
          {own.map((pair) => <th key={pair.own}>{words(fieldAt(source.fields, pair.source)?.label) || pair.source}</th>)}
          {link.offer && <th className="num">{t('links.trial_offer')}</th>}
          {link.limit && <th className="num">{t('links.trial_limit')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          <tr key={row ?? 'record'} className={isOffered(row) ? undefined : 'lk-left'}>
            <td>{row === null ? t('links.whole') : n + 1}{!isOffered(row) && <small> {t('links.trial_left')}</small>}</td>
            {own.map((pair) => <td key={pair.own}>{text(row, pair.source)}</td>)}
            {link.offer && <td className="num">{number(cell(row, OFFER))}</td>}
            {link.limit && <td className="num">{number(cell(row, LIMIT))}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The source with the link's formulas as columns of its own: the form's engine works them out. */
function useTried(link: DesignLink, source: FormDocument, values: FormValues): FormStore {
  const me = useMe();
  const language = useLanguage();
  return useMemo(() => {
    const asked: Field[] = [formula(OFFER, link.offer?.amount ?? '0'), formula(LIMIT, link.limit ?? '0')];
    if (link.where && asked[0]) asked[0] = { ...asked[0], visible_when: link.where };
    const given = source.fields.map((field) => (field.id === link.lines && field.type === 'subform' ? { ...field, fields: [...field.fields, ...asked] } : field));
    const document = { ...source, fields: link.lines ? given : [...given, ...asked] };
    return new FormStore(document, values, { memberId: me.id, memberName: me.name, departments: me.departments, language, now: () => new Date() });
  }, [link, source, values, me, language]);
}

const formula = (id: string, text: string): Field => ({ id, type: 'formula', label: {}, result: 'number', scale: 4, formula: text });
