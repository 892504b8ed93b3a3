/** Whether the records that are there already are counted with a publish, and the job that does it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Modal, Progress } from 'antd';
import { useEffect } from 'react';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { components } from '@/generated/api';
import { useJob } from '@/runtime/jobs';
import { useT } from '../words';
import './words';

interface RecountProps {
  app: string;
  ledger: string;
  isOn: boolean;
  onSwitch: (on: boolean) => void;
}

/** Asked when the draft is saved: the dialog has done so before it shows this. */
export function RecountChoice({ app, ledger, isOn, onSwitch }: RecountProps) {
  const t = useT();
  const found = useQuery({ queryKey: ['design', app, 'ledger', ledger, 'recount'], queryFn: () => api.get<components['schemas']['RecountOut']>(url`/apps/${app}/ledgers/${ledger}/recount`), gcTime: 0, retry: false });
  const n = found.data?.records ?? 0;
  if (n === 0) return null;
  return (
    <div className="ld-recount">
      <Checkbox checked={isOn} onChange={(event) => onSwitch(event.target.checked)}>{t('ledger.recount', { n })}</Checkbox>
      <p className="fd-hint">{t(isOn ? 'ledger.recount_hint' : 'ledger.recount_off_hint')}</p>
    </div>
  );
}

interface Result {
  records: number;
  failed: number;
  refused: { form: string; title: string; message: string }[];
}

export function RecountJob({ app, job: id, onClose }: { app: string; job: string; onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const { job, state, isRunning, percent } = useJob(id);
  useEffect(() => {
    if (!isRunning) void queries.invalidateQueries({ queryKey: keys.app(app) });
  }, [isRunning, queries, app]);
  const result = job?.result as Result | null | undefined; // what this kind of job says
  const isDone = state === 'done';
  return (
    <Modal open title={t('ledger.recounting')} onCancel={onClose} mask={{ closable: false }} footer={<Button type={isRunning ? 'default' : 'primary'} onClick={onClose}>{t(isRunning ? 'ledger.recount_background' : 'ledger.close')}</Button>}>
      <Progress percent={isDone ? 100 : percent} status={isDone ? 'success' : isRunning ? 'active' : 'exception'} />
      <p role="status">{isDone && result ? t('ledger.recount_done', { n: result.records }) : t(isRunning ? 'ledger.recount_running' : 'ledger.recount_broken', { n: job?.progress ?? 0 })}</p>
      {isDone && result && result.failed > 0 && (
        <div className="ld-notes">
          <div className="is-error">
            <p>{t('ledger.recount_failed', { n: result.failed })}</p>
            <ul>{result.refused.map((one, at) => <li key={at}>{one.title || '—'}：{one.message}</li>)}</ul>
          </div>
        </div>
      )}
    </Modal>
  );
}
