/** What holds for the whole flow: its name, which documents need it, and what its initiator may do. */
import { Select, Switch } from 'antd';
import { Icon } from '@/ui/icons';
import { Conditions } from '../lib/Conditions';
import { Labelled } from '../lib/Labelled';
import { NumberInput } from '../lib/NumberInput';
import { useNamed } from '../lib/names';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useFlow, useFlowActions, useProblemsOf } from './context';
import type { FlowSettings } from './document';

const USUAL = { withdraw: 'before_first', recall: true, urge_minutes: 30, same_as_initiator: 'ask', duplicate_approver: 'ask' } as const;
const CHOICES = {
  withdraw: ['before_first', 'any_time', 'never'],
  same_as_initiator: ['ask', 'pass', 'head', 'exclude'],
  duplicate_approver: ['ask', 'previous', 'pass'],
} as const;
const YEAR_HOURS = 8760;
const WEEK_MINUTES = 10080;

export function FlowSettingsPanel() {
  const t = useT();
  const doc = useFlow((state) => state.doc);
  const actions = useFlowActions();
  const problems = useProblemsOf(null);
  const named = useNamed().filter((one) => !one.path.includes('.'));
  const given = doc.settings ?? {};
  const put = (changes: Partial<Record<keyof FlowSettings, unknown>>) => {
    const kept = Object.entries({ ...given, ...changes }).filter(([key, value]) => value !== undefined && value !== (USUAL as Record<string, unknown>)[key]);
    actions().patchFlow({ settings: kept.length > 0 ? Object.fromEntries(kept) : undefined });
  };
  return (
    <>
      <header className="fd-props-head">
        <Icon name="settings" size={15} />
        <span>{t('whole.title')}</span>
      </header>
      {problems.map((problem) => (
        <div className="fd-problem" role="alert" key={problem.path + problem.code}>
          <Icon name="error" size={14} />
          {problem.message}
        </div>
      ))}
      <Labelled name={t('whole.name')}>{(id) => <WordsInput id={id} value={doc.title} onChange={(title) => actions().patchFlow({ title: title ?? {} })} />}</Labelled>
      <Labelled name={t('whole.when')} hint={t('whole.when_hint')}>{() => <Conditions value={doc.when} left={named} right={named} onChange={(when) => actions().patchFlow({ when })} />}</Labelled>
      {(Object.keys(CHOICES) as (keyof typeof CHOICES)[]).map((name) => (
        <Labelled key={name} name={t(`whole.${name}`)}>
          {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={given[name] ?? USUAL[name]} options={CHOICES[name].map((one) => ({ value: one as string, label: t(`whole.${name}_${one}`) }))} onChange={(next: string) => put({ [name]: next, ...(next === 'never' ? { withdraw_hours: undefined } : {}) })} />}
        </Labelled>
      ))}
      {given.withdraw !== 'never' && (
        <Labelled name={t('whole.withdraw_hours')}>{(id) => <NumberInput id={id} size="small" min={1} max={YEAR_HOURS} precision={0} placeholder={t('whole.no_limit')} value={given.withdraw_hours ?? null} onChange={(n) => put({ withdraw_hours: n ?? undefined })} />}</Labelled>
      )}
      <Labelled name={t('whole.urge_minutes')}>{(id) => <NumberInput id={id} size="small" min={0} max={WEEK_MINUTES} precision={0} value={given.urge_minutes ?? USUAL.urge_minutes} onChange={(n) => put({ urge_minutes: n ?? undefined })} />}</Labelled>
      <Labelled name={t('whole.recall')} hint={t('whole.recall_hint')} isBeside>{(id) => <Switch id={id} size="small" checked={given.recall ?? true} onChange={(on) => put({ recall: on })} />}</Labelled>
    </>
  );
}
