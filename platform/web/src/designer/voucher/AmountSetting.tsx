/** How much: a formula over the document, or what its approval posted to a ledger (costs). */
import { useQuery } from '@tanstack/react-query';
import { Segmented, Select, Switch } from 'antd';
import { api, url } from '@/core/api';
import type { Words } from '@/core/words';
import { useWords } from '@/ui/hooks';
import { Labelled } from '../lib/Labelled';
import { FormulaEditor } from '../lib/LateFormulaEditor';
import { useNamed } from '../lib/names';
import { without } from '../lib/without';
import { useT } from '../words';
import { useProblemAt, useRule } from './context';
import type { Entry, Posted } from './document';

interface AmountSettingProps {
  at: number;
  entry: Entry;
  onChange: (amount: Entry['amount']) => void;
}

export function AmountSetting({ at, entry, onChange }: AmountSettingProps) {
  const t = useT();
  const named = useNamed();
  const { amount } = entry;
  const error = useProblemAt(`entries.${at}.amount`);
  const isPosted = typeof amount !== 'string';
  return (
    <>
      <Labelled name={t('voucher.amount')} error={error}>
        {() => (
          <Segmented
            block
            size="small"
            aria-label={t('voucher.amount')}
            value={isPosted ? 'posted' : 'formula'}
            options={[{ value: 'formula', label: t('voucher.by_formula') }, { value: 'posted', label: t('voucher.by_ledger') }]}
            onChange={(way) => onChange(way === 'posted' ? { ledger: '', measure: '' } : '0')}
          />
        )}
      </Labelled>
      {typeof amount === 'string' ? (
        <FormulaEditor key={at} value={amount} named={named} onChange={onChange} />
      ) : (
        <PostedSetting amount={amount} onChange={onChange} />
      )}
    </>
  );
}

interface LedgerFacts {
  id: string;
  title: Words;
  measures: { id: string; label: Words }[];
  postings?: { id: string; form: string }[];
}

function PostedSetting({ amount, onChange }: { amount: Posted; onChange: (amount: Posted) => void }) {
  const t = useT();
  const words = useWords();
  const { app, form } = useRule();
  const ledgers = useLedgers(app);
  const ledger = ledgers.find((one) => one.id === amount.ledger);
  const postings = (ledger?.postings ?? []).filter((one) => one.form === form.id);
  const ours = ledgers.filter((one) => (one.postings ?? []).some((posting) => posting.form === form.id));
  return (
    <>
      <Labelled name={t('voucher.ledger')} hint={t('voucher.ledger_hint')}>
        {(id) => <Select id={id} size="small" value={amount.ledger || null} options={ours.map((one) => ({ value: one.id, label: words(one.title) }))} onChange={(next: string) => onChange({ ledger: next, measure: ledgers.find((one) => one.id === next)?.measures.at(-1)?.id ?? '' })} style={{ width: '100%' }} />}
      </Labelled>
      <Labelled name={t('voucher.measure')}>
        {(id) => <Select id={id} size="small" value={amount.measure || null} options={(ledger?.measures ?? []).map((one) => ({ value: one.id, label: words(one.label) }))} onChange={(measure: string) => onChange({ ...amount, measure })} style={{ width: '100%' }} />}
      </Labelled>
      {postings.length > 1 && (
        <Labelled name={t('voucher.posting')}>
          {(id) => <Select id={id} size="small" allowClear value={amount.posting ?? null} placeholder={t('voucher.any_posting')} options={postings.map((one, n) => ({ value: one.id, label: t('voucher.posting_n', { n: n + 1, id: one.id }) }))} onChange={(posting: string | undefined) => onChange(withPosting(amount, posting))} style={{ width: '100%' }} />}
        </Labelled>
      )}
      <Labelled name={t('voucher.negate')} hint={t('voucher.negate_hint')} isBeside>
        {(id) => <Switch id={id} size="small" checked={amount.negate === true} onChange={(negate) => onChange({ ...amount, negate })} />}
      </Labelled>
    </>
  );
}

function withPosting(amount: Posted, posting: string | undefined): Posted {
  return posting ? { ...amount, posting } : without(amount, 'posting');
}

/** Their designs: which of them this form posts to. */
function useLedgers(app: string): readonly LedgerFacts[] {
  const found = useQuery({
    queryKey: ['design', app, 'ledgers'],
    queryFn: async () => {
      const { items } = await api.get<{ items: { key: string }[] }>(url`/apps/${app}/documents`, { query: { kind: 'ledger' } });
      return Promise.all(items.map(async (item) => (await api.get<{ content: LedgerFacts }>(url`/apps/${app}/documents/ledger/${item.key}/draft`)).content));
    },
    staleTime: 60_000,
  });
  return found.data ?? [];
}
