/** The designer of voucher rules (凭证模板): opens the draft of a rule, or of a new one for a form. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, ApiError, url } from '@/core/api';
import type { FormDocument } from '@/core/documents';
import { usePageTitle, useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import type { Draft } from './lib/autosave';
import { DesignPlaceProvider } from './lib/place';
import type { JournalFacts } from './voucher/context';
import { Designer } from './voucher/Designer';
import type { VoucherRule } from './voucher/document';
import { createRuleDesign } from './voucher/store';
import './voucher/words';

interface Opened {
  draft: Draft<VoucherRule>;
  form: FormDocument;
  journal: JournalFacts;
  vouchers: FormDocument | undefined;
}

export default function VoucherRuleDesigner({ app, id }: { app: string; id: string }) {
  const [params] = useSearchParams();
  const form = params.get('form');
  const opened = useQuery({
    queryKey: ['design', app, 'voucher_rule', id, 'draft'],
    queryFn: () => open(app, id, form),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnReconnect: false,
  });
  if (opened.isError) return <Failed error={opened.error} onRetry={() => void opened.refetch()} />;
  if (!opened.data) return <Loading />;
  return <Open app={app} id={id} {...opened.data} />;
}

const read = async <D,>(app: string, kind: string, id: string) => (await api.get<Draft<D>>(url`/apps/${app}/documents/${kind}/${id}/draft`)).content;

async function open(app: string, id: string, form: string | null): Promise<Opened> {
  const draft = await draftOf(app, id, form);
  const { content } = draft;
  const [about, journal] = await Promise.all([read<FormDocument>(app, 'form', content.form), read<JournalFacts>(app, 'journal', content.journal)]);
  const vouchers = await read<FormDocument>(app, 'form', journal.voucher.form).catch(() => undefined); // only for its words
  return { draft, form: about, journal, vouchers };
}

async function draftOf(app: string, id: string, form: string | null): Promise<Draft<VoucherRule>> {
  try {
    return await api.get<Draft<VoucherRule>>(url`/apps/${app}/documents/voucher_rule/${id}/draft`);
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status !== 404 || form === null) throw cause;
    const about = await read<FormDocument>(app, 'form', form);
    const { items } = await api.get<{ items: { key: string }[] }>(url`/apps/${app}/documents`, { query: { kind: 'journal' } });
    return { content: first(id, about, items[0]?.key ?? ''), rev: 0, published: null };
  }
}

/** A rule nobody has begun: the form's first day, and no lines yet. */
function first(id: string, form: FormDocument, journal: string): VoucherRule {
  const title = Object.fromEntries(Object.entries(form.title).map(([language, text]) => [language, language === 'en' ? `Vouchers of ${text}` : `${text}凭证`]));
  const date = form.fields.find((field) => field.type === 'date')?.id ?? '$created_at';
  return { kind: 'voucher_rule', version: 1, id, title, journal, form: form.id, ...(form.document ? {} : { event: 'saved' as const }), date, entries: [] };
}

function Open({ app, id, draft, form, journal, vouchers }: Opened & { app: string; id: string }) {
  const [design] = useState(() => createRuleDesign(draft.content));
  const [place] = useState(() => ({ app, kind: 'voucher_rule', id, form: form.id }));
  const words = useWords();
  usePageTitle(words(draft.content.title));
  return (
    <DesignPlaceProvider value={place}>
      <Designer draft={draft} design={design} form={form} journal={journal} vouchers={vouchers} />
    </DesignPlaceProvider>
  );
}
