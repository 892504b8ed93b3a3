/** Rows that a ledger offers for a subform: open items, the oldest due first, up to the amount entered. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, url } from '@/core/api';
import type { RowValue, SubformField } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { useFieldPlace } from '@/fields/definition';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useToast } from '@/ui/toast';

export function OfferRows({ field, store }: { field: SubformField; store: FormStoreContract }) {
  const { t } = useTranslation();
  const words = useWords();
  const toast = useToast();
  const place = useFieldPlace();
  const [isAsking, setAsking] = useState(false);
  if (!field.from_ledger) return null;
  const bring = async () => {
    setAsking(true);
    try {
      const body = { subform: field.id, values: place.values(field.id) };
      const { rows } = await api.post<{ rows: RowValue[] }>(url`/apps/${place.app}/forms/${place.form}/records/offer`, body);
      if (rows.length === 0) {
        toast.done(t('subform.nothing_offered'));
        return;
      }
      for (const row of [...store.rows(field.id)]) store.removeRow(field.id, row);
      store.insertRows(field.id, 0, rows);
    } catch (error) {
      toast.failed(error);
    } finally {
      setAsking(false);
    }
  };
  return (
    <Button icon={<Icon name="download" size={14} />} loading={isAsking} onClick={() => void bring()}>
      {words(field.from_ledger.title)}
    </Button>
  );
}
