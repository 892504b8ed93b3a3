/** One template: its pictures, and its installation with how far it is. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Modal, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useNavigate } from 'react-router';
import { api, ApiError, BASE, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { Template } from '@/core/wire';
import { useJob } from '@/runtime/jobs';
import { Alert } from '@/ui/Alert';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Working } from '@/ui/notice';

export default function InstallDialog({ template, onClose }: { template: Template; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [withData, setWithData] = useState(true);
  const [job, setJob] = useState<string | null>(null);
  const open = async () => {
    await Promise.all([queries.invalidateQueries({ queryKey: keys.apps }), queries.invalidateQueries({ queryKey: keys.templates })]);
    await navigate(`/apps/${template.key}`);
  };
  const install = useMutation({
    mutationFn: () => api.post<{ app: string; job: string | null }>(url`/templates/${template.key}/install`, { sample_data: withData }),
    onSuccess: (done) => (done.job === null ? open() : setJob(done.job)),
  });
  const footer = template.installed ? (
    <Button type="primary" onClick={() => void open()}>{t('templates.open')}</Button>
  ) : (
    <>
      <Checkbox checked={withData} disabled={install.isPending || job !== null} onChange={(event) => setWithData(event.target.checked)}>{t('home.sample_data')}</Checkbox>
      <Button type="primary" loading={install.isPending || job !== null} icon={<Icon name="download" />} onClick={() => install.mutate()}>{t('home.install_ok')}</Button>
    </>
  );
  return (
    <Modal open title={words(template.title)} width={760} onCancel={onClose} mask={{ closable: job === null }} footer={<div className="template-dialog-foot">{footer}</div>}>
      <p>{words(template.description)}</p>
      {install.isPending && <Working text={t('templates.installing')} />}
      {install.error && <Alert type="error" title={install.error instanceof ApiError ? install.error.message : t('failed.broken')} />}
      {job !== null && <Installing id={job} onDone={() => void open()} onFailed={() => setJob(null)} />}
      <Pictures template={template} />
    </Modal>
  );
}

function Installing({ id, onDone, onFailed }: { id: string; onDone: () => void; onFailed: () => void }) {
  const { t } = useTranslation();
  const { job, state, percent, isRunning } = useJob(id);
  useEffect(() => {
    if (state === 'done') onDone();
    // Once: what `onDone` is made of changes with every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [state]);
  return (
    <div className="template-progress">
      <Progress percent={state === 'done' ? 100 : percent} status={isRunning || state === 'done' ? 'active' : 'exception'} />
      <p role="status">{isRunning ? t(percent === 0 ? 'templates.making' : 'templates.filling', { done: job?.progress ?? 0, total: job?.total ?? 0 }) : t(`job.state.${state}`)}</p>
      {isRunning && <p className="muted">{t('job.may_close')}</p>}
      {!isRunning && state !== 'done' && <Alert type="warning" title={job?.message || t('failed.broken')} action={<Button size="small" onClick={onFailed}>{t('retry')}</Button>} />}
    </div>
  );
}

function Pictures({ template }: { template: Template }) {
  const { t } = useTranslation();
  const words = useWords();
  const [at, setAt] = useState(0);
  const { pictures } = template;
  const picture = pictures[at];
  if (!picture) return null;
  return (
    <figure className="template-pictures">
      <img src={BASE + picture} alt={t('templates.picture', { n: at + 1, name: words(template.title) })} width={800} height={500} />
      {pictures.length > 1 && (
        <figcaption>
          {pictures.map((one, n) => (
            <button key={one} type="button" aria-label={t('templates.picture', { n: n + 1, name: words(template.title) })} aria-current={n === at || undefined} onClick={() => setAt(n)}>
              <img src={BASE + one} alt="" loading="lazy" />
            </button>
          ))}
        </figcaption>
      )}
    </figure>
  );
}
