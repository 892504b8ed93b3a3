/** 下推: buttons that make the next document with what is open. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { useNavigate } from 'react-router';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { AppDetail, PushOffer, RecordDetail } from '@/core/wire';
import { useAppDetail } from '@/runtime/queries';
import { confirm } from '@/ui/confirm';
import { Icon } from '@/ui/icons';
import { Menu } from '@/ui/Menu';
import { useToast } from '@/ui/toast';

const IN_PLAIN_SIGHT = 2;

/** What one does next stands first: as the app's menu has it. */
export function inOrder(offers: PushOffer[], navigation: AppDetail['navigation']): PushOffer[] {
  const forms = navigation.flatMap((group) => group.items.map((item) => item.key));
  const place = ({ form }: PushOffer) => (forms.includes(form) ? forms.indexOf(form) : forms.length);
  return [...offers].sort((a, b) => place(a) - place(b));
}

interface RecordPushesProps {
  app: string;
  form: string;
  id: string;
  rev: number;
}

export function RecordPushes({ app, form, id, rev }: RecordPushesProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const at = url`/apps/${app}/forms/${form}/records/${id}`;
  const offers = useQuery({
    queryKey: [...keys.record(app, form, id), 'pushes', rev],
    queryFn: () => api.get<{ items: PushOffer[] }>(`${at}/pushes`),
  });
  const push = useMutation({
    mutationFn: (offer: PushOffer) => api.post<{ form: string; record: RecordDetail }>(`${at}/actions/push/${encodeURIComponent(offer.link)}`, {}),
    onSuccess: async (made, offer) => {
      toast.done(t('record.pushed', { name: offer.form_title }));
      void queries.invalidateQueries({ queryKey: keys.record(app, form, id) });
      await navigate(`/apps/${app}/forms/${made.form}/records/${made.record.id}/edit`);
    },
    onError: toast.failed,
  });
  const ask = async (offer: PushOffer) => {
    const isDrafted = offer.lines.some((line) => line.drafted !== null && /[1-9]/.test(line.drafted));
    if (!isDrafted || (await confirm({ title: t('record.push_again', { name: offer.form_title }), okText: offer.title }))) push.mutate(offer);
  };
  const detail = useAppDetail(app);
  const open = inOrder(offers.data?.items.filter((offer) => offer.lines.length > 0) ?? [], detail.data?.navigation ?? []);
  if (open.length === 0) return null;
  if (open.length > IN_PLAIN_SIGHT) {
    return (
      <Menu
        items={open.map((offer) => ({ key: offer.link, label: offer.title }))}
        onChoose={(key) => open.filter((offer) => offer.link === key).forEach((offer) => void ask(offer))}
        trigger={(props) => <Button type="primary" icon={<Icon name="arrow_right" />} loading={push.isPending} {...props}>{t('record.push')}</Button>}
      />
    );
  }
  return open.map((offer, i) => (
    <Button key={offer.link} type={i === 0 ? 'primary' : 'default'} icon={<Icon name="arrow_right" />} loading={push.isPending && push.variables.link === offer.link} onClick={() => void ask(offer)}>
      {offer.title}
    </Button>
  ));
}
