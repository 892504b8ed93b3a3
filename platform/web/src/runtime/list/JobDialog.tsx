/** A job as it runs: progress, what it says, its file, and a way to stop it. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Progress } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, BASE, url } from '@/core/api';
import { keys } from '@/core/keys';
import { Alert } from '@/ui/Alert';
import { useJob } from '../jobs';
import { Imported } from './Imported';

export type JobKind = 'import' | 'export' | 'template';

interface JobDialogProps {
  app: string;
  form: string;
  id: string;
  kind: JobKind;
  onClose: () => void;
}

export default function JobDialog({ app, form, id, kind, onClose }: JobDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { job, state, isRunning, percent, askAgain } = useJob(id);
  useEffect(() => {
    if (state === 'done' && kind === 'import') void queries.invalidateQueries({ queryKey: keys.records(app, form) });
  }, [state, kind, queries, app, form]);
  const total = job?.total ?? 0;
  const file = job?.result?.['file'];
  const fileId = typeof file === 'string' ? file : typeof file === 'object' && file !== null && 'id' in file ? String(file.id) : null;
  return (
    <Modal
      open
      title={t(`job.${kind}`)}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          {isRunning && <Button onClick={() => void api.post(url`/jobs/${id}/cancel`).then(askAgain)}>{t('job.cancel')}</Button>}
          {fileId && (
            <Button type="primary" href={BASE + url`/files/${fileId}`} download>
              {t('job.download')}
            </Button>
          )}
          <Button type={isRunning || fileId ? 'default' : 'primary'} onClick={onClose}>{isRunning ? t('job.background') : t('close')}</Button>
        </>
      }
    >
      <Progress percent={state === 'done' ? 100 : percent} status={state === 'failed' || state === 'dead' ? 'exception' : state === 'done' ? 'success' : 'active'} />
      <p role="status">
        {t(`job.state.${state}`)}
        {total > 0 && ` · ${job?.progress ?? 0} / ${total}`}
      </p>
      {kind === 'import' && state === 'done' && <Imported result={job?.result ?? null} />}
      {job?.message && <Alert type={state === 'done' ? 'info' : 'warning'} title={job.message} />}
      {isRunning && <p className="muted">{t('job.may_close')}</p>}
    </Modal>
  );
}
