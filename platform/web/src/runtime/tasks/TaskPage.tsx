/** One task: the record with the node's rights, its flow, and what its holder can do. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useParams } from 'react-router';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { FormView, TaskView } from '@/core/wire';
import { FieldPlaceProvider } from '@/fields/definition';
import { Complaint } from '@/runtime/form/Complaint';
import { valuesAround } from '@/runtime/form/place';
import '@/runtime/form/form.css';
import { FormStoreProvider } from '@/runtime/form/store';
import { useOpenStore } from '@/runtime/form/use-open-store';
import { RecordValues } from '@/runtime/record/RecordValues';
import { FlowPanel } from '@/runtime/record/FlowPanel';
import { useWords } from '@/ui/hooks';
import { late } from '@/ui/late';
import { Failed, Loading } from '@/ui/notice';
import { Card, Page } from '@/ui/page';
import { StateTag } from '@/ui/state-tag';
import { Tabs } from '@/ui/Tabs';
import { Decision } from './Decision';
import { DecisionCard } from './DecisionCard';
import { useDeciding } from './decide';
import { TaskLog } from './TaskLog';
import { useWayBack } from './way-back';
import './tasks.css';

/** Only where the node lets one fill in. */
const FormGrid = late(async () => (await import('@/runtime/form/FormGrid')).FormGrid, Loading);

export function TaskPage() {
  const { id = '' } = useParams();
  return <OneTask key={id} id={id} />;
}

function OneTask({ id }: { id: string }) {
  // Kept here: news of the record opens the form below afresh, and must not take what is being typed.
  const comment = useState('');
  const task = useQuery({ queryKey: keys.task(id), queryFn: () => api.get<TaskView>(url`/tasks/${id}`) });
  const queries = useQueryClient();
  const isUnread = task.data?.actions.includes('read') ?? false;
  useEffect(() => {
    if (!isUnread) return;
    void api.post(url`/tasks/${id}/read`).then(() => queries.invalidateQueries({ queryKey: [...keys.tasks, 'counts'] }), () => undefined);
  }, [id, isUnread, queries]);
  if (task.isError) return <Failed error={task.error} onRetry={() => void task.refetch()} />;
  if (!task.data) return <Loading />;
  return <Open key={`${id}/${task.data.record.rev}`} task={task.data} comment={comment} />;
}

/** As `GET …/forms/{form}` gives it; what may be done is said by the task. */
function formOf(task: TaskView): FormView {
  return { form: task.form, version: task.record.version, actions: [], list_actions: [] };
}

type Typed = [string, (comment: string) => void];

function Open({ task, comment }: { task: TaskView; comment: Typed }) {
  const { t } = useTranslation();
  const words = useWords();
  // As it was when opened: a vote of somebody else must not take what is being filled in.
  const [opened] = useState(task);
  const form = useMemo(() => formOf(opened), [opened]);
  const store = useOpenStore(form, opened.record);
  const place = useMemo(() => ({ app: task.app, form: form.form.id, values: valuesAround(store) }), [task.app, form.form.id, store]);
  const deciding = useDeciding(task, form.form.id, store);
  const answers = task.actions.includes('approve') || task.actions.includes('handle');
  const mayFill = answers && Object.values(task.record.fields).includes('edit');
  const back = useWayBack(task.box);
  const initiator = typeof task.initiator === 'string' ? task.initiator : task.initiator?.name;
  return (
    <Page
      title={task.title || words(task.form_title)}
      back={back}
      beside={<StateTag state={task.record.state} />}
      actions={
        <Button className="no-print" onClick={() => window.print()}>
          {t('action.print')}
        </Button>
      }
      foot={<Decision task={task} deciding={deciding} comment={comment[0]} onComment={comment[1]} />}
    >
      <div className="record">
        <div className="record-main">
          <Complaint error={deciding.error} />
          <DecisionCard figures={task.card} />
          <Card>
            <p className="task-from muted">
              {words(task.form_title)}
              {initiator && ` · ${t('tasks.by', { name: initiator })}`}
              {words(task.node_title) && ` · ${t('task.at', { node: words(task.node_title) })}`}
            </p>
            {mayFill ? (
              <FieldPlaceProvider value={place}>
                <FormStoreProvider value={store}>
                  <div className="form-quiet">
                    <FormGrid form={form.form} rights={task.record.fields} isReading />
                  </div>
                </FormStoreProvider>
              </FieldPlaceProvider>
            ) : (
              <RecordValues form={form.form} values={task.record.values} rights={task.record.fields} />
            )}
          </Card>
        </div>
        <aside className="record-side">
          <Card>
            <Beside task={task} />
          </Card>
        </aside>
      </div>
    </Page>
  );
}

function Beside({ task }: { task: TaskView }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState('flow');
  return (
    <>
      <Tabs
        label={t('record.flow')}
        active={tab}
        tabs={[
          { key: 'flow', label: t('record.flow') },
          { key: 'log', label: t('task.log') },
        ]}
        onChange={setTab}
      />
      {tab === 'flow' ? <FlowPanel app={task.app} diagram={task.diagram} timeline={task.timeline} /> : <TaskLog lines={task.log} />}
    </>
  );
}
