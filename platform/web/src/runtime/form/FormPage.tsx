/** Filling in a form: a new record, or a change of one. */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useLocation, useNavigate, useParams } from 'react-router';
import { api, ApiError, url } from '@/core/api';
import type { FormStoreContract } from '@/core/formContract';
import { HintBook } from '@/core/hints';
import { IntentKey } from '@/core/idempotency';
import { keys } from '@/core/keys';
import { guardLeaving } from '@/core/leaving';
import type { FormView, HintItem, RecordDetail } from '@/core/wire';
import { FieldPlaceProvider } from '@/fields/definition';
import { useForm, useRecord } from '@/runtime/queries';
import { useChoosing, type Choose } from '@/runtime/tasks/useChoosing';
import { Alert } from '@/ui/Alert';
import { confirm } from '@/ui/confirm';
import { useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import { Card, Page } from '@/ui/page';
import { StateTag } from '@/ui/state-tag';
import { useToast } from '@/ui/toast';
import { Complaint } from './Complaint';
import { FormGrid } from './FormGrid';
import { HintsProvider } from './hints';
import { valuesAround } from './place';
import { mayType } from './rights';
import { FormStoreProvider } from './store';
import { blankRows } from './subform';
import { useFirstFocus } from './use-first-focus';
import { useOpenStore } from './use-open-store';

export function FormPage() {
  const { app = '', form: key = '', id } = useParams();
  const form = useForm(app, key);
  const record = useRecord(app, key, id);
  const failed = form.isError ? form : record.isError ? record : null;
  if (failed) return <Failed error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!form.data || (id !== undefined && !record.data)) return <Loading />;
  if (id === undefined && !form.data.actions.includes('create')) return <Failed error={new ApiError(403, { code: 'forbidden', message: '' })} />;
  return <Filling key={`${app}/${key}/${id ?? 'new'}`} app={app} form={form.data} record={record.data ?? null} />;
}

interface FillingProps {
  app: string;
  form: FormView;
  record: RecordDetail | null;
}

function Filling({ app, form: latest, record: opened }: FillingProps) {
  const { t } = useTranslation();
  const words = useWords();
  // Form and record as they were when opened: live news must not replace what is being typed.
  const [record] = useState(opened);
  const [form] = useState(latest);
  const [round, setRound] = useState(0);
  const store = useOpenStore(form, record, round);
  const place = useMemo(() => ({ app, form: form.form.id, values: valuesAround(store) }), [app, form.form.id, store]);
  const hints = useMemo(() => hintsOf(app, form, store), [app, form, store]);
  useFirstFocus(store, record === null);
  const saving = useSaving({ app, form, record, store, onAgain: () => setRound((n) => n + 1) });
  const list = `/apps/${app}/forms/${form.form.id}`;
  const title = record ? t('form.edit', { name: record.title || words(form.form.title) }) : t('form.new', { name: words(form.form.title) });
  return (
    <Page title={title} back={record ? `${list}/records/${record.id}` : list} beside={record && <StateTag state={record.state} />} foot={<SaveButtons form={form} record={record} busy={saving.busy} onRun={saving.run} />}>
      <div className="form-page">
        <Complaint error={saving.error} />
        {saving.dialog}
        {latest.version !== form.version && <NewVersion />}
        <Card>
          <FieldPlaceProvider value={place}>
            <FormStoreProvider value={store}>
              <HintsProvider value={hints}>
                <FormGrid form={form.form} rights={record?.fields ?? null} />
              </HintsProvider>
            </FormStoreProvider>
          </FieldPlaceProvider>
        </Card>
      </div>
    </Page>
  );
}

function hintsOf(app: string, form: FormView, store: FormStoreContract): HintBook | null {
  if (!form.form.hints?.length) return null;
  const path = url`/apps/${app}/forms/${form.form.id}/records/hints`;
  return new HintBook(store, form.form.hints, async (values) => (await api.post<{ items: HintItem[] }>(path, { values })).items);
}

/** Somebody published the form meanwhile; what is typed here stays until its author says otherwise. */
function NewVersion() {
  const { t } = useTranslation();
  return <Alert type="info" title={t('form.published')} action={<Button size="small" onClick={() => window.location.reload()}>{t('form.reload')}</Button>} />;
}

interface SaveButtonsProps {
  form: FormView;
  record: RecordDetail | null;
  busy: Way | null;
  onRun: (way: Way) => void;
}

function SaveButtons({ form, record, busy, onRun }: SaveButtonsProps) {
  const { t } = useTranslation();
  const isDocument = form.form.document === true;
  const isDraft = record === null || record.state === 'draft';
  const maySubmit = isDocument && isDraft && (record ? record.actions : form.actions).includes('submit');
  const button = (way: Way, words: string, isMain: boolean) => (
    <Button type={isMain ? 'primary' : 'default'} loading={busy === way} disabled={busy !== null} onClick={() => onRun(way)}>
      {words}
    </Button>
  );
  return (
    <div className="form-foot">
      <div className="form-foot-inner">
        {maySubmit && button('submit', t('form.submit'), true)}
        {button('save', isDocument && isDraft ? t('form.save_draft') : t('save'), !maySubmit)}
        {!isDocument && !record && button('again', t('form.save_again'), false)}
      </div>
    </div>
  );
}

type Way = 'save' | 'submit' | 'again';

function useSaving({ app, form, record, store, onAgain }: FillingProps & { store: FormStoreContract; onAgain: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const [busy, setBusy] = useState<Way | null>(null);
  const [error, setError] = useState<unknown>(null);
  const choosing = useChoosing();
  const [intent] = useState(() => new IntentKey());
  const isDone = useRef(false);
  useLeaveGuard(store, isDone);
  const path = url`/apps/${app}/forms/${form.form.id}/records`;
  const here = `/apps/${app}/forms/${form.form.id}`;
  const rev = useRef(record?.rev ?? 0);

  const dropBlankRows = () => {
    for (const field of form.form.fields) {
      if (field.type !== 'subform') continue;
      const blank = blankRows(store, field, (column) => mayType(column, `${field.id}.${column.id}`, record?.fields ?? null));
      const isAll = blank.length === store.rows(field.id).length;
      for (const row of isAll ? blank.slice(1) : blank) store.removeRow(field.id, row); // one stays to be filled in
    }
  };

  const send = async (way: Way, choose: Choose): Promise<RecordDetail> => {
    const headers = intent.header;
    if (!record) return api.post<RecordDetail>(path, { values: store.values(), submit: way === 'submit', choose }, { headers });
    const one = path + url`/${record.id}`;
    let saved: RecordDetail = { ...record, rev: rev.current };
    if (store.isChanged() || way === 'save') {
      saved = await api.patch<RecordDetail>(one, { values: store.changed(), rev: rev.current });
      rev.current = saved.rev; // the change is stored even if the submit below is refused
    }
    return way === 'submit' ? api.post<RecordDetail>(`${one}/actions/submit`, { rev: rev.current, choose }, { headers }) : saved;
  };

  const run = async (way: Way, choose: Choose = {}) => {
    setBusy(way);
    setError(null);
    store.setErrors({});
    dropBlankRows();
    try {
      const saved = await send(way, choose);
      intent.answered();
      isDone.current = true;
      queries.setQueryData(keys.record(app, form.form.id, saved.id), saved);
      void queries.invalidateQueries({ queryKey: keys.records(app, form.form.id) });
      toast.done(way === 'submit' ? t('form.submitted') : t('form.saved'));
      if (way === 'again') {
        isDone.current = false;
        onAgain();
      } else await navigate(form.actions.includes('view') ? `${here}/records/${saved.id}` : here, { replace: true });
    } catch (cause) {
      if (!(cause instanceof ApiError) || cause.status !== 0) intent.answered();
      if (choosing.asks(cause, (people) => void run(way, people))) return;
      setError(cause);
      if (cause instanceof ApiError) {
        store.setErrors(cause.fields);
        requestAnimationFrame(focusFirstError);
      }
    } finally {
      setBusy(null);
    }
  };
  return { busy, error, run: (way: Way) => void run(way), dialog: choosing.dialog };
}

function focusFirstError(): void {
  const box = document.querySelector('.form-field:has(.form-error), .form-field:has([aria-invalid=true])');
  box?.scrollIntoView({ block: 'center' });
  const cell = box?.querySelector<HTMLElement>('[role=gridcell][aria-invalid=true]');
  (cell ?? box?.querySelector<HTMLElement>('input, textarea, button, [tabindex="0"]'))?.focus({ preventScroll: true });
}

/** Asks before what was typed gets lost, inside the site and when the tab closes. */
function useLeaveGuard(store: FormStoreContract, isDone: { readonly current: boolean }): void {
  const { t } = useTranslation();
  const hasWork = useCallback(() => !isDone.current && store.isChanged(), [store, isDone]);
  const here = useLocation().pathname;
  useEffect(
    () =>
      guardLeaving({
        isNeeded: (pathname) => pathname !== here && hasWork(),
        ask: () => confirm({ title: t('form.leave'), content: t('form.leave_more'), okText: t('form.leave_ok'), cancelText: t('form.stay') }),
      }),
    [hasWork, here, t],
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (hasWork()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [hasWork]);
}
