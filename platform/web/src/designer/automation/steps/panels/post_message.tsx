import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { api } from '@/core/api';
import { Labelled } from '../../../lib/Labelled';
import { useT } from '../../../words';
import type { StepPanelProps } from '../../kind';
import { TextMessage } from '../../parts/Message';
import type { PostMessage } from '../post_message';

export default function Panel({ step, patch }: StepPanelProps<PostMessage>) {
  const t = useT();
  const channels = useQuery({ queryKey: ['channels', 'names'], queryFn: () => api.get<{ items: { key: string; title?: string; name?: string }[] }>('/channels'), retry: false, staleTime: 60_000 });
  const known = (channels.data?.items ?? []).map((one) => ({ value: one.key, label: one.title ?? one.name ?? one.key }));
  const options = step.channel && !known.some((one) => one.value === step.channel) ? [{ value: step.channel, label: step.channel }, ...known] : known;
  return (
    <>
      <Labelled name={t('automation.channel')} hint={t('automation.channel_hint')}>
        {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={step.channel || null} status={step.channel ? '' : 'warning'} placeholder={t('cond.choose')} options={options} onChange={(channel: string) => patch({ channel })} />}
      </Labelled>
      <TextMessage name={t('action.message')} isLong value={step.message} onChange={(message) => patch({ message })} />
    </>
  );
}
