/** The vouchers of a document, or the documents of a voucher: for who has books to look at. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { components } from '@/generated/api';
import { useAppDetail } from '@/runtime/queries';

type Found = components['schemas']['VouchersOut'];

interface RecordVouchersProps {
  app: string;
  form: string;
  id: string;
  rev: number;
}

export function RecordVouchers({ app, form, id, rev }: RecordVouchersProps) {
  const { t } = useTranslation();
  const detail = useAppDetail(app);
  const hasBooks = detail.data?.navigation.some((group) => group.items.some((item) => item.kind === 'journal')) ?? false;
  const found = useQuery({
    queryKey: [...keys.record(app, form, id), 'more', 'vouchers', rev],
    queryFn: () => api.get<Found>(url`/apps/${app}/forms/${form}/records/${id}/vouchers`),
    enabled: hasBooks,
  });
  if (!found.data) return null;
  const parts = [
    { label: t('record.vouchers'), items: found.data.vouchers },
    { label: t('record.vouchered'), items: found.data.documents },
  ];
  return parts
    .filter((part) => part.items.length > 0)
    .map((part) => (
      <section className="chain" key={part.label}>
        <h3>{part.label}</h3>
        <ul>
          {part.items.map((item) => (
            <li key={`${item.form}/${item.id}`}>
              <Link to={`/apps/${app}/forms/${item.form}/records/${item.id}`}>{item.title || '—'}</Link>
            </li>
          ))}
        </ul>
      </section>
    ));
}
