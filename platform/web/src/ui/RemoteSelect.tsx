/** Choosing one of many things that the server searches: people, departments, records. */
import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ApiError } from '@/core/api';
import { useTranslation } from '@/locales/useTranslation';
import { useSettled } from './hooks';
import { Icon } from './icons';

export interface Choice<T> {
  id: string;
  title: string;
  /** Under the title: what tells two of the same name apart. */
  detail?: string;
  item: T;
}

interface RemoteSelectProps<T> {
  id?: string | undefined;
  value: { id: string; title: string } | null;
  onChange: (choice: Choice<T> | null) => void;
  /** The key of this list in the query cache, without the search text. */
  listKey: readonly unknown[];
  load: (search: string, signal: AbortSignal) => Promise<Choice<T>[]>;
  isReadonly?: boolean | undefined;
  hasError?: boolean | undefined;
  inGrid?: boolean | undefined;
  placeholder?: string | undefined;
  label?: string | undefined;
  footer?: ReactNode;
}

/** Who may not see any of it is told so: to ask again would not help. */
const isWithheld = (error: unknown): boolean => error instanceof ApiError && (error.status === 403 || error.status === 404);

export function RemoteSelect<T>(props: RemoteSelectProps<T>) {
  const { t } = useTranslation();
  const { value, inGrid } = props;
  const [isOpen, setOpen] = useState(inGrid ?? false);
  const [search, setSearch] = useState('');
  const settled = useSettled(search, 200);
  const found = useQuery({
    queryKey: ['picker', ...props.listKey, settled],
    queryFn: ({ signal }) => props.load(settled, signal),
    enabled: isOpen,
    staleTime: 10_000,
    placeholderData: (before) => before,
  });
  const choices = found.data ?? [];
  const options = choices.map((choice) => ({ value: choice.id, label: choice.title, detail: choice.detail }));
  if (value && !isOpen && !options.some((option) => option.value === value.id)) {
    options.unshift({ value: value.id, label: value.title, detail: undefined });
  }
  return (
    <Select
      {...(props.id === undefined ? {} : { id: props.id })}
      aria-label={props.label}
      value={value ? { value: value.id, label: value.title as ReactNode } : null}
      labelInValue
      options={options}
      open={isOpen && !props.isReadonly}
      onOpenChange={setOpen}
      showSearch={{ filterOption: false, searchValue: search, onSearch: setSearch }}
      allowClear
      disabled={props.isReadonly ?? false}
      status={props.hasError ? 'error' : ''}
      variant={inGrid ? 'borderless' : 'outlined'}
      autoFocus={inGrid ?? false}
      loading={found.isFetching}
      suffixIcon={inGrid ? null : <Icon name="search" size={14} />}
      placeholder={props.placeholder || t('choose')}
      popupMatchSelectWidth={inGrid ? 320 : true}
      notFoundContent={<div className="picker-none">{found.isPending ? t('loading') : found.isError ? t(isWithheld(found.error) ? 'picker.withheld' : 'failed.title') : t('picker.none')}</div>}
      optionRender={(option) => (
        <div className="picker-option">
          <span>{option.label}</span>
          {option.data.detail && <small>{option.data.detail}</small>}
        </div>
      )}
      onChange={(chosen: { value: string; label: ReactNode } | null | undefined) => {
        setSearch('');
        setOpen(false);
        props.onChange(choices.find((choice) => choice.id === chosen?.value) ?? null);
      }}
      style={{ width: '100%' }}
    />
  );
}
