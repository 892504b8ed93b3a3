/** Trying an automation out: on a record, or with what another system would send. Nothing stays. */
import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ApiError, url } from '@/core/api';
import type { Page, RecordSummary } from '@/core/wire';
import { useWords } from '@/ui/hooks';
import { RemoteSelect } from '@/ui/RemoteSelect';
import { RunBody } from './Run';
import type { AutomationItem, AutomationRun } from './wire';

interface Body {
  record?: string;
  payload?: unknown;
}

export function DryRun({ app, item, onClose }: { app: string; item: AutomationItem; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const [record, setRecord] = useState<{ id: string; title: string } | null>(null);
  const [payload, setPayload] = useState('{\n  \n}');
  const isHttp = item.trigger === 'http_received';
  const attempt = useMutation({ mutationFn: (body: Body) => api.post<AutomationRun>(url`/apps/${app}/automations/${item.key}/dry-run`, body) });
  const body: Body | null = item.form ? (record ? { record: record.id } : null) : isHttp ? read(payload) : {};
  return (
    <Modal open title={t('automations.dry_run')} width={640} onCancel={onClose} footer={null}>
      <div className="dry">
        <p className="muted">{t('automations.dry_run_help')}</p>
        {item.form && (
          <RemoteSelect<RecordSummary>
            label={words(item.form_title)}
            placeholder={t('automations.choose_record', { form: words(item.form_title) })}
            value={record}
            listKey={['dry-run', app, item.form]}
            load={async (search, signal) => {
              const found = await api.post<Page<RecordSummary>>(url`/apps/${app}/forms/${item.form}/records/query`, { search, limit: 20 }, { signal });
              return found.items.map((one) => ({ id: one.id, title: one.title, item: one }));
            }}
            onChange={(choice) => setRecord(choice ? { id: choice.id, title: choice.title } : null)}
          />
        )}
        {isHttp && <Input.TextArea className="dry-json" rows={7} value={payload} aria-label={t('automations.payload')} status={body === null ? 'error' : ''} onChange={(event) => setPayload(event.target.value)} />}
        <Button type="primary" disabled={body === null} loading={attempt.isPending} onClick={() => body !== null && attempt.mutate(body)}>{t('automations.try')}</Button>
        {attempt.isError && <p role="alert" className="dry-failed">{attempt.error instanceof ApiError ? attempt.error.message : t('failed.broken')}</p>}
        {attempt.data && (
          <div className="dry-result" role="status">
            <strong>{attempt.data.text}</strong>
            <RunBody run={attempt.data} />
          </div>
        )}
      </div>
    </Modal>
  );
}

function read(text: string): { payload: unknown } | null {
  try {
    return { payload: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}
