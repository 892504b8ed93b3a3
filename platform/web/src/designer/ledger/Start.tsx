/** A new ledger begins with a choice: totals of one form, or a ledger that several documents post to. */
import { Button, Checkbox, Select } from 'antd';
import { useId, useState } from 'react';
import { api, url } from '@/core/api';
import type { FormDocument } from '@/core/documents';
import type { Words } from '@/core/words';
import { useWords } from '@/ui/hooks';
import { Icon, type IconName } from '@/ui/icons';
import { Card, Page } from '@/ui/page';
import { useToast } from '@/ui/toast';
import { FormSelect } from '../automation/parts/FormSelect';
import { Labelled } from '../lib/Labelled';
import { Many } from '../lib/Many';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useSpokenOf } from './context';
import { kindOf, type LedgerDesignDocument } from './document';
import { aggregate, GROUPS, NUMBERS, ownNamed } from './guess';
import './ledger.css';
import './words';

type Way = 'aggregate' | 'ledger';
const WAYS: readonly { way: Way; icon: IconName }[] = [{ way: 'aggregate', icon: 'chart' }, { way: 'ledger', icon: 'ledger' }];
const MOST_GROUPS = 8;
const COUNT: Words = { 'zh-CN': '条数', en: 'Count' };

export function Start({ app, id, onMade }: { app: string; id: string; onMade: () => void }) {
  const t = useT();
  const toast = useToast();
  const [way, setWay] = useState<Way>('aggregate');
  const make = async (content: LedgerDesignDocument) => {
    try {
      await api.put(url`/apps/${app}/documents/ledger/${id}/draft`, { content, rev: 0 });
      onMade();
    } catch (cause) {
      toast.failed(cause);
    }
  };
  return (
    <Page title={t('ledger.new')} back={`/apps/${app}/design`}>
      <div className="ld-start">
        <div className="ld-ways" role="radiogroup" aria-label={t('ledger.new_way')}>
          {WAYS.map(({ way: one, icon }) => (
            <button key={one} type="button" role="radio" aria-checked={way === one} className="ld-way" onClick={() => setWay(one)}>
              <Icon name={icon} size={20} />
              <b>{t(`ledger.start_${one}`)}</b>
              <span>{t(`ledger.start_${one}_help`)}</span>
            </button>
          ))}
        </div>
        <Begin key={way} way={way} id={id} onMake={make} />
      </div>
    </Page>
  );
}

function Begin({ way, id, onMake }: { way: Way; id: string; onMake: (content: LedgerDesignDocument) => Promise<void> }) {
  const t = useT();
  const [chosen, setChosen] = useState('');
  const { formOf, namedOf } = useSpokenOf(chosen ? [chosen] : []);
  const form = chosen ? formOf(chosen) : undefined;
  return (
    <Card title={t(`ledger.start_${way}`)}>
      <div className="ld-begin">
        <FormSelect name={t(`ledger.start_${way}_form`)} hint={t(`ledger.start_${way}_form_hint`)} value={chosen} onChange={setChosen} />
        {form && <Choose key={chosen} way={way} id={id} form={form} named={namedOf(chosen)} onMake={onMake} />}
      </div>
    </Card>
  );
}

interface ChooseProps {
  way: Way;
  id: string;
  form: FormDocument;
  named: Parameters<typeof aggregate>[0]['named'];
  onMake: (content: LedgerDesignDocument) => Promise<void>;
}

/** By what, and which numbers: all by their names. */
function Choose({ way, id, form, named, onMake }: ChooseProps) {
  const t = useT();
  const words = useWords();
  const rowsId = useId();
  const subforms = form.fields.filter((field) => field.type === 'subform');
  const [each, setEach] = useState(subforms.length === 1 ? subforms[0]!.id : '');
  const [title, setTitle] = useState<Words>(() => titleOf(form.title, way));
  const [by, setBy] = useState<string[]>([]);
  const [sums, setSums] = useState<string[]>([]);
  const [counts, setCounts] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const own = ownNamed(named, form, each);
  const groups = own.filter(({ field }) => GROUPS.includes(kindOf(field)));
  const numbers = own.filter(({ field }) => NUMBERS.includes(kindOf(field)));
  const chosen = (paths: readonly string[]) => paths.flatMap((path) => own.find((one) => one.path === path) ?? []);
  const option = ({ path, label }: { path: string; label: string }) => ({ value: path, label });
  const isReady = by.length > 0 && by.length <= MOST_GROUPS && (sums.length > 0 || counts);
  const make = async () => {
    setBusy(true);
    await onMake(aggregate({ id, title, form, each, by: chosen(by), sums: chosen(sums), counts, count: COUNT, named }));
    setBusy(false);
  };
  const turn = (next: string) => {
    setEach(next);
    setBy([]);
    setSums([]);
  };
  return (
    <>
      {subforms.length > 0 && (
        <div className="fd-setting">
          <label htmlFor={rowsId}>{t('ledger.each')}</label>
          <Select id={rowsId} size="small" value={each} options={[{ value: '', label: t('ledger.once') }, ...subforms.map((one) => ({ value: one.id, label: t('ledger.each_words', { name: words(one.label) }) }))]} onChange={turn} style={{ width: '100%' }} />
        </div>
      )}
      <Labelled name={t('ledger.start_by')} hint={t('ledger.start_by_hint')}>{(one) => <Many id={one} label={t('ledger.start_by')} value={by} options={groups.map(option)} onChange={setBy} />}</Labelled>
      <Labelled name={t('ledger.start_sums')} hint={t('ledger.start_sums_hint')}>{(one) => <Many id={one} label={t('ledger.start_sums')} value={sums} options={numbers.map(option)} onChange={setSums} isWanted={!counts} />}</Labelled>
      <Checkbox checked={counts} onChange={(event) => setCounts(event.target.checked)}>{t('ledger.start_counts')}</Checkbox>
      <Labelled name={t('ledger.title')}>{(one) => <WordsInput id={one} value={title} onChange={(next) => setTitle(next ?? {})} />}</Labelled>
      <p className="fd-muted">{t(form.document ? 'ledger.start_approved' : 'ledger.start_saved', { name: words(form.title) })}</p>
      <Button type="primary" loading={isBusy} disabled={!isReady} onClick={() => void make()}>{t('ledger.start_make')}</Button>
    </>
  );
}

const titleOf = (title: Words, way: Way): Words => Object.fromEntries(Object.entries(title).map(([language, text]) => [language, language === 'en' ? `${text} ${way === 'aggregate' ? 'totals' : 'ledger'}` : `${text}${way === 'aggregate' ? '汇总' : '台账'}`]));
