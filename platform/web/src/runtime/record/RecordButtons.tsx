/** The buttons that automations put on a record. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import { confirm } from '@/ui/confirm';
import { useToast } from '@/ui/toast';

interface RecordButton {
  key: string;
  label: string;
  confirm: string;
}

export function RecordButtons({ app, form, id, rev }: { app: string; form: string; id: string; rev: number }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const at = url`/apps/${app}/forms/${form}/records/${id}/buttons`;
  const list = useQuery({ queryKey: [...keys.record(app, form, id), 'buttons', rev], queryFn: () => api.get<{ items: RecordButton[] }>(at) });
  const press = useMutation({
    mutationFn: (button: RecordButton) => api.post(at + url`/${button.key}`),
    onSuccess: (_, button) => toast.done(t('automations.pressed', { name: button.label })),
    onError: toast.failed,
    onSettled: () => queries.invalidateQueries({ queryKey: keys.record(app, form, id) }),
  });
  const ask = async (button: RecordButton) => {
    if (button.confirm === '' || (await confirm({ title: button.confirm, okText: button.label }))) press.mutate(button);
  };
  return list.data?.items.map((button) => (
    <Button key={button.key} loading={press.isPending && press.variables.key === button.key} onClick={() => void ask(button)}>{button.label}</Button>
  ));
}
