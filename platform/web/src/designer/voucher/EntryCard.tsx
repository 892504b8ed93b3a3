/** One line of the voucher: a sentence, and its settings when it is open. */
import { Button, Input, Segmented, Select, Switch } from 'antd';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Conditions } from '../lib/Conditions';
import { conditionInWords } from '../lib/condition-words';
import { Labelled } from '../lib/Labelled';
import { useFieldNames, useNamed } from '../lib/names';
import { useValueNames } from '../lib/value-names';
import { useT } from '../words';
import { AccountSetting } from './AccountSetting';
import { AmountSetting } from './AmountSetting';
import { Auxiliaries } from './Auxiliaries';
import { useAccounts, useProblemAt, useRule, useRuleState } from './context';
import { codesOf, formulaInWords, type Entry, type Side } from './document';

export function EntryCard({ at, entry }: { at: number; entry: Entry }) {
  const t = useT();
  const { design } = useRule();
  const isOpen = useRuleState((state) => state.opened === at);
  const count = useRuleState((state) => state.doc.entries.length);
  const problem = useProblemAt(`entries.${at}`);
  const state = design.getState();
  return (
    <li className={problem ? 'vr-entry has-problem' : 'vr-entry'} aria-label={t('voucher.line', { n: at + 1 })}>
      <div className="vr-entry-head">
        <button type="button" className="vr-entry-say" aria-expanded={isOpen} onClick={() => state.open(isOpen ? null : at)}>
          <Icon name={isOpen ? 'chevron_down' : 'chevron_right'} size={14} />
          <b className={entry.side === 'debit' ? 'vr-debit' : 'vr-credit'}>{t(`voucher.${entry.side}`)}</b>
          <Said entry={entry} />
        </button>
        <span className="vr-entry-tools">
          <button type="button" className="icon-button" disabled={at === 0} aria-label={t('voucher.up', { n: at + 1 })} onClick={() => state.nudge(at, -1)}><Icon name="chevron_up" size={14} /></button>
          <button type="button" className="icon-button" disabled={at === count - 1} aria-label={t('voucher.down', { n: at + 1 })} onClick={() => state.nudge(at, 1)}><Icon name="chevron_down" size={14} /></button>
          <button type="button" className="icon-button" aria-label={t('voucher.copy', { n: at + 1 })} onClick={() => state.copy(at)}><Icon name="copy" size={14} /></button>
          <button type="button" className="icon-button" aria-label={t('voucher.remove', { n: at + 1 })} onClick={() => state.remove(at)}><Icon name="delete" size={14} /></button>
        </span>
      </div>
      {!isOpen && problem && <div className="fd-error" role="alert">{problem}</div>}
      {isOpen && <Settings at={at} entry={entry} />}
    </li>
  );
}

/** `1122 应收账款 ← 合计金额 · 商品明细逐行`. */
function Said({ entry }: { entry: Entry }) {
  const t = useT();
  const words = useWords();
  const nameOf = useFieldNames();
  const named = useNamed();
  const nameOfValue = useValueNames();
  const accounts = useAccounts();
  const { form } = useRule();
  const { account, amount } = entry;
  const codes = codesOf(account).map((code) => [code, accounts.find((one) => one.code === code)?.title].filter(Boolean).join(' '));
  const where = codes.length > 0 ? codes.join(' / ') : typeof account === 'object' && 'path' in account ? (nameOf(account.path) ?? t('voucher.no_account')) : typeof account === 'object' && 'formula' in account ? formulaInWords(account.formula, nameOf) : t('voucher.no_account');
  const much = typeof amount === 'string' ? formulaInWords(amount, nameOf) : t('voucher.posted_words');
  const subform = form.fields.find((field) => field.id === entry.each);
  const when = conditionInWords(entry.when, { named, t, words, nameOf: nameOfValue });
  return (
    <span className="vr-said">
      {where} <i>←</i> {much}
      {subform && <small>{t('voucher.each_words', { name: words(subform.label) })}</small>}
      {when && <small>{t('voucher.when_words', { when })}</small>}
    </span>
  );
}

function Settings({ at, entry }: { at: number; entry: Entry }) {
  const t = useT();
  const words = useWords();
  const { design, form } = useRule();
  const named = useNamed();
  const put = (changes: Partial<Entry>) => design.getState().putEntry(at, changes);
  const subforms = form.fields.filter((field) => field.type === 'subform');
  return (
    <div className="vr-settings">
      <Labelled name={t('voucher.side')}>
        {() => <Segmented<Side> block size="small" aria-label={t('voucher.side')} value={entry.side} options={[{ value: 'debit', label: t('voucher.debit') }, { value: 'credit', label: t('voucher.credit') }]} onChange={(side) => put({ side })} />}
      </Labelled>
      <Labelled name={t('voucher.each')} error={useProblemAt(`entries.${at}.each`)}>
        {(id) => <Select id={id} size="small" value={entry.each ?? ''} options={[{ value: '', label: t('voucher.once') }, ...subforms.map((one) => ({ value: one.id, label: t('voucher.each_words', { name: words(one.label) }) }))]} onChange={(each) => put({ each: each || undefined } as Partial<Entry>)} style={{ width: '100%' }} />}
      </Labelled>
      <div className="vr-half"><AccountSetting at={at} entry={entry} onChange={(account) => put({ account })} /></div>
      <div className="vr-half"><AmountSetting at={at} entry={entry} onChange={(amount) => put({ amount })} /></div>
      <div className="vr-half"><Auxiliaries at={at} value={entry.auxiliaries ?? {}} onChange={(auxiliaries) => put({ auxiliaries })} /></div>
      <div className="vr-half">
        <Labelled name={t('voucher.when')} error={useProblemAt(`entries.${at}.when`)}>
          {() => <Conditions value={entry.when} left={named} right={named} onChange={(when) => put({ when } as Partial<Entry>)} />}
        </Labelled>
        <Labelled name={t('voucher.own_summary')} hint={t('voucher.own_summary_hint')} error={useProblemAt(`entries.${at}.summary`)}>
          {(id) => <Input id={id} size="small" value={entry.summary ?? ''} onChange={(event) => put({ summary: event.target.value || undefined } as Partial<Entry>)} />}
        </Labelled>
        <Labelled name={t('voucher.skip_zero')} isBeside>
          {(id) => <Switch id={id} size="small" checked={entry.skip_zero ?? true} onChange={(on) => put({ skip_zero: on ? undefined : false } as Partial<Entry>)} />}
        </Labelled>
      </div>
      <Button size="small" onClick={() => design.getState().open(null)}>{t('voucher.done')}</Button>
    </div>
  );
}
