/** The form and its records as a member or a role sees them. Nothing can be written here, and nothing is shown that the admin does not see anyway. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Drawer, Segmented, Select } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { api, url } from '@/core/api';
import type { FormDocument, PersonValue, Sort } from '@/core/documents';
import { FormStore } from '@/core/formStore';
import { firstColumns, listField } from '@/core/systemFields';
import type { Page, RecordDetail, RecordSummary } from '@/core/wire';
import type { components } from '@/generated/api';
import { FieldPlaceProvider } from '@/fields/definition';
import { FormGrid } from '@/runtime/form/FormGrid';
import { withoutLineNumbers } from '@/runtime/form/links';
import { FormStoreProvider } from '@/runtime/form/store';
import { RecordCards } from '@/runtime/list/RecordCards';
import RecordTable from '@/runtime/list/RecordTable';
import { RecordValues } from '@/runtime/record/RecordValues';
import { BY_LABEL } from '@/ui/by-label';
import { useIsPhone, useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Boundary, Empty, Failed, Loading } from '@/ui/notice';
import { PersonSelect } from '@/ui/PersonSelect';
import { useOrgNames } from '../lib/org';
import { useT } from '../words';
import { actionsOf } from './actions';
import { usePermission } from './context';
import '@/runtime/list/list.css';
import './words';

type SeenForm = Omit<components['schemas']['SeenForm'], 'form'> & { form: FormDocument };
type Whose = { member: string; draft: boolean } | { role: string; draft: boolean };

export function ViewAs({ flush, onClose }: { flush: () => Promise<number>; onClose: () => void }) {
  const t = useT();
  const isPhone = useIsPhone();
  const { roles } = useOrgNames();
  const [kind, setKind] = useState<'member' | 'role'>('member');
  const [member, setMember] = useState<PersonValue | null>(null);
  const [role, setRole] = useState<string | null>(null);
  const [isDraft, setDraft] = useState(true);
  const [isSaved, setSaved] = useState(false);
  useEffect(() => void flush().then(() => setSaved(true), () => setSaved(true)), [flush]); // what is not saved cannot be looked at; the bar says so
  const whose = useMemo<Whose | null>(() => (kind === 'member' ? member && { member: member.id, draft: isDraft } : role && { role, draft: isDraft }) || null, [kind, member, role, isDraft]);
  return (
    <Drawer open title={t('perm.as')} size={isPhone ? '100%' : 1080} onClose={onClose} classNames={{ body: 'pm-as' }}>
      <div className="pm-as-bar">
        <Segmented aria-label={t('perm.as')} value={kind} onChange={setKind} options={[{ value: 'member', label: t('perm.as_member') }, { value: 'role', label: t('perm.as_role') }]} />
        <div className="pm-as-who">
          {kind === 'member' ? <PersonSelect kind="member" label={t('perm.as_member')} value={member} onChange={setMember} placeholder={t('perm.choose_member')} /> : <Select aria-label={t('perm.as_role')} style={{ width: '100%' }} showSearch={BY_LABEL} placeholder={t('perm.choose_role')} value={role} options={roles} onChange={setRole} />}
        </div>
        <Segmented aria-label={t('perm.by_which')} value={isDraft ? 'draft' : 'published'} onChange={(next) => setDraft(next === 'draft')} options={[{ value: 'draft', label: t('perm.by_draft') }, { value: 'published', label: t('perm.by_published') }]} />
      </div>
      {whose && isSaved ? <Boundary at={JSON.stringify(whose)}><Seen key={JSON.stringify(whose)} whose={whose} /></Boundary> : <Empty icon="eye" title={t('perm.as_empty')}>{t('perm.as_help')}</Empty>}
    </Drawer>
  );
}

function Seen({ whose }: { whose: Whose }) {
  const t = useT();
  const words = useWords();
  const { app, target, design } = usePermission();
  const at = url`/apps/${app}/forms/${target.id}/view-as`;
  const seen = useQuery({ queryKey: ['design', app, 'view-as', target.id, whose], queryFn: async () => withoutLineNumbers((await api.post<SeenForm>(at, whose)) as never) as unknown as SeenForm, gcTime: 0, retry: false });
  const [part, setPart] = useState<'list' | 'form'>('list');
  if (seen.isError) return <Failed error={seen.error} onRetry={() => void seen.refetch()} />;
  if (!seen.data) return <Loading />;
  const { form, groups, name, withheld, actions } = seen.data;
  const { plain, life } = actionsOf(target, actions);
  if (!form) return <Empty icon="close" title={t('perm.as_nothing', { name })}>{t('perm.as_nothing_help')}</Empty>;
  const titles = groups.map((id) => words(design.getState().doc.groups.find((one) => one.id === id)?.title) || id);
  return (
    <>
      <p className="pm-as-says">
        <Icon name="key" size={13} />
        {t('perm.as_groups', { groups: titles.join('、') })}
        <span className="fd-muted">{[...plain, ...life].filter((one) => actions.includes(one)).map((one) => t(`perm.act_${one}`, { defaultValue: one })).join(' · ')}</span>
      </p>
      <Segmented size="small" aria-label={t('perm.as_part')} value={part} onChange={setPart} options={[{ value: 'list', label: t('perm.as_list') }, { value: 'form', label: t('perm.as_form') }]} />
      {withheld && part === 'list' && <p className="fd-hint">{t('perm.withheld')}</p>}
      {part === 'list' ? <Rows at={at} whose={whose} form={form} /> : <AsForm form={form} app={app} />}
      <p className="fd-hint">{t('perm.as_note')}</p>
    </>
  );
}

const PAGE_SIZE = 50;

function Rows({ at, whose, form }: { at: string; whose: Whose; form: FormDocument }) {
  const t = useT();
  const words = useWords();
  const isPhone = useIsPhone();
  const { app } = usePermission();
  const [opened, setOpened] = useState<string | null>(null);
  const [sort, setSort] = useState<Sort[]>(form.list?.sort ?? []);
  const paths = useMemo(() => firstColumns(form), [form]);
  const columns = useMemo(() => paths.map((path) => listField(form, path)).filter((field) => field !== undefined), [paths, form]);
  const records = useInfiniteQuery({
    queryKey: ['design', app, 'view-as', form.id, whose, 'rows', sort],
    queryFn: ({ pageParam }) => api.post<Page<RecordSummary>>(`${at}/query`, { ...whose, query: { fields: paths.filter((path) => !path.startsWith('$')), sort, limit: PAGE_SIZE, ...(pageParam === null ? { count: true } : { cursor: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    gcTime: 0,
    retry: false,
    placeholderData: (before) => before,
  });
  const rows = useMemo(() => records.data?.pages.flatMap((page) => page.items) ?? [], [records.data]);
  const fetchMore = records.fetchNextPage;
  const more = useCallback(() => void fetchMore(), [fetchMore]);
  if (opened !== null) return <OneRecord at={at} whose={whose} form={form} id={opened} onBack={() => setOpened(null)} />;
  if (records.isError) return <Failed error={records.error} onRetry={() => void records.refetch()} />;
  if (records.isPending) return <Loading />;
  if (rows.length === 0) return <Empty title={t('perm.as_no_rows')} />;
  if (isPhone) return <RecordCards form={form} columns={columns} rows={rows} onOpen={setOpened} records={records} />;
  return (
    <div className="pm-as-table">
      <RecordTable label={words(form.title)} columns={columns} rows={rows} href={null} sort={sort} onSort={setSort} onOpen={setOpened} selected={[]} onSelect={null} hasMore={records.hasNextPage} isLoadingMore={records.isFetchingNextPage} onMore={more} />
    </div>
  );
}

function OneRecord({ at, whose, form, id, onBack }: { at: string; whose: Whose; form: FormDocument; id: string; onBack: () => void }) {
  const t = useT();
  const { app } = usePermission();
  const record = useQuery({ queryKey: ['design', app, 'view-as', form.id, whose, id], queryFn: () => api.post<RecordDetail>(`${at}/record`, { ...whose, record: id }), gcTime: 0, retry: false });
  return (
    <div className="pm-as-record">
      <button type="button" className="pm-as-back" onClick={onBack}>
        <Icon name="arrow_left" size={14} />
        {t('perm.as_list')}
      </button>
      {record.isError && <Failed error={record.error} onRetry={() => void record.refetch()} />}
      {record.isPending && <Loading />}
      {record.data && (
        <>
          <h3>{record.data.title}</h3>
          <RecordValues form={form} values={record.data.values} rights={record.data.fields} />
        </>
      )}
    </div>
  );
}

/** As it would be filled in. Nothing is stored. */
function AsForm({ form, app }: { form: FormDocument; app: string }) {
  const language = useLanguage();
  const store = useMemo(() => new FormStore(form, null, { memberId: '0', memberName: '', departments: [], language, now: () => new Date() }), [form, language]);
  const place = useMemo(() => ({ app, form: form.id, values: () => ({}) }), [app, form.id]);
  return (
    <div className="pm-as-form">
      <FieldPlaceProvider value={place}>
        <FormStoreProvider value={store}>
          <FormGrid form={form} rights={null} />
        </FormStoreProvider>
      </FieldPlaceProvider>
    </div>
  );
}
