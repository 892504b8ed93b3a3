/** By whose rights a form is previewed: one's own, or those of a role as they are being designed. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { api, url } from '@/core/api';
import type { FormDocument, Right } from '@/core/documents';
import type { components } from '@/generated/api';
import type { Rights } from '@/runtime/form/rights';
import { useForm } from '@/runtime/queries';
import { useMe } from '@/runtime/session';
import { BY_LABEL } from '@/ui/by-label';
import { useOrgNames } from '../lib/org';
import { useT } from '../words';

const ME = '';

/** Administrators only: they see all of it anyway. */
export function PreviewBy({ value, onChange }: { value: string; onChange: (role: string) => void }) {
  const t = useT();
  const me = useMe();
  const { roles } = useOrgNames();
  if (!me.is_admin) return null;
  return (
    <Select
      size="small"
      className="fd-preview-by"
      aria-label={t('preview.by')}
      showSearch={BY_LABEL}
      value={value}
      options={[{ value: ME, label: t('preview.me') }, ...roles]}
      onChange={onChange}
    />
  );
}

export interface Seen {
  /** null: nothing lets them in. Undefined: not known yet. */
  rights: Rights | null | undefined;
  name: string;
  error: unknown;
  retry: () => void;
}

type SeenForm = components['schemas']['SeenForm'];

/** What the role may do with each field of the draft. */
export function useSeenBy({ app, id, role, doc }: { app: string; id: string; role: string; doc: FormDocument }): Seen {
  const published = useForm(app, id);
  const seen = useQuery({
    queryKey: ['design', app, 'preview', id, role],
    queryFn: () => api.post<SeenForm>(url`/apps/${app}/forms/${id}/view-as`, { role, draft: true }),
    enabled: role !== ME,
    gcTime: 0,
    retry: false,
  });
  const failed = seen.error ?? published.error;
  const isKnown = seen.data !== undefined && published.data !== undefined;
  const rights = !isKnown ? undefined : seen.data.form ? withFresh(doc, published.data.form, seen.data.rights) : null;
  return { rights, name: seen.data?.name ?? '', error: failed, retry: () => void seen.refetch() };
}

/** Fields that nobody published yet are in no rights: shown as they would be typed into. */
function withFresh(doc: FormDocument, published: FormDocument, rights: Readonly<Record<string, Right>>): Rights {
  const known = new Set(paths(published));
  return { ...rights, ...Object.fromEntries(paths(doc).filter((path) => !known.has(path)).map((path) => [path, 'edit' as const])) };
}

const paths = (doc: FormDocument): string[] => doc.fields.flatMap((field) => [field.id, ...(field.type === 'subform' ? field.fields.map((column) => `${field.id}.${column.id}`) : [])]);
