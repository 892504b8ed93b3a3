/** The draft on documents that exist: the voucher each would get. Nothing is written. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, url } from '@/core/api';
import { showNumber } from '@/core/numbers';
import type { components } from '@/generated/api';
import { useSettled } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Failed, Loading } from '@/ui/notice';
import { useT } from '../words';
import { useRule, useRuleState } from './context';

type Found = components['schemas']['TrialOut'];
type Tried = Found['tried'][number];
const REST_MS = 900;

export function Trial() {
  const t = useT();
  const { app } = useRule();
  const doc = useSettled(useRuleState((state) => state.doc), REST_MS);
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['design', app, 'voucher_rule', doc.id, 'try', doc],
    queryFn: ({ signal }) => api.post<Found>(url`/apps/${app}/voucher-rules/${doc.id}/try`, { content: doc, records: 10 }, { signal }),
    gcTime: 0,
    placeholderData: (before) => before,
  });
  const tried = found.data?.tried ?? [];
  const one = tried.find((item) => item.record === chosen) ?? tried.find((item) => item.applies) ?? tried[0];
  return (
    <aside className="vr-trial" aria-label={t('voucher.trial')}>
      <h2>{t('voucher.trial')}</h2>
      <p className="fd-muted">{t('voucher.trial_help')}</p>
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && found.data.problems.length > 0 && <p className="fd-error" role="status">{t('voucher.trial_problems', { n: found.data.problems.length })}</p>}
      {found.data && found.data.problems.length === 0 && tried.length === 0 && <p className="fd-muted">{t('voucher.trial_none')}</p>}
      {one && (
        <>
          <Select size="small" aria-label={t('voucher.trial_record')} value={one.record} options={tried.map((item) => ({ value: item.record, label: item.title || '—' }))} onChange={setChosen} style={{ width: '100%' }} />
          <Voucher tried={one} shows={found.data?.shows_amounts === true} />
        </>
      )}
    </aside>
  );
}

function Voucher({ tried, shows }: { tried: Tried; shows: boolean }) {
  const t = useT();
  const { app, form } = useRule();
  if (tried.refused) return <p className="fd-error" role="alert">{tried.refused}</p>;
  if (!tried.applies) return <p className="fd-muted">{t('voucher.trial_skipped')}</p>;
  if (tried.lines.length === 0) return <p className="fd-muted">{t('voucher.trial_empty')}</p>;
  const amount = (value: string | null) => (value === null ? '＊' : showNumber(value, 2));
  return (
    <>
      <table className="vr-voucher" aria-label={t('voucher.trial_voucher')}>
        <caption>
          {t('voucher.dated', { day: tried.day })} · <Link to={`/apps/${app}/forms/${form.id}/records/${tried.record}`}>{tried.title}</Link>
        </caption>
        <thead>
          <tr><th>{t('voucher.account')}</th><th className="num">{t('voucher.debit')}</th><th className="num">{t('voucher.credit')}</th></tr>
        </thead>
        <tbody>
          {tried.lines.map((line, at) => (
            <tr key={at}>
              <td>{line.account} {line.title.replace(line.account, '').trim()}{line.summary && <small>{line.summary}</small>}</td>
              <td className="num">{line.is_debit && amount(line.amount)}</td>
              <td className="num">{!line.is_debit && amount(line.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={tried.balanced ? 'vr-balanced' : 'fd-error'} role="status">
        <Icon name={tried.balanced ? 'check_circle' : 'error'} size={14} /> {t(tried.balanced ? 'voucher.balanced' : 'voucher.unbalanced')}
      </p>
      {!shows && <p className="fd-muted">{t('voucher.no_amounts')}</p>}
    </>
  );
}
