/** The address at which another system sets the automation off. It is shown once. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import { showMoment } from '@/core/moments';
import { confirm } from '@/ui/confirm';
import { Failed, Loading } from '@/ui/notice';
import { Card } from '@/ui/page';
import { useToast } from '@/ui/toast';
import { automationKeys, useHook } from './queries';

interface Made {
  path: string;
  signing: string;
}

export function Hook({ app, automation }: { app: string; automation: string }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const [made, setMade] = useState<Made | null>(null);
  const state = useHook(app, automation, true);
  const make = useMutation({
    mutationFn: () => api.put<Made>(url`/apps/${app}/automations/${automation}/hook`, {}),
    onSuccess: setMade,
    onError: toast.failed,
    onSettled: () => queries.invalidateQueries({ queryKey: automationKeys.hook(app, automation) }),
  });
  if (state.isPending) return <Loading />;
  if (state.isError) return <Failed error={state.error} onRetry={() => void state.refetch()} />;
  const hook = state.data.hook;
  const renew = () =>
    hook
      ? void confirm({ title: t('automations.hook_renew'), content: t('automations.hook_renew_more'), okText: t('automations.hook_renew'), danger: true }).then((yes) => yes && make.mutate())
      : make.mutate();
  return (
    <Card title={t('automations.hook')} extra={<Button loading={make.isPending} onClick={renew}>{hook ? t('automations.hook_renew') : t('automations.hook_make')}</Button>}>
      <p className="muted">{t('automations.hook_help')}</p>
      {made && (
        <div className="hook-made" role="status">
          <p>{t('automations.hook_once')}</p>
          <Shown label={t('automations.hook_url')} value={`${window.location.origin}${made.path}`} />
          {hook?.signed && <Shown label={t('automations.hook_signing')} value={made.signing} />}
        </div>
      )}
      {hook && !made && (
        <dl className="facts">
          <dt>{t('automations.hook_url')}</dt>
          <dd><code>…/hooks/{hook.prefix}…</code></dd>
          <dt>{t('automations.hook_made')}</dt>
          <dd>{showMoment(hook.made_at)}</dd>
          <dt>{t('automations.hook_used')}</dt>
          <dd>{hook.used_at ? showMoment(hook.used_at) : t('automations.never')}</dd>
          <dt>{t('automations.hook_signing')}</dt>
          <dd>{hook.signed ? t('automations.hook_signed') : t('automations.hook_unsigned')}</dd>
          <dt>{t('automations.hook_allow')}</dt>
          <dd>{hook.allow.length > 0 ? hook.allow.map((one) => <code key={one}>{one} </code>) : t('automations.hook_from_all')}</dd>
        </dl>
      )}
    </Card>
  );
}

function Shown({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  const toast = useToast();
  return (
    <div className="key-shown">
      <span className="muted">{label}</span>
      <code style={{ flex: 1, overflowWrap: 'anywhere' }}>{value}</code>
      <Button size="small" onClick={() => void navigator.clipboard.writeText(value).then(() => toast.done(t('keys.copied')), () => toast.failed(null))}>{t('keys.copy')}</Button>
    </div>
  );
}
