/** The data of a form: search, filter, columns, views, many rows, and what can be done with them. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { matchPath, useNavigate, useParams, type Location } from 'react-router';
import { api, ApiError, url } from '@/core/api';
import { toCondition } from '@/core/filters';
import { keys } from '@/core/keys';
import { listField } from '@/core/systemFields';
import type { FormView, RecordSummary } from '@/core/wire';
import { useAppDetail, useForm } from '@/runtime/queries';
import { FieldPlaceProvider } from '@/fields/definition';
import { isPhoneNow, useIsPhone, useListed, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Menu, type MenuItem } from '@/ui/Menu';
import { Count } from '@/ui/Tabs';
import { late } from '@/ui/late';
import { Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { useToast } from '@/ui/toast';
import { ColumnChooser } from './ColumnChooser';
import { useExchange } from './exchange';
import { RecordCards } from './RecordCards';
import { FillOnly } from './FillOnly';
import { Nothing } from './Nothing';
import { readRecords, useRecords } from './records';
import { firstState, useListState } from './state';
import { Views } from './Views';
import './list.css';

const FilterBuilder = late(async () => (await import('./FilterBuilder')).default, Loading);
const NumberGaps = late(async () => (await import('./NumberGaps')).default);
const RecordTable = late(async () => (await import('./RecordTable')).default, Loading);

export function ListPage() {
  const { app = '', form: key = '' } = useParams();
  const form = useForm(app, key);
  if (form.isError) return <Failed error={form.error} onRetry={() => void form.refetch()} />;
  if (!form.data) return <Loading />;
  if (!form.data.actions.includes('view') && form.data.actions.includes('create')) return <FillOnly app={app} form={form.data} />;
  return <List key={`${app}/${key}`} app={app} form={form.data} />;
}

ListPage.reads = async ({ pathname }: Location, queries: QueryClient) => {
  const { app, form } = matchPath('/apps/:app/forms/:form', pathname)?.params ?? {};
  if (app && form) await readRecords(queries, app, form);
};

/** A phone shows cards. */
ListPage.needs = () => (isPhoneNow() ? undefined : RecordTable.ahead());

function List({ app, form }: { app: string; form: FormView }) {
  const { t } = useTranslation();
  const words = useWords();
  const listed = useListed();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const detail = useAppDetail(app);
  const [state, change] = useListState(app, form.form);
  const [isFiltering, setFiltering] = useState(false);
  const [isCheckingGaps, setCheckingGaps] = useState(false);
  const [selected, setSelected] = useState<string[]>([]);
  const records = useRecords(app, form, state);
  const rows = useMemo(() => records.data?.pages.flatMap((page) => page.items) ?? [], [records.data]);
  const columns = useMemo(() => state.columns.map((path) => listField(form.form, path)).filter((field) => field !== undefined), [state.columns, form.form]);
  const count = records.data?.pages[0]?.count;
  const condition = toCondition(state.filter);
  const conditions = condition?.cond.length ?? 0;
  const here = `/apps/${app}/forms/${form.form.id}`;
  const mayCreate = form.actions.includes('create');
  const open = useCallback((id: string) => void navigate(`${here}/records/${id}`), [navigate, here]);
  const fetchMore = records.fetchNextPage;
  const loadMore = useCallback(() => void fetchMore(), [fetchMore]);
  const isNarrowed = conditions > 0 || state.search.trim() !== '';
  const exchange = useExchange(app, form, { filter: condition, search: state.search.trim(), fields: state.columns });
  const place = useMemo(() => ({ app, form: form.form.id, values: () => ({}) }), [app, form.form.id]);
  const searched = listed((form.form.search ?? []).map((path) => words(listField(form.form, path)?.label)));
  const mayDesign = detail.data?.may_design === true && !isPhone;

  const more: MenuItem[] = [
    ...(exchange.mayImport && !state.isBin ? [{ key: 'import', icon: 'upload' as const, label: t('list.import') }] : []),
    ...(exchange.mayExport && !state.isBin ? [{ key: 'export', icon: 'download' as const, label: t('list.export') }] : []),
    ...(exchange.mayExport && isNumbered(form) && !state.isBin ? [{ key: 'gaps', icon: 'history' as const, label: t('gaps.title') }] : []),
    ...(maySelect(form) || state.isBin ? [{ key: 'bin', icon: state.isBin ? 'arrow_left' as const : 'delete' as const, label: state.isBin ? t('list.leave_bin') : t('list.bin') }] : []),
  ];
  const leaveBin = () => change({ isBin: false });
  const chooseMore = (key: string) => {
    if (key === 'import') exchange.startImport();
    else if (key === 'export') void exchange.startExport();
    else if (key === 'gaps') setCheckingGaps(true);
    else change({ isBin: !state.isBin });
  };

  return (
    <Page
      title={words(form.form.title)}
      fills
      beside={count && <span className="muted list-count">{t(count.capped ? 'list.count_capped' : 'list.count', { n: count.value })}</span>}
      actions={
        <>
          {mayDesign && (
            <Button icon={<Icon name="design" />} onClick={() => void navigate(`/apps/${app}/design/form/${form.form.id}`)}>
              {t('list.design')}
            </Button>
          )}
          {more.length > 0 && <Menu items={more} onChoose={chooseMore} trigger={(props) => <Button aria-label={t('more')} icon={<Icon name="more" />} {...props} />} />}
          {mayCreate && !state.isBin && (
            <Button type="primary" icon={<Icon name="add" />} onClick={() => void navigate(`${here}/new`)}>
              {t('list.new')}
            </Button>
          )}
        </>
      }
    >
      <Views app={app} form={form.form} state={state} onChange={change} />
      <div className="list-tools">
        <Input
          className="list-search"
          value={state.search}
          allowClear
          prefix={<Icon name="search" />}
          placeholder={searched ? t('list.search_in', { names: searched }) : t('list.search')}
          aria-label={t('list.search')}
          onChange={(event) => change({ search: event.target.value })}
        />
        <Button icon={<Icon name="filter" />} type={isFiltering ? 'primary' : 'default'} ghost={isFiltering} aria-expanded={isFiltering} onClick={() => setFiltering(!isFiltering)}>
          {t('list.filter')}
          <Count n={conditions} quiet />
        </Button>
        {!isPhone && <ColumnChooser form={form.form} columns={state.columns} onChange={(next) => change({ columns: next })} />}
        {state.isBin && (
          <button type="button" className="tag tag-warn list-bin" onClick={leaveBin} aria-label={t('list.leave_bin')}>
            {t('list.in_bin')} <Icon name="close" size={12} />
          </button>
        )}
        {records.isFetching && !records.isPending && !records.isFetchingNextPage && <span className="muted list-count" role="status">{t('list.refreshing')}</span>}
      </div>
      {isFiltering && (
        <FieldPlaceProvider value={place}>
          <div className="list-filter">
            <FilterBuilder form={form.form} filter={state.filter} onChange={(filter) => change({ filter })} />
            {state.filter.rows.length > 0 && (
              <Button size="small" type="text" onClick={() => change({ filter: { rel: 'and', rows: [] } })}>
                {t('list.clear_filter')}
              </Button>
            )}
          </div>
        </FieldPlaceProvider>
      )}
      {selected.length > 0 && <Selected app={app} form={form} rows={rows.filter((row) => selected.includes(row.id))} isBin={state.isBin} onDone={() => setSelected([])} />}
      {records.isError && rows.length === 0 ? (
        <Failed error={records.error} onRetry={() => void records.refetch()} />
      ) : records.isPending ? (
        <Loading />
      ) : rows.length === 0 ? (
        <Nothing
          name={words(form.form.title)}
          isNarrowed={isNarrowed}
          isBin={state.isBin}
          onShowAll={() => change({ ...firstState(form.form), columns: state.columns, isBin: state.isBin })}
          onLeaveBin={leaveBin}
          onNew={mayCreate ? () => void navigate(`${here}/new`) : undefined}
        />
      ) : isPhone ? (
        <RecordCards form={form.form} columns={columns} rows={rows} onOpen={open} records={records} />
      ) : (
        <RecordTable
          label={words(form.form.title)}
          columns={columns}
          rows={rows}
          href={(id) => `${here}/records/${id}`}
          sort={state.sort}
          onSort={(sort) => change({ sort: sort.length > 0 ? sort : (form.form.list?.sort ?? []) })}
          onOpen={open}
          selected={selected}
          onSelect={maySelect(form) ? setSelected : null}
          hasMore={records.hasNextPage}
          isLoadingMore={records.isFetchingNextPage}
          onMore={loadMore}
        />
      )}
      {exchange.dialog}
      {isCheckingGaps && (
        <NumberGaps app={app} form={form.form.id} onClose={() => setCheckingGaps(false)} />
      )}
    </Page>
  );
}

const may = (form: FormView, action: string) => form.actions.includes(action) || form.list_actions.includes(action);
const isNumbered = (form: FormView) => form.form.document === true && form.form.fields.some((field) => field.type === 'serial');
const maySelect = (form: FormView) => may(form, 'delete');

interface SelectedProps {
  app: string;
  form: FormView;
  rows: RecordSummary[];
  isBin: boolean;
  onDone: () => void;
}

/** Id → why it was refused. */
type Complaints = Map<string, string>;

async function removeAtOnce(base: string, ids: readonly string[]): Promise<Complaints> {
  const { results } = await api.post<{ results: { error?: { message: string } | null }[] }>(`${base}/batch`, { delete: ids, atomic: false });
  return new Map(ids.flatMap((id, i): [string, string][] => (results[i]?.error ? [[id, results[i].error.message]] : [])));
}

/** For those who may delete, but not by the batch. */
async function removeOneByOne(base: string, ids: readonly string[]): Promise<Complaints> {
  const complaints: Complaints = new Map();
  for (const id of ids) {
    try {
      await api.delete(`${base}/${id}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      complaints.set(id, error.message);
    }
  }
  return complaints;
}

function Selected({ app, form, rows, isBin, onDone }: SelectedProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const base = url`/apps/${app}/forms/${form.form.id}/records`;
  const refresh = () => queries.invalidateQueries({ queryKey: keys.records(app, form.form.id) });
  const restore = async (ids: string[]) => {
    for (const id of ids) await api.post(`${base}/${id}/actions/restore`, {});
    await refresh();
  };
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    work().catch(toast.failed).finally(() => setBusy(false));
  };
  const remove = async () => {
    const ids = rows.map((row) => row.id);
    const complaints = may(form, 'batch') ? await removeAtOnce(base, ids) : await removeOneByOne(base, ids);
    await refresh();
    onDone();
    const gone = ids.filter((id) => !complaints.has(id));
    if (gone.length > 0) toast.undoable(t('list.deleted', { n: gone.length }), () => void restore(gone).catch(toast.failed));
    const [first] = complaints.values();
    if (first !== undefined) toast.failed(new ApiError(422, { code: 'refused', message: t('list.not_deleted', { n: complaints.size, why: first }) }));
  };
  const bringBack = async () => {
    await restore(rows.map((row) => row.id));
    onDone();
    toast.done(t('list.restored', { n: rows.length }));
  };
  return (
    <div className="list-selected" role="region" aria-label={t('list.selection')}>
      <b>{t('list.selected', { n: rows.length })}</b>
      {isBin ? (
        <Button size="small" loading={isBusy} icon={<Icon name="undo" size={14} />} onClick={() => run(bringBack)}>{t('action.restore')}</Button>
      ) : (
        <Button size="small" danger loading={isBusy} icon={<Icon name="delete" size={14} />} onClick={() => run(remove)}>{t('delete')}</Button>
      )}
      <Button size="small" type="text" onClick={onDone}>{t('list.unselect')}</Button>
    </div>
  );
}
