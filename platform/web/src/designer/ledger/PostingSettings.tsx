/** One posting: of which form, when, for what, from where the key comes and how much is counted. */
import { Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '@/ui/hooks';
import { FormSelect } from '../automation/parts/FormSelect';
import { Conditions } from '../lib/Conditions';
import { Folded } from '../lib/Folded';
import { Labelled } from '../lib/Labelled';
import { NamedProvider } from '../lib/names';
import { useT } from '../words';
import { AmountSetting } from './AmountSetting';
import { useLedger, useLedgerState, useProblemAt, useSpokenOf } from './context';
import { CostSetting } from './CostSetting';
import { DAYS, kindOf, type LedgerEvent, type Posting } from './document';
import { FieldSelect } from './FieldSelect';
import { postingOf } from './guess';
import { KeySetting } from './KeySetting';
import { useReachable } from './reachable';
import { WithinSetting } from './WithinSetting';
import './words';

type Changes = { [K in keyof Posting]?: Posting[K] | undefined };

export default function PostingSettings({ at, posting }: { at: number; posting: Posting }) {
  const t = useT();
  const { design, namedOf } = useLedger();
  const doc = useLedgerState((state) => state.doc);
  const put = (changes: Changes) => design.getState().putAt('postings', at, changes);
  const here = `postings.${at}`;
  const hasMore = [posting.items, posting.cost, posting.up_to].some(Boolean);
  return (
    <NamedProvider value={namedOf(posting.form)}>
      <Source at={at} posting={posting} put={put} />
      <fieldset className="ld-wide ld-map" aria-label={t('ledger.key')}>
        <legend>{t('ledger.key')}</legend>
        {doc.dimensions.map((one) => <KeySetting key={one.id} at={`${here}.dimensions.${one.id}`} dimension={one} posting={posting} onChange={(given) => put({ dimensions: { ...posting.dimensions, [one.id]: given } })} />)}
      </fieldset>
      <fieldset className="ld-wide ld-map" aria-label={t('ledger.amounts')}>
        <legend>{t('ledger.amounts')}</legend>
        {doc.measures.map((one) => <AmountSetting key={one.id} at={`${here}.measures.${one.id}`} measure={one} posting={posting} onChange={(measures) => put({ measures })} />)}
      </fieldset>
      <div className="ld-wide">
        <Labelled name={t('ledger.when')} error={useProblemAt(`${here}.when`)}>
          {() => <Conditions value={posting.when} left={namedOf(posting.form)} right={namedOf(posting.form)} form={posting.form} onChange={(when) => put({ when })} />}
        </Labelled>
      </div>
      <Folded className="ld-wide" title={t('ledger.posting_more')} isOpen={hasMore}><More at={at} posting={posting} put={put} /></Folded>
    </NamedProvider>
  );
}

interface SettingProps {
  at: number;
  posting: Posting;
  put: (changes: Changes) => void;
}

function Source({ at, posting, put }: SettingProps) {
  const t = useT();
  const words = useWords();
  const { formOf } = useLedger();
  const form = formOf(posting.form);
  const here = `postings.${at}`;
  const turn = useOtherForm(posting, put);
  const subforms = (form?.fields ?? []).filter((field) => field.type === 'subform');
  const days = useReachable(posting).filter(({ field }) => DAYS.includes(kindOf(field)));
  const events: LedgerEvent[] = form?.document ? ['approved', 'pending'] : ['saved'];
  const event = posting.event ?? 'approved';
  const shown = events.includes(event) ? events : [event, ...events];
  return (
    <>
      <FormSelect name={t('ledger.posting_form')} value={posting.form} onChange={turn} />
      <Labelled name={t('ledger.event')} hint={t(`ledger.event_hint_${event}`)} error={useProblemAt(`${here}.event`)}>
        {() => <Segmented<LedgerEvent> block size="small" aria-label={t('ledger.event')} value={event} options={shown.map((one) => ({ value: one, label: t(`ledger.event_${one}`) }))} onChange={(next) => put({ event: next })} />}
      </Labelled>
      <Labelled name={t('ledger.each')} error={useProblemAt(`${here}.each`)}>
        {(id) => <Select id={id} size="small" value={posting.each ?? ''} options={[{ value: '', label: t('ledger.once') }, ...subforms.map((one) => ({ value: one.id, label: t('ledger.each_words', { name: words(one.label) }) }))]} onChange={(each) => put({ each: each || undefined })} style={{ width: '100%' }} />}
      </Labelled>
      <Labelled name={t('ledger.date')} hint={t('ledger.date_hint')} error={useProblemAt(`${here}.date`)}>{(id) => <FieldSelect id={id} label={t('ledger.date')} value={posting.date} named={days} onChange={(date) => put({ date })} />}</Labelled>
    </>
  );
}

/** Of another form everything is guessed anew, once its fields are known. */
function useOtherForm(posting: Posting, put: SettingProps['put']): (form: string) => void {
  const { design } = useLedger();
  const [wanted, setWanted] = useState('');
  const { formOf, namedOf } = useSpokenOf(wanted ? [wanted] : []);
  const form = wanted ? formOf(wanted) : undefined;
  useEffect(() => {
    if (!form) return;
    put({ each: undefined, when: undefined, items: undefined, cost: undefined, up_to: undefined, ...postingOf(posting.id, form, design.getState().doc, namedOf(form.id)) });
    setWanted('');
    // Only when the form that was asked for has come.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [form]);
  return setWanted;
}

/** Seldom used: one entry for each of a list, the cost, staying within a check. */
function More({ at, posting, put }: SettingProps) {
  const t = useT();
  const lists = useReachable(posting).filter(({ field }) => field.type === 'codes');
  const costing = useLedgerState((state) => state.doc.costing);
  return (
    <div className="ld-settings is-inner">
      {costing && <CostSetting at={at} posting={posting} onChange={(cost) => put({ cost })} />}
      <WithinSetting at={at} posting={posting} onChange={(up_to) => put({ up_to })} />
      <Labelled name={t('ledger.items')} hint={t('ledger.items_hint')} error={useProblemAt(`postings.${at}.items`)}>
        {(id) => <FieldSelect id={id} label={t('ledger.items')} allowClear value={posting.items} named={lists} placeholder={lists.length === 0 ? t('ledger.items_none') : t('ledger.off')} onChange={(items) => put({ items: items || undefined })} />}
      </Labelled>
    </div>
  );
}
