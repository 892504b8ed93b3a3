/** Narrows a box of 待办: app and form, who started it, when. */
import { Button, Checkbox, Select } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { useAppDetail, useApps } from '@/runtime/queries';
import { useWords } from '@/ui/hooks';
import { LazyDateInput } from '@/ui/LazyDateInput';
import { PersonSelect } from '@/ui/PersonSelect';
import { isNarrowed, NOT_NARROWED, type Narrowing } from './narrowing';

interface TaskFiltersProps {
  narrowing: Narrowing;
  /** In 我发起的 there is one initiator. */
  withInitiator: boolean;
  /** Only what is to do can be late. */
  withLate: boolean;
  onChange: (change: Partial<Narrowing>) => void;
}

export function TaskFilters({ narrowing, withInitiator, withLate, onChange }: TaskFiltersProps) {
  const { t } = useTranslation();
  const words = useWords();
  const apps = useApps().data?.items ?? [];
  const app = narrowing.app || (apps.length === 1 ? (apps[0]?.key ?? '') : '');
  const initiator = narrowing.initiator ? { id: narrowing.initiator, name: narrowing.initiatorName } : null;
  return (
    <div className="task-filters" role="search" aria-label={t('runs.filters')}>
      {apps.length > 1 && <Select aria-label={t('tasks.app')} value={narrowing.app} onChange={(key: string) => onChange({ app: key, form: '' })} options={[{ value: '', label: t('tasks.all_apps') }, ...apps.map((one) => ({ value: one.key, label: words(one.title) }))]} />}
      {app !== '' && <Forms app={app} value={narrowing.form} onChange={(form) => onChange({ form })} />}
      {withInitiator && (
        <span className="task-initiator">
          <PersonSelect kind="member" label={t('tasks.initiator')} placeholder={t('tasks.initiator')} value={initiator} onChange={(one) => onChange({ initiator: one?.id ?? '', initiatorName: one?.name ?? '' })} />
        </span>
      )}
      <span className="task-days">
        <LazyDateInput label={t('tasks.from')} placeholder={t('tasks.from')} value={narrowing.from || null} onChange={(from) => onChange({ from: from ?? '' })} />
        <span className="muted">–</span>
        <LazyDateInput label={t('tasks.to')} placeholder={t('tasks.to')} value={narrowing.to || null} onChange={(to) => onChange({ to: to ?? '' })} />
      </span>
      {withLate && <Checkbox checked={narrowing.late !== ''} onChange={(event) => onChange({ late: event.target.checked ? '1' : '' })}>{t('tasks.only_late')}</Checkbox>}
      {isNarrowed(narrowing) && (
        <Button type="text" onClick={() => onChange(NOT_NARROWED)}>
          {t('runs.clear')}
        </Button>
      )}
    </div>
  );
}

function Forms({ app, value, onChange }: { app: string; value: string; onChange: (form: string) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const items = useAppDetail(app).data?.navigation.flatMap((group) => group.items) ?? [];
  const forms = items.filter((item) => item.kind === 'form');
  return <Select aria-label={t('tasks.form')} value={value} onChange={onChange} options={[{ value: '', label: t('tasks.all_forms') }, ...forms.map((one) => ({ value: one.key, label: words(one.title) }))]} />;
}
