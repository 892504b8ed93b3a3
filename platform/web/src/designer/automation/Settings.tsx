/** The automation itself: its name, its place among others, in whose name it acts. */
import { InputNumber, Select } from 'antd';
import { Icon } from '@/ui/icons';
import { Labelled } from '../lib/Labelled';
import { useOrgNames } from '../lib/org';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useActions, useAutomation, useProblemsOf } from './context';
import type { ActsAs } from './document';

const ORDER = 100;
const LAST = 100_000;

export function Settings() {
  const t = useT();
  const actions = useActions();
  const { title, order, acts_as: actsAs = {} } = useAutomation((state) => state.doc);
  const { members } = useOrgNames();
  const problems = useProblemsOf(null);
  const act = (changes: ActsAs) => {
    const next = { ...actsAs, ...changes };
    const said = { ...(next.member ? { member: next.member } : {}), ...(next.rights === 'own' ? { rights: next.rights } : {}) };
    actions().patchWhole({ acts_as: Object.keys(said).length > 0 ? said : undefined });
  };
  return (
    <>
      <header className="fd-props-head">
        <Icon name="settings" size={15} />
        <span>{t('automation.settings')}</span>
      </header>
      {problems.map((problem) => (
        <div className="fd-problem" role="alert" key={problem.path + problem.code}>
          <Icon name="error" size={14} />
          {problem.message}
        </div>
      ))}
      <Labelled name={t('panel.title')}>{(id) => <WordsInput id={id} value={title} onChange={(next) => actions().patchWhole({ title: next ?? {} })} />}</Labelled>
      <Labelled name={t('automation.acts_as')} hint={t('automation.acts_as_hint')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('automation.acts_as_actor')} value={actsAs.member ?? null} options={members} onChange={(member?: string) => act({ member: member ?? null })} />}</Labelled>
      <Labelled name={t('automation.rights')} hint={t('automation.rights_hint')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} value={actsAs.rights ?? 'all'} options={(['all', 'own'] as const).map((one) => ({ value: one, label: t(`automation.rights_${one}`) }))} onChange={(rights: 'all' | 'own') => act({ rights })} />}</Labelled>
      <Labelled name={t('automation.order')} hint={t('automation.order_hint')}>{(id) => <InputNumber id={id} size="small" min={0} max={LAST} precision={0} value={order ?? ORDER} onChange={(next) => actions().patchWhole({ order: next === null || next === ORDER ? undefined : next })} />}</Labelled>
      <p className="fd-hint">{t('automation.start_hint')}</p>
    </>
  );
}
