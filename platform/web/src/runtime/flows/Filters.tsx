/** What the list of runs can be narrowed to. On a phone all but state and search is behind a button. */
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { LazyDateInput } from '@/ui/LazyDateInput';
import { useIsPhone } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { PersonSelect } from '@/ui/PersonSelect';
import { isNarrowed, type RunFilters } from './filters';
import { useFlows } from './queries';

const STATES = ['running', 'approved', 'rejected', 'withdrawn', 'terminated', 'all'] as const;

interface FiltersProps {
  app: string;
  filters: RunFilters;
  onChange: (change: Partial<RunFilters>) => void;
}

export function Filters({ app, filters, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [isOpen, setOpen] = useState(false);
  const narrowed = isNarrowed(filters);
  return (
    <div className="run-filters" role="search" aria-label={t('runs.filters')}>
      <Select aria-label={t('runs.state')} value={filters.state} onChange={(state: string) => onChange({ state })} options={STATES.map((value) => ({ value, label: t(`runs.state_${value}`) }))} />
      <Input allowClear prefix={<Icon name="search" />} placeholder={t('runs.search')} aria-label={t('runs.search')} value={filters.search} onChange={(event) => onChange({ search: event.target.value })} />
      {isPhone && (
        <Button aria-expanded={isOpen} icon={<Icon name="filter" />} onClick={() => setOpen(!isOpen)}>
          {t('runs.filters')}
        </Button>
      )}
      {(!isPhone || isOpen) && <More app={app} filters={filters} onChange={onChange} />}
      {narrowed && (
        <Button type="text" onClick={() => onChange({ form: '', node: '', handler: '', handlerName: '', from: '', to: '', overdue: false, search: '' })}>
          {t('runs.clear')}
        </Button>
      )}
    </div>
  );
}

function More({ app, filters, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const flows = useFlows(app).data?.items ?? [];
  const nodes = flows.find((one) => one.form === filters.form)?.nodes ?? [];
  const handler = filters.handler ? { id: filters.handler, name: filters.handlerName } : null;
  return (
    <>
      <Select aria-label={t('runs.flow')} value={filters.form} onChange={(form: string) => onChange({ form, node: '' })} options={[{ value: '', label: t('runs.all_flows') }, ...flows.map((one) => ({ value: one.form, label: one.title }))]} />
      {filters.form && <Select aria-label={t('runs.node')} value={filters.node} onChange={(node: string) => onChange({ node })} options={[{ value: '', label: t('runs.all_nodes') }, ...nodes.map((one) => ({ value: one.id, label: one.title }))]} />}
      <span className="run-handler">
        <PersonSelect kind="member" label={t('runs.handler')} placeholder={t('runs.handler')} value={handler} onChange={(one) => onChange({ handler: one?.id ?? '', handlerName: one?.name ?? '' })} />
      </span>
      <span className="run-days">
        <LazyDateInput label={t('runs.from')} placeholder={t('runs.from')} value={filters.from || null} onChange={(from) => onChange({ from: from ?? '' })} />
        <span className="muted">–</span>
        <LazyDateInput label={t('runs.to')} placeholder={t('runs.to')} value={filters.to || null} onChange={(to) => onChange({ to: to ?? '' })} />
      </span>
      <Checkbox checked={filters.overdue} onChange={(event) => onChange({ overdue: event.target.checked })}>
        {t('runs.overdue')}
      </Checkbox>
    </>
  );
}
