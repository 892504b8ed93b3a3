/** Tries the draft on something that exists: what it would find, write and send, step by step. Nothing of it stays. */
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { api, ApiError, url } from '@/core/api';
import type { Page, RecordSummary } from '@/core/wire';
import { RunBody } from '@/runtime/automations/Run';
import type { AutomationRun } from '@/runtime/automations/wire';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { RemoteSelect } from '@/ui/RemoteSelect';
import { Labelled } from '../lib/Labelled';
import { useDesignPlace } from '../lib/place';
import { useT } from '../words';
import { useAutomation, useDesign, useProblems, useReading, useScope, type Lit } from './context';
import { TRIGGER, type Listed, type Picked } from './document';
import { lightOf } from './light';
import { putAt } from './pointers';
import './words';

interface TrialProps {
  /** Saves the draft: a new automation must be there to be tried. */
  flush: () => Promise<number>;
  onLight: (lit: Lit | null) => void;
  onClose: () => void;
}

export function Trial({ flush, onLight, onClose }: TrialProps) {
  const t = useT();
  const { app, id } = useDesignPlace();
  const design = useDesign();
  const trigger = useAutomation((state) => state.doc.trigger);
  const form = useScope(TRIGGER).subject?.form ?? '';
  const [record, setRecord] = useState<{ id: string; title: string } | null>(null);
  const [given, setGiven] = useState<Record<string, string>>({});
  const problems = useProblems();
  const attempt = useMutation({
    mutationFn: async () => {
      await flush();
      const { doc } = design.getState();
      const about = form ? { record: record?.id ?? '' } : { payload: messageOf(trigger as Http, given) };
      const run = await api.post<AutomationRun>(url`/apps/${app}/automations/${id}/dry-run`, { ...about, content: doc });
      return { run, lit: lightOf(run, doc, (n) => t('automation.and_more', { n })) };
    },
    onMutate: () => onLight(null),
    onSuccess: ({ lit }) => onLight(lit),
  });
  return (
    <aside className="fd-props fl-props fl-trial" aria-label={t('automation.try')}>
      <header className="fd-props-head">
        <Icon name="eye" size={15} />
        <span>{t('automation.try')}</span>
        <span className="fd-bar-space" />
        <button type="button" className="icon-button" aria-label={t('automation.leave_trial')} onClick={onClose}>
          <Icon name="close" size={14} />
        </button>
      </header>
      <p className="fd-hint au-try-hint">{t('automation.try_hint')}</p>
      {form && <RecordPicker app={app} form={form} value={record} onChange={setRecord} />}
      {trigger.type === 'http_received' && <MessageFields trigger={trigger as Http} given={given} onChange={setGiven} />}
      {problems.length > 0 && <p className="fd-error">{t('automation.try_first', { n: problems.length })}</p>}
      <Button type="primary" block disabled={problems.length > 0 || (form !== '' && record === null)} loading={attempt.isPending} onClick={() => attempt.mutate()}>
        {t('automation.try_now')}
      </Button>
      {attempt.isError && (
        <p role="alert" className="fd-error">
          {attempt.error instanceof ApiError ? attempt.error.message : t('automation.try_failed')}
        </p>
      )}
      {attempt.data && <Result run={attempt.data.run} />}
    </aside>
  );
}

function RecordPicker({ app, form, value, onChange }: { app: string; form: string; value: { id: string; title: string } | null; onChange: (record: { id: string; title: string } | null) => void }) {
  const t = useT();
  const words = useWords();
  const title = words(useReading().shapes.form(form)?.title);
  return (
    <Labelled name={t('automation.try_record', { form: title })}>
      {(id) => (
        <RemoteSelect<RecordSummary>
          id={id}
          value={value}
          placeholder={t('automation.try_choose')}
          listKey={['dry-run', app, form]}
          load={async (search, signal) => {
            const found = await api.post<Page<RecordSummary>>(url`/apps/${app}/forms/${form}/records/query`, { search, limit: 20 }, { signal });
            return found.items.map((one) => ({ id: one.id, title: one.title, item: one }));
          }}
          onChange={(choice) => onChange(choice ? { id: choice.id, title: choice.title } : null)}
        />
      )}
    </Labelled>
  );
}

interface Http {
  type: string;
  fields?: Record<string, Picked>;
  lists?: Record<string, Listed>;
}

/** What another system would send, a field each; of a list one row. */
function MessageFields({ trigger, given, onChange }: { trigger: Http; given: Record<string, string>; onChange: (given: Record<string, string>) => void }) {
  const words = useWords();
  const rows = Object.values(trigger.lists ?? {}).flatMap((list) => Object.entries(list.fields).map(([id, one]) => ({ id: `${list.pointer}/0${one.pointer}`, label: `${words(list.label)} · ${words(one.label) || id}` })));
  const all = [...Object.entries(trigger.fields ?? {}).map(([id, one]) => ({ id: one.pointer, label: words(one.label) || id })), ...rows];
  return all.map((one) => <Labelled key={one.id} name={one.label}>{(id) => <Input id={id} size="small" value={given[one.id] ?? ''} onChange={(event) => onChange({ ...given, [one.id]: event.target.value })} />}</Labelled>);
}

function messageOf(trigger: Http, given: Readonly<Record<string, string>>): unknown {
  const message: Record<string, unknown> = {};
  for (const one of Object.values(trigger.fields ?? {})) if (given[one.pointer]) putAt(message, one.pointer, given[one.pointer]);
  for (const list of Object.values(trigger.lists ?? {})) {
    const row: Record<string, unknown> = {};
    for (const one of Object.values(list.fields)) {
      const value = given[`${list.pointer}/0${one.pointer}`];
      if (value) putAt(row, one.pointer, value);
    }
    if (Object.keys(row).length > 0) putAt(message, list.pointer, [row]);
  }
  return message;
}

function Result({ run }: { run: AutomationRun }) {
  const t = useT();
  return (
    <section className={`au-result is-${run.outcome}`} role="status" aria-label={t('automation.result')}>
      <strong>{run.outcome === 'done' ? t('automation.would_run') : run.text}</strong>
      <RunBody run={run} />
    </section>
  );
}
