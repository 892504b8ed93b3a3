/** The automation itself: its name, its place among others, in whose name it acts. */
import { Button, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '@/core/api';
import { automationKeys } from '@/runtime/automations/queries';
import { BY_LABEL } from '@/ui/by-label';
import { confirm } from '@/ui/confirm';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useToast } from '@/ui/toast';
import { Labelled } from '../lib/Labelled';
import { NumberInput } from '../lib/NumberInput';
import { useOrgNames } from '../lib/org';
import { pathOfDocument, useDesignPlace } from '../lib/place';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useActions, useAutomation, useDraftState, useProblemsOf } from './context';
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
      <Labelled name={t('automation.acts_as')} hint={t('automation.acts_as_hint')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} allowClear showSearch={BY_LABEL} placeholder={t('automation.acts_as_actor')} value={actsAs.member ?? null} options={members} onChange={(member?: string) => act({ member: member ?? null })} />}</Labelled>
      <Labelled name={t('automation.rights')} hint={t('automation.rights_hint')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} value={actsAs.rights ?? 'all'} options={(['all', 'own'] as const).map((one) => ({ value: one, label: t(`automation.rights_${one}`) }))} onChange={(rights: 'all' | 'own') => act({ rights })} />}</Labelled>
      <Labelled name={t('automation.order')} hint={t('automation.order_hint')}>{(id) => <NumberInput id={id} size="small" min={0} max={LAST} precision={0} value={order ?? ORDER} onChange={(next) => actions().patchWhole({ order: next === null || next === ORDER ? undefined : next })} />}</Labelled>
      <p className="fd-hint">{t('automation.start_hint')}</p>
      <DeleteDraft />
    </>
  );
}

/** What never was published disappears; what runs is switched off instead, its log stays. */
function DeleteDraft() {
  const t = useT();
  const words = useWords();
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const place = useDesignPlace();
  const { isPublished, flush } = useDraftState();
  const title = useAutomation((state) => state.doc.title);
  const remove = async () => {
    const name = words(title);
    if (!(await confirm({ title: t('automation.delete_ask', { name }), content: t('automation.delete_help'), okText: t('automation.delete'), danger: true }))) return;
    try {
      const isSaved = (await flush()) > 0;
      if (isSaved) await api.delete(`${pathOfDocument(place)}/draft`);
      await queries.invalidateQueries({ queryKey: automationKeys.all(place.app) });
      toast.done(t('automation.deleted', { name }));
      void navigate(`/apps/${place.app}/automations`);
    } catch (cause) {
      toast.failed(cause);
    }
  };
  if (isPublished) return null;
  return (
    <div className="au-gone">
      <Button size="small" danger onClick={() => void remove()}>
        {t('automation.delete')}
      </Button>
    </div>
  );
}
