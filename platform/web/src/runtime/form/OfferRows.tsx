/** Rows that are offered for a subform: open items up to the amount entered, the components of a product. */
import { Button } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import type { FieldValue, RowValue, SubformField } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { useFieldPlace } from '@/fields/definition';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useToast } from '@/ui/toast';

/** Somebody who types a quantity is not asked for rows with each digit. */
const PAUSE_MS = 400;

export function OfferRows({ field, store }: { field: SubformField; store: FormStoreContract }) {
  const { t } = useTranslation();
  const words = useWords();
  const toast = useToast();
  const place = useFieldPlace();
  const [isAsking, setAsking] = useState(false);
  const brought = useRef<string | null>(null);

  const bring = useCallback(async (isWished: boolean) => {
    setAsking(true);
    try {
      const body = { subform: field.id, values: place.values(field.id) };
      const { rows } = await api.post<{ rows: RowValue[] }>(url`/apps/${place.app}/forms/${place.form}/records/offer`, body);
      if (rows.length > 0) {
        for (const row of [...store.rows(field.id)]) store.removeRow(field.id, row);
        store.insertRows(field.id, 0, rows);
        brought.current = rowsAsText(store, field);
      } else if (isWished) {
        toast.done(t('subform.nothing_offered'));
      }
    } catch (error) {
      if (isWished) toast.failed(error);
    } finally {
      setAsking(false);
    }
  }, [field, place, store, t, toast]);

  useBroughtByItself(field, store, brought, bring);
  if (!field.offer) return null;
  return (
    <Button icon={<Icon name="download" size={14} />} loading={isAsking} onClick={() => void bring(true)}>
      {words(field.offer.title)}
    </Button>
  );
}

/** Once everything that decides is filled in, and as long as nobody has touched the rows. */
function useBroughtByItself(
  field: SubformField,
  store: FormStoreContract,
  brought: { current: string | null },
  bring: (isWished: boolean) => Promise<void>,
) {
  const latest = useRef(bring);
  useEffect(() => {
    latest.current = bring;
  }, [bring]);
  useEffect(() => {
    const asks = field.offer?.asks ?? [];
    let timer: number | undefined;
    const ask = () => {
      window.clearTimeout(timer);
      const isUntouched = store.filledRows(field.id).length === 0 || rowsAsText(store, field) === brought.current;
      if (isUntouched && asks.every((one) => !isEmpty(store.get(one)))) timer = window.setTimeout(() => void latest.current(false), PAUSE_MS);
    };
    const stops = asks.map((one) => store.subscribe(one, ask));
    return () => {
      window.clearTimeout(timer);
      stops.forEach((stop) => stop());
    };
  }, [field, store, brought]);
}

function isEmpty(value: FieldValue): boolean {
  return value === null || value === undefined || value === '';
}

function rowsAsText(store: FormStoreContract, field: SubformField): string {
  const columns = field.fields.map((one) => one.id);
  return JSON.stringify(store.filledRows(field.id).map((row) => columns.map((column) => store.cell(field.id, row, column))));
}
