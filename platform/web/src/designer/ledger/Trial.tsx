/** 试算: what the draft would count of real records, and how one of them would be entered. Nothing is written. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, url } from '@/core/api';
import { showNumber } from '@/core/numbers';
import type { components } from '@/generated/api';
import { BY_LABEL } from '@/ui/by-label';
import { useSettled, useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import { useAppForms } from '../lib/app-forms';
import { useT } from '../words';
import { useLedger, useLedgerState } from './context';
import { listOf, type Dimension, type LedgerDesignDocument } from './document';
import { ruleName } from './say';

type Found = components['schemas']['TriedLedgerOut'];
type Entry = Found['entries'][number];
const REST_MS = 900;

export function Trial() {
  const t = useT();
  const { app } = useLedger();
  const doc = useSettled(useLedgerState((state) => state.doc), REST_MS);
  const [sample, setSample] = useState('');
  const isEmpty = listOf(doc, 'postings').length === 0;
  const found = useQuery({
    queryKey: ['design', app, 'ledger', doc.id, 'try', doc, sample],
    queryFn: ({ signal }) => api.post<Found>(url`/apps/${app}/ledgers/${doc.id}/try`, { content: doc, sample }, { signal }),
    enabled: !isEmpty,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  if (isEmpty) return <p className="fd-muted">{t('ledger.trial_no_postings')}</p>;
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  const { data } = found;
  if (data.problems.length > 0) return <p className="fd-error" role="status">{t('ledger.trial_problems', { n: data.problems.length })}</p>;
  return (
    <div className={found.isPlaceholderData ? 'ld-trial is-stale' : 'ld-trial'} aria-busy={found.isPlaceholderData}>
      <Notes found={data} doc={doc} />
      <Balances found={data} doc={doc} />
      {data.samples.length > 0 && <Sample found={data} doc={doc} onChoose={setSample} />}
    </div>
  );
}

/** How much was read, and what a real posting alone tells. */
function Notes({ found, doc }: { found: Found; doc: LedgerDesignDocument }) {
  const t = useT();
  return (
    <div className="ld-notes" role="status">
      <p>{t(found.cut ? 'ledger.trial_cut' : 'ledger.trial_read', { n: found.read, keys: found.keys })}</p>
      {found.left_out.length > 0 && <p className="is-warning">{t('ledger.trial_left_out', { rules: found.left_out.map((id) => ruleName(id, { doc, t })).join('、') })}</p>}
      {found.later.length > 0 && <p>{t('ledger.trial_later', { what: found.later.map((one) => t(`ledger.later_${one}`)).join('、') })}</p>}
      {found.failed > 0 && (
        <div className="is-error">
          <p>{t('ledger.trial_failed', { n: found.failed })}</p>
          <ul>{found.unposted.map((one) => <li key={one.sample.record}>{one.sample.title || '—'}：{one.message}</li>)}</ul>
        </div>
      )}
    </div>
  );
}

function Balances({ found, doc }: { found: Found; doc: LedgerDesignDocument }) {
  const t = useT();
  const words = useWords();
  const say = useKeySay();
  if (found.balances.length === 0) return <p className="fd-muted">{t('ledger.trial_none')}</p>;
  return (
    <>
      <div className="ld-scroll" tabIndex={0} role="region" aria-label={t('ledger.trial_balances')}>
        <table className="ld-table" aria-label={t('ledger.trial_balances')}>
          <thead>
            <tr>
              {doc.dimensions.map((one) => <th key={one.id}>{words(one.label)}</th>)}
              {doc.measures.map((one) => <th key={one.id} className="num">{words(one.label)}{one.unit && <small> {one.unit}</small>}</th>)}
            </tr>
          </thead>
          <tbody>
            {found.balances.map((one, at) => (
              <tr key={at}>
                {doc.dimensions.map((dimension) => <td key={dimension.id}>{say(dimension, one.dimensions[dimension.id], doc)}</td>)}
                {doc.measures.map((measure) => <Amount key={measure.id} value={measure.id === doc.costing?.value ? undefined : one.measures[measure.id]} scale={measure.scale} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.keys > found.balances.length && <p className="fd-muted">{t('ledger.trial_more', { n: found.balances.length, keys: found.keys })}</p>}
    </>
  );
}

const MONEY_SCALE = 2;

/** Money with all its cents, quantities without zeros that say nothing. */
const showAmount = (value: string, scale = MONEY_SCALE): string => showNumber(value, scale <= MONEY_SCALE ? scale : undefined);

function Amount({ value, scale }: { value: string | undefined; scale: number | undefined }) {
  return <td className={value?.startsWith('-') ? 'num is-negative' : 'num'}>{value === undefined ? '—' : showAmount(value, scale)}</td>;
}

/** What is not shown, what is not there, and options by their names. */
function useKeySay(): (dimension: Dimension, value: string | null | undefined, doc: LedgerDesignDocument) => string {
  const t = useT();
  const words = useWords();
  const { namedOf } = useLedger();
  return (dimension, value, doc) => {
    if (value === null || value === undefined) return t('ledger.nothing');
    if (value === '') return t('ledger.unseen');
    if (dimension.type !== 'choice' && dimension.type !== 'text') return value;
    for (const { form, dimensions } of listOf(doc, 'postings')) {
      const path = dimensions[dimension.id];
      const field = typeof path === 'string' ? namedOf(form).find((one) => one.path === path)?.field : undefined;
      const option = field?.type === 'choice' ? field.options.find((one) => one.id === value) : undefined;
      if (option) return words(option.label) || value;
    }
    return value;
  };
}

/** One document, and what it would enter, in sentences. */
function Sample({ found, doc, onChoose }: { found: Found; doc: LedgerDesignDocument; onChoose: (record: string) => void }) {
  const t = useT();
  const words = useWords();
  const { app } = useLedger();
  const forms = useAppForms().data?.items;
  const formTitle = (key: string) => words(forms?.find((one) => one.key === key)?.title);
  const { sample, samples } = found;
  return (
    <section className="ld-sample" aria-label={t('ledger.sample')}>
      <h3>{t('ledger.sample')}</h3>
      <Select
        size="small"
        aria-label={t('ledger.sample_choose')}
        showSearch={BY_LABEL}
        value={sample?.record ?? null}
        placeholder={t('ledger.sample_choose')}
        options={samples.map((one) => ({ value: one.record, label: `${formTitle(one.form)} ${one.title}`.trim() || '—' }))}
        onChange={onChoose}
        style={{ width: '100%' }}
      />
      {sample && found.entries.length === 0 && <p className="fd-muted">{t('ledger.sample_none')}</p>}
      <ol className="ld-entries">
        {found.entries.map((entry, at) => <li key={at}><EntrySaid entry={entry} doc={doc} /></li>)}
      </ol>
      {sample && <Link className="ld-open" to={`/apps/${app}/forms/${sample.form}/records/${sample.record}`}>{t('ledger.sample_open')}</Link>}
    </section>
  );
}

function EntrySaid({ entry, doc }: { entry: Entry; doc: LedgerDesignDocument }) {
  const t = useT();
  const words = useWords();
  const say = useKeySay();
  const key = doc.dimensions.map((one) => `${words(one.label)} ${say(one, entry.dimensions[one.id], doc)}`).join(t('ledger.comma'));
  const amounts = doc.measures.flatMap((one) => {
    const value = entry.measures[one.id];
    if (value === undefined || /^-?0(\.0+)?$/.test(value)) return [];
    return [`${words(one.label)} ${value.startsWith('-') ? '−' : '+'}${showAmount(value.replace('-', ''), one.scale)}${one.unit ? ` ${one.unit}` : ''}`];
  });
  return (
    <>
      <span className="fd-muted">{entry.date} · {ruleName(entry.posting, { doc, t })}</span>
      <span>{key}</span>
      <b>{amounts.join(t('ledger.comma')) || t('ledger.posts_nothing')}</b>
    </>
  );
}
